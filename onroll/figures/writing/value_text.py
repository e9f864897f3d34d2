"""How a number of a report is printed: the one place, so that every file says it alike.

A number was rounded where it was counted; nothing here rounds. On a page and in a spreadsheet a
symbol stands in square brackets, in a data file without. A percentage has its count beside it: in
the same cell on a page, in columns of their own where cells are to be reckoned with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from onroll.figures.reports.numbers import SYMBOLS, Count, Given, Number, Share
from onroll.figures.reports.report import Column, Table

NOT_PRINTABLE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML has no place for: control characters, and halves of a character."""


EMPTY: Final = Given(None, "z")
"""What stands in the one row of a table that has none: there was nothing to count."""

NO_ROWS: Final = "None"
NO_NOTE: Final = "No note"


def plain(words: str) -> str:
    """The words on one line, with what no file can hold shown as �: the same in every file."""
    return " ".join(NOT_PRINTABLE.sub("\ufffd", words).split())


def in_sheet(number: Number) -> Decimal | str:
    """The number, to be reckoned with; or its symbol in square brackets."""
    value = number.value
    return f"[{number.symbol}]" if value is None else value


def in_data(number: Number) -> Decimal | str:
    """The number; or its symbol without brackets."""
    value = number.value
    return str(number.symbol) if value is None else value


def short(number: Number, column: Column) -> str:
    """1,020; 9.9%; [c]. For the label of a chart: the page has the count of a percentage."""
    value = in_sheet(number)
    if isinstance(value, str):
        return value
    return f"{value:,}%" if isinstance(number, Share) or column.unit == "%" else f"{value:,}"


def on_page(number: Number, column: Column) -> str:
    """1,020; 9.9% (1,416 of 14,288); 2 (35 closed), with what stood beside a number; [c]."""
    printed = short(number, column)
    if isinstance(number, Share) and number.value is not None:
        return f"{printed} ({number.number:,} of {number.out_of:,})"
    if isinstance(number, Given) and number.note:
        return f"{printed} ({plain(number.note)})"
    return printed


def places_of(number: Number) -> int:
    """How many decimals the number has as it was rounded."""
    value = number.value
    if value is None:
        return 0
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def heading(column: Column, *, has_unit: bool = True) -> str:
    """The heading of a column; with its unit where the cells do not say it."""
    unit = column.unit if has_unit or column.unit != "%" else ""
    return f"{column.label} ({unit})" if unit else column.label


def counted_in(table: Table) -> str:
    """What the numbers of a table count: exclusions are not children."""
    return f"Counted: {plain(table.things)}."


def symbols_in(table: Table, *, bare: bool = False) -> list[str]:
    """What each symbol of a table means, in their order, of those that it has."""
    found = {number.symbol for row in table.rows for number in row.numbers}
    if not table.rows:
        found = {EMPTY.symbol}
    written = "{}: {}." if bare else "[{}] {}"
    return [written.format(*each) for each in SYMBOLS.items() if each[0] in found]


@dataclass(frozen=True)
class SpeltRow:
    """`cells` has a number for each column, or the words of a note."""

    labels: tuple[str, ...]
    cells: tuple[Number | str, ...]


@dataclass(frozen=True)
class Spelt:
    """A table for reckoning: no cell says two things. `columns` has those of the table, and after
    one of percentages two columns with how many and out of how many; after one with notes, these.
    """

    columns: tuple[Column, ...]
    rows: tuple[SpeltRow, ...]
    notes: frozenset[str]
    """The keys of the columns that hold notes."""


def spelt(table: Table) -> Spelt:
    """The table with the counts of its percentages and its notes in columns of their own."""
    columns: list[Column] = []
    notes = set()
    parts: list[list[Number | str]] = [[] for _ in table.rows]
    for at, column in enumerate(table.columns):
        numbers = [row.numbers[at] for row in table.rows]
        columns.append(replace(column, places=max([column.places, *map(places_of, numbers)])))
        for into, number in zip(parts, numbers, strict=True):
            into.append(number)
        if any(isinstance(number, Share) for number in numbers):
            columns.append(Column(f"{column.key}_number", f"{column.label}: number"))
            columns.append(Column(f"{column.key}_out_of", f"{column.label}: out of"))
            for into, number in zip(parts, numbers, strict=True):
                into.extend(counts_of(number))
        if any(isinstance(number, Given) and number.note for number in numbers):
            note = Column(f"{column.key}_note", f"{column.label}: note")
            columns.append(note)
            notes.add(note.key)
            for into, number in zip(parts, numbers, strict=True):
                into.append((plain(number.note) if isinstance(number, Given) else "") or NO_NOTE)
    rows = [
        SpeltRow(tuple(plain(label) for label in row.labels), tuple(cells))
        for row, cells in zip(table.rows, parts, strict=True)
    ]
    return Spelt(tuple(columns), tuple(rows), frozenset(notes))


def counts_of(number: Number) -> tuple[Number, Number]:
    """Of a percentage, how many and out of how many; its symbol where it is not told, and "x" of
    one that somebody else gave without them."""
    if isinstance(number, Share) and number.value is not None:
        return Count(number.part, number.base), Count(number.whole, number.base)
    not_told = Given(None, number.symbol or "x")
    return not_told, not_told
