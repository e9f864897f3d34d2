"""A data file and its metadata, as they came: every cell a text."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from enum import StrEnum

from onroll.figures.ees.standard import FILTER, INDICATOR

Row = dict[str, str]


class Level(StrEnum):
    """What a fault means for publishing the file."""

    FAIL = "fail"
    """The file must not be published so."""
    WARN = "warn"
    """Somebody should look; it may be right."""


@dataclass(frozen=True)
class Fault:
    """What is wrong with a pair: which check found it, where, and a message with what to do.

    `file` is "data" or "metadata", `row` the line in a spreadsheet (null of a whole column or
    file), `column` "" of a whole row or file.
    """

    check: str
    level: Level
    file: str
    row: int | None
    column: str
    message: str


class NotAFile(ValueError):
    """The file is no CSV in UTF-8. The message says what to do."""


@dataclass(frozen=True)
class Table:
    """One CSV file: its columns in order, and its rows, of which the nth is line n + 2.

    `ragged` are the lines with more or fewer cells than there are columns.
    """

    columns: tuple[str, ...]
    rows: list[Row]
    ragged: tuple[int, ...] = ()


@dataclass(frozen=True)
class FilePair:
    """A data file, and the metadata that says which of its columns are filters and indicators."""

    data: Table
    metadata: Table

    @property
    def filters(self) -> list[Row]:
        """The metadata of each filter that is a column of the data."""
        return self._of(FILTER)

    @property
    def indicators(self) -> list[Row]:
        """The metadata of each indicator that is a column of the data."""
        return self._of(INDICATOR)

    def _of(self, kind: str) -> list[Row]:
        return [
            row
            for row in self.metadata.rows
            if row.get("col_type") == kind and row.get("col_name") in self.data.columns
        ]

    @property
    def groupings(self) -> list[str]:
        """The columns by which filters are grouped, where the data have them."""
        named = (row.get("filter_grouping_column", "") for row in self.filters)
        return [name for name in dict.fromkeys(named) if name in self.data.columns]


def read_table(content: bytes, name: str) -> Table:
    """A CSV file. Raises `NotAFile` where it is none, is empty, or is not in UTF-8."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotAFile(f"{name} is not in UTF-8. Save it as CSV UTF-8") from None
    if "\x00" in text:
        raise NotAFile(f"{name} is not a CSV file. Save it as CSV UTF-8")
    try:
        lines = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as problem:
        raise NotAFile(f"{name} cannot be read as CSV: {problem}. Save it as CSV again") from None
    if not lines or not any(lines[0]):
        raise NotAFile(f"{name} is empty. Its first line must be the names of its columns")
    columns = tuple(lines[0])
    rows = [dict(zip(columns, line + [""] * len(columns), strict=False)) for line in lines[1:]]
    ragged = tuple(n for n, line in enumerate(lines[1:], start=2) if len(line) != len(columns))
    return Table(columns, rows, ragged)
