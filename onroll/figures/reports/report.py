"""A report: tables of numbers with their definition, their date, and what is missing from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from onroll.figures.periods import Period
from onroll.figures.reports.numbers import Count, Given, Hidden, Number, Thing, child_of

ONE_GROUP: Final = "A child is in one group only, the first that applies."
MORE_GROUPS: Final = "A child can be in more than one group; groups do not add to the total."
TOTAL: Final = "Total"
COUNTED: Final = "counted"
"""The key of labels that say of each row what it counts, where a table's rows differ in it."""

Unit = Literal["", "%", "days"]


@dataclass(frozen=True)
class Column:
    """A column of numbers. `key` is its name in data files: the thing counted, and the measure."""

    key: str
    label: str
    unit: Unit = ""
    places: int = 0


@dataclass(frozen=True)
class Row:
    """`labels` has one word for each of the table's `by`; `numbers` one for each of its columns."""

    labels: tuple[str, ...]
    numbers: tuple[Number, ...]


@dataclass(frozen=True)
class Table:
    """One row for each combination of labels.

    `key` is snake_case; `by` the key and heading of each column of labels; `things` what is
    counted, such as children or exclusions; `groups` is one of the two sentences on whether the
    rows add up, and "" where the rows are not groups of one whole. The groups are the last of
    `by`. `others` has a word for each of `by` where there is a row only for what somebody is in,
    such as a school: small rows are put together under these words when it is released; it is
    empty where the rows are the same whoever is counted. Raises ValueError where the numbers are
    not what these say.
    """

    key: str
    title: str
    things: str
    by: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    groups: str = ""
    notes: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.others and len(self.others) != len(self.by):
            raise ValueError(f"{self.key}: {self.others} has not a word for each column of labels")
        for row in self.rows:
            if len(row.labels) != len(self.by) or len(row.numbers) != len(self.columns):
                raise ValueError(f"{self.key}: {row.labels} has not the table's columns")
        if len({row.labels for row in self.rows}) < len(self.rows):
            raise ValueError(f"{self.key}: two rows have the same labels")
        if not self.groups and any(row.labels[-1:] == (TOTAL,) for row in self.rows):
            raise ValueError(f"{self.key}: say of its total whether the rows add up to it")
        self.counts_one_kind()
        if self.groups == ONE_GROUP:
            of_one_whole: dict[tuple[str, ...], list[Row]] = defaultdict(list)
            for row in self.rows:
                of_one_whole[row.labels[:-1]].append(row)
            for rows in of_one_whole.values():
                self.adds_up(rows)

    def counts_one_kind(self) -> None:
        """Raises ValueError for a column that counts children in one row, and in another what a
        child may have several of, unless each row says what it counts."""
        said = [key for key, _ in self.by]
        kinds: dict[tuple[str, str], set[bool]] = defaultdict(set)
        for row in self.rows:
            what = row.labels[said.index(COUNTED)] if COUNTED in said else self.things
            for column, number in zip(self.columns, row.numbers, strict=True):
                if isinstance(number, Count):
                    kinds[column.key, what] |= {child_of(each) == each for each in number.things}
        for (column_key, what), found in kinds.items():
            if len(found) > 1:
                raise ValueError(f"{self.key}, {column_key}: children among {what}")

    def adds_up(self, rows: list[Row]) -> None:
        """Raises ValueError where something is in two of these groups, or not in their total. Of
        groups that are hidden or not available only the total says how many there are."""
        for at, column in enumerate(self.columns):
            counted = {row.labels[-1]: number.things for row in rows
                       if isinstance(number := row.numbers[at], Count)}  # fmt: skip
            total = counted.pop(TOTAL, None)
            held = frozenset[Thing]().union(*counted.values())
            where = f"{self.key}, {column.key}"
            if len(held) < sum(map(len, counted.values())):
                raise ValueError(f"{where}: {self.things} are in more than one group")
            is_whole = len(counted) == len(rows) - 1
            if counted and total is not None and (total != held if is_whole else not held <= total):
                raise ValueError(
                    f"{where}: the groups have {len(held):,} and the total {len(total):,}"
                )


@dataclass(frozen=True)
class Report:
    """`day` is the as-at date; `period` what it covers, null where it is of the day alone.

    `definitions` are the keys of what is counted, in their version of the run; `findings` are
    sentences that say what the numbers show; `left_out` says who is not counted and why, and
    `not_known` what is missing: a late feed, a school that did not answer.
    """

    key: str
    title: str
    authority: str
    day: date
    period: Period | None
    definitions: tuple[str, ...]
    tables: tuple[Table, ...]
    findings: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    not_known: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        ours = any(not isinstance(number, Given | Hidden) for _, number in self.numbers())
        if ours and not self.definitions:
            raise ValueError(f"{self.key}: say by which definitions it counts")

    def table(self, key: str) -> Table:
        """The table of a key. Raises KeyError."""
        return {table.key: table for table in self.tables}[key]

    def numbers(self) -> Iterator[tuple[NumberKey, Number]]:
        """Every number with its name, table by table, row by row."""
        for table in self.tables:
            for row in table.rows:
                for column, number in zip(table.columns, row.numbers, strict=True):
                    yield (table.key, row.labels, column.key), number


NumberKey = tuple[str, tuple[str, ...], str]
"""The name of a number in a report: its table, the labels of its row, its column."""
