"""Rows that are there because somebody is in them, put together before a report is released.

A row for a school or a postcode district says that there is a child in it, even where its number is
hidden. In a release such a row is shown only if it has as many children as may be told; all others
are one row, with the next smallest where those few would be too few themselves. So who reads it
learns of a school without a row that it has none, or few, or is the smallest. The rows stand in
order of their names: in order of their size the place of a hidden number would tell it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from onroll.figures.reports.breakdowns import UNPLACED
from onroll.figures.reports.numbers import Count, Given, Number, Share, Thing
from onroll.figures.reports.report import TOTAL, Report, Row, Table

ALWAYS_THERE: Final = (*UNPLACED, TOTAL)
NOTE: Final = (
    "A row of fewer than {small} is not shown by itself: it is in the row “{others}”, with the "
    "smallest of the others where those would be too few."
)

Labels = tuple[str, ...]


def put_together(report: Report, *, small: int) -> Report:
    """The report with no row of fewer than `small` that is there because of them. What was put
    together already stays as it is."""
    tables = (together(each, small) if each.others else each for each in report.tables)
    return replace(report, tables=tuple(tables))


def together(table: Table, small: int) -> Table:
    """The table, with a row of its `others` though nobody is in it."""
    rows: dict[Labels, list[Row]] = defaultdict(list)
    for labels, row in relabelled([(row.labels, row) for row in table.rows], table, small):
        rows[labels].append(row)
    if not any(labels[0] == table.others[0] for labels in rows):
        rows[table.others] = [nobody(table)]
    note = NOTE.format(small=small, others=table.others[0])
    return replace(
        table,
        rows=tuple(
            Row(labels, tuple(map(one, zip(*(row.numbers for row in rows[labels]), strict=True))))
            for labels in sorted(rows, key=lambda labels: in_order(labels, table.others))
        ),
        notes=tuple(dict.fromkeys((*table.notes, note))),
    )


def relabelled(
    rows: Sequence[tuple[Labels, Row]], table: Table, small: int, at: int = 0
) -> Iterator[tuple[Labels, Row]]:
    """Each row with the labels that it is shown under, from one of its labels on: first the small
    schools are put together, then the small reasons of each school, and so on."""
    if at == len(table.others):
        yield from rows
        return
    others = table.others[at]
    groups: dict[str, list[tuple[Labels, Row]]] = defaultdict(list)
    for labels, row in rows:
        groups[labels[at]].append((labels, row))
    held = {label: things_of(row for _, row in those) for label, those in groups.items()}
    joined = held.get(others, frozenset())
    free = set(groups) - {others, *ALWAYS_THERE}
    for label in sorted(free, key=lambda each: (len(held[each]), each)):
        if len(held[label]) < small or 1 <= len(joined) < small:
            joined |= held[label]
            moved = groups.pop(label)
            groups[others] += [((*ls[:at], others, *ls[at + 1 :]), row) for ls, row in moved]
    for those in groups.values():
        yield from relabelled(those, table, small, at + 1)


def things_of(rows: Iterable[Row]) -> frozenset[Thing]:
    """What the first count of each row counts: by it a row is there."""
    first = (next((n for n in row.numbers if isinstance(n, Count)), None) for row in rows)
    return frozenset[Thing]().union(*(each.things for each in first if each))


def one(numbers: tuple[Number, ...]) -> Number:
    """The number of a row that several were put into. A rate of them would tell which they are, by
    how many pupils they have."""
    if len(numbers) == 1:
        return numbers[0]
    counts = [each for each in numbers if isinstance(each, Count)]
    shares = [each for each in numbers if isinstance(each, Share)]
    if len(counts) == len(numbers):
        return Count(frozenset[Thing]().union(*(each.things for each in counts)))
    if len(shares) == len(numbers):
        part = frozenset[Thing]().union(*(each.part for each in shares))
        whole = frozenset[Thing]().union(*(each.whole for each in shares))
        return Share(part, whole, shares[0].places)
    return Given(None, "z")


def nobody(table: Table) -> Row:
    """A row of the table with nothing in it. Of a table without a row, columns without a unit or
    decimals are taken to be counts."""
    numbers: list[Number] = []
    for at, column in enumerate(table.columns):
        found = [row.numbers[at] for row in table.rows]
        shares = [each for each in found if isinstance(each, Share)]
        if shares:
            whole = frozenset[Thing]().union(*(each.whole for each in shares))
            numbers.append(Share(frozenset(), whole, shares[0].places))
        elif any(isinstance(each, Count) for each in found) or not (column.unit or column.places):
            numbers.append(Count(frozenset()))
        else:
            numbers.append(Given(None, "z"))
    return Row(table.others, tuple(numbers))


def in_order(labels: Labels, others: Labels) -> tuple[tuple[bool, bool, bool, str], ...]:
    """By name; then the others, what is not known, and the total."""
    return tuple(
        (label == TOTAL, label in UNPLACED, label == other, label)
        for label, other in zip(labels, others, strict=True)
    )
