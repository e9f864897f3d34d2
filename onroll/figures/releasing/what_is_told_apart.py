"""Which children the tables of a report tell apart, so that its numbers can be attacked together.

A table puts the children of each of its columns in rows. Who reads two tables of the same children
knows that both have as many, and no more: any child of one row may be in any row of the other. So
the smallest groups are those of one table: a row, and which columns of the report a child is
counted in. That two tables have as many of these in all is told to the attacker (`as_many`).
Where rows may share children each row is a table by itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from onroll.figures.disclosure.released import AsMany, Figure
from onroll.figures.reports.numbers import Count, Thing
from onroll.figures.reports.report import ONE_GROUP, TOTAL, NumberKey, Report

ReleaseName = str
Labels = tuple[str, ...]


class Base(NamedTuple):
    """A column of a table: its rows share out the same children."""

    table: str
    column: str


Member = frozenset[int]
"""The columns in which a child is counted, by number: columns of the same children have one."""


class Group(NamedTuple):
    """Children whom one table puts in the same rows, and who are counted in the same columns.

    `rows` has the row of each column of the table that counts them.
    """

    release: ReleaseName
    table: str
    rows: tuple[tuple[Base, Labels], ...]
    member: Member


@dataclass(frozen=True)
class ToldApart:
    """Every number of a report that is a count, as the groups it is a sum of; how many children
    each group truly has; and which groups have as many as which."""

    figures: Mapping[NumberKey, Figure]
    counts: Mapping[Hashable, int]
    as_many: tuple[AsMany, ...]


@dataclass(frozen=True)
class Shared:
    """A column of a table, its children by row, and in which number each row is printed."""

    base: Base
    rows: Mapping[Labels, frozenset[Thing]]
    printed: Mapping[Labels, NumberKey]
    total: tuple[NumberKey, ...]

    @property
    def things(self) -> frozenset[Thing]:
        return frozenset().union(*self.rows.values())


def told_apart(name: ReleaseName, report: Report) -> ToldApart:
    """What the counts of a report tell apart."""
    columns = list(shared(report))
    numbered: dict[frozenset[Thing], int] = {}
    of_column = {each.base: numbered.setdefault(each.things, len(numbered)) for each in columns}
    member_of: dict[Thing, set[int]] = defaultdict(set)
    for things, number in numbered.items():
        for thing in things:
            member_of[thing].add(number)
    members = {thing: frozenset(found) for thing, found in member_of.items()}
    tables: dict[str, list[Shared]] = defaultdict(list)
    for each in columns:
        tables[each.base.table].append(each)
    counts: Counter[Hashable] = Counter()
    whole: dict[Member, list[frozenset[Group]]] = defaultdict(list)
    figures: dict[NumberKey, Figure] = {}
    for table, held in tables.items():
        true = true_groups((name, table), held, members)
        counts.update(true)
        every = possible_groups((name, table), held, of_column, true)
        for member, groups in every.items():
            whole[member].append(frozenset(groups))
        for each in held:
            figures |= figures_of(name, each, of_column[each.base], every)
    as_many = tuple(pair for sides in whole.values() for pair in pairwise(sides))
    return ToldApart(figures, counts, as_many)


def shared(report: Report) -> Iterator[Shared]:
    """The columns of counts of a report's tables, those of each whole by itself. Where rows may
    share children, and where they are no groups of one whole, each row is a whole."""
    for table in report.tables:
        for at, column in enumerate(table.columns):
            wholes: dict[Labels, dict[Labels, frozenset[Thing]]] = defaultdict(dict)
            for row in table.rows:
                number = row.numbers[at]
                if isinstance(number, Count):
                    whole = row.labels[:-1] if table.groups == ONE_GROUP else row.labels
                    wholes[whole][row.labels] = number.things
            for whole, rows in wholes.items():
                key = {labels: (table.key, labels, column.key) for labels in rows}
                total = [labels for labels in rows if labels[-1] == TOTAL and len(rows) > 1]
                yield Shared(
                    Base(f"{table.key} {whole}", column.key),
                    {labels: things for labels, things in rows.items() if labels not in total},
                    key,
                    tuple(key[labels] for labels in total),
                )


def true_groups(
    of: tuple[ReleaseName, str], held: Sequence[Shared], members: Mapping[Thing, Member]
) -> Counter[Group]:
    rows: dict[Thing, list[tuple[Base, Labels]]] = defaultdict(list)
    for each in held:
        for labels, things in each.rows.items():
            for thing in things:
                rows[thing].append((each.base, labels))
    return Counter(Group(*of, tuple(found), members[thing]) for thing, found in rows.items())


def possible_groups(
    of: tuple[ReleaseName, str],
    held: Sequence[Shared],
    of_column: Mapping[Base, int],
    true: Counter[Group],
) -> dict[Member, list[Group]]:
    """The groups that a reader must reckon with, by the columns they are counted in: every way to
    be in the rows that somebody is in, whichever other tables count them; and of one column alone,
    every row."""
    ways: dict[frozenset[Base], dict[tuple[tuple[Base, Labels], ...], None]] = defaultdict(dict)
    for group in true:
        ways[frozenset(base for base, _ in group.rows)][group.rows] = None
    for each in held:
        if frozenset({each.base}) in ways:
            ways[frozenset({each.base})] |= {((each.base, labels),): None for labels in each.rows}
    found: dict[Member, list[Group]] = {}
    for member in dict.fromkeys(group.member for group in true):
        counted = frozenset(each.base for each in held if of_column[each.base] in member)
        found[member] = [Group(*of, rows, member) for rows in ways[counted]]
    return found


def figures_of(
    name: ReleaseName, each: Shared, column: int, every: Mapping[Member, Sequence[Group]]
) -> dict[NumberKey, Figure]:
    groups = [group for member, held in every.items() if column in member for group in held]
    found = {
        each.printed[labels]: frozenset(g for g in groups if (each.base, labels) in g.rows)
        for labels in each.rows
    } | {key: frozenset(groups) for key in each.total}
    return {key: Figure((name, key), of) for key, of in found.items()}
