"""A file's bytes turned into tables of text, whatever its encoding, delimiter or format.

Nothing is typed here and nothing is dropped: a cell is the text that a person sees in it. A table
lies in a Parquet file, so that a file of any size takes the same memory.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TextIO

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from onroll.record.engines import connect_small
from onroll.record.feeds.base import FileRefused
from onroll.record.feeds.columns import quoted
from onroll.record.feeds.survey import Survey
from onroll.record.feeds.table_refusals import (
    HEADER_WITHIN,
    LONGEST_CELL,
    LONGEST_ROW,
    MOST_COLUMNS,
    cell_too_long,
    no_header,
    not_closed,
    row_too_long,
    too_many_columns,
)

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_HEAD = 65_536
_CHUNK_ROWS, _CHUNK_CHARACTERS = 20_000, 16_000_000
_CELLS_AT_A_TIME = 600_000

FindHeader = Callable[[Sequence[Sequence[str]]], int | None]
"""Given the first rows, the position of the one that holds the headings, or None."""


@dataclass(frozen=True, slots=True)
class TextTable:
    """The rows under one header, as text, in a Parquet file with the columns c0, c1, …

    `headings` are the file's own, in order. `first_row` is the line, as a person sees it, of the
    first row; where lines do not follow each other (XML) it is None and the column `line` tells.
    `cells`, where the Parquet file has it, is the number of cells in a row that has too many or
    too few, and null in the others. `not_read` names what else the file holds, of which there is no
    column here.
    """

    path: Path
    headings: tuple[str, ...]
    first_row: int | None
    sheet: str = ""
    has_cells: bool = False
    odd_spaces: bool = True
    not_read: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        return int(pq.read_metadata(self.path).num_rows)


class RowsOut:
    """Rows of text on their way into a Parquet file of columns c0, c1, …

    With `lines` the last cell of each row is its number, in the column `line`. An empty cell is
    null, and a row that is shorter is filled up with them. Raises `FileRefused` for a cell that is
    too long, naming `file`.
    """

    def __init__(self, path: Path, width: int, file: str, *, lines: bool = False) -> None:
        cells = [(f"c{i}", pa.string()) for i in range(width)]
        self._schema = pa.schema([*cells, ("line", pa.int64())] if lines else cells)
        self._file = file
        self._rows: list[Sequence[object]] = []
        self._characters = 0
        self._writer = pq.ParquetWriter(path, self._schema)

    def __enter__(self) -> RowsOut:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self._write()
        self._writer.close()

    def add(self, row: Sequence[object]) -> None:
        for cell in row:
            if isinstance(cell, str):
                self._characters += len(cell)
                if len(cell) > LONGEST_CELL:
                    raise cell_too_long(self._file)
        self._rows.append(row)
        if len(self._rows) == _CHUNK_ROWS or self._characters > _CHUNK_CHARACTERS:
            self._write()

    def _write(self) -> None:
        columns = [
            pa.array([row[i] or None if i < len(row) else None for row in self._rows], field.type)
            for i, field in enumerate(self._schema)
        ]
        self._writer.write_table(pa.Table.from_arrays(columns, schema=self._schema))
        self._rows, self._characters = [], 0


def read_text(survey: Survey, find_header: FindHeader, folder: Path) -> tuple[TextTable, list[str]]:
    """The table in a delimited text file, and notes on how it was read.

    A regular file streams through DuckDB. One with ragged or blank lines is first written out
    straight by Python's csv module. Raises `FileRefused` when no header is found, or where a row is
    longer than a row ever is.
    """
    head = survey.text(_HEAD)
    found = [(_header(head, d, find_header), d) for d in DELIMITERS]
    at, delimiter = min(
        ((len(row) * -1, position, d) for (position, row), d in found if position is not None),
        default=(0, None, ","),
    )[1:]
    if at is None:
        raise no_header(survey.path.name)
    rows = _rows(head, delimiter)
    headings = without_empty_end(rows[at])
    if len(headings) > MOST_COLUMNS or (len(head) == _HEAD and at + 1 == len(rows)):
        raise too_many_columns(survey.path.name)
    notes = []
    if survey.encoding not in ("utf-8", "utf-8-sig"):
        notes.append(f"Read as {survey.encoding_name}.")
    if delimiter != ",":
        notes.append(f"Read with a {DELIMITERS[delimiter]} between columns.")
    if at > 0:
        notes.append(found_in_row(at))
    if survey.cut_short:
        notes.append("The file ends in the middle of a character. It may have been cut short.")
    path = folder / "text_0.parquet"
    if survey.regular and at == 0:
        try:
            _stream(survey.path, path, delimiter, len(headings), longest=LONGEST_CELL, skip=1)
            return TextTable(path, headings, 2, odd_spaces=survey.odd_spaces), notes
        except duckdb.Error:
            path.unlink(missing_ok=True)  # an irregular file after all: the careful way reads it
    straight = folder / "straight.csv"
    longest = _write_straight(survey, straight, delimiter, at + 1, len(headings))
    _stream(straight, path, ",", len(headings), longest=longest, cells=True)
    straight.unlink()
    return TextTable(path, headings, at + 2, has_cells=True), notes


def without_empty_end(row: Sequence[str]) -> tuple[str, ...]:
    """The headings of a row, trimmed, without the empty cells that follow the last of them."""
    headings = [cell.replace("\0", "").strip() for cell in row]
    while headings and not headings[-1]:
        headings.pop()
    return tuple(headings)


def found_in_row(at: int) -> str:
    """The note on a header that is not the first row."""
    return f"The header was found in row {at + 1}."


def _header(head: str, delimiter: str, find_header: FindHeader) -> tuple[int | None, Sequence[str]]:
    rows = _rows(head, delimiter)
    at = find_header(rows)
    return at, rows[at] if at is not None else ()


def _rows(head: str, delimiter: str) -> list[list[str]]:
    # not splitlines(), which also splits at characters that end no line of a CSV file
    reader = csv.reader(StringIO(head, newline=""), delimiter=delimiter)
    try:
        return [row[: MOST_COLUMNS + 1] for row in islice(reader, HEADER_WITHIN)]
    except csv.Error:
        return []


def _stream(
    source: Path,
    target: Path,
    delimiter: str,
    width: int,
    *,
    longest: int,
    cells: bool = False,
    skip: int = 0,
) -> None:
    """Copy a regular CSV file into Parquet, as text. Raises `duckdb.Error` where it is ragged.

    `longest` is the most bytes that a row may have.
    """
    names = [f"c{i}" for i in range(width)] + ["cells"] * cells
    columns = "{" + ", ".join(f"'{name}': 'VARCHAR'" for name in names) + "}"
    # under a name of our own, for DuckDB takes the brackets of `roll [2].csv` for a pattern
    plainly = target.parent / "source.csv"
    plainly.unlink(missing_ok=True)
    plainly.symlink_to(source.resolve())
    with connect_small(target.parent) as con:
        # of two threads one runs ahead, and what it has read waits in memory for its turn
        con.execute("SET threads = 1")
        con.execute(
            f"COPY (SELECT * FROM read_csv({quoted(str(plainly))}, auto_detect = false, "
            f"header = false, skip = {skip}, delim = {quoted(delimiter)}, quote = '\"', "
            f"escape = '\"', nullstr = '', max_line_size = {longest}, columns = {columns})) "
            f"TO {quoted(str(target))} (FORMAT parquet, COMPRESSION snappy, "
            f"ROW_GROUP_SIZE {max(2_048, _CELLS_AT_A_TIME // width)})"
        )


def _write_straight(survey: Survey, target: Path, delimiter: str, skip: int, width: int) -> int:
    """Write the rows after the first `skip` with exactly `width` cells each, and their true count.

    Cells beyond the header that are empty are no fault: spreadsheets leave them behind. Returns
    the most bytes that a row may have come to.
    """
    longest = LONGEST_CELL
    with survey.open() as source, target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, quoting=csv.QUOTE_MINIMAL, lineterminator="\n")
        rows = csv.reader(_lines(source, survey.path.name), delimiter=delimiter)
        number = skip
        try:
            for row in islice(rows, skip, None):
                number += 1
                extra = [cell for cell in row[width:] if cell.strip()]
                ragged = (row and len(row) < width) or extra
                padded = row[:width] + [""] * (width - len(row))
                length = sum(map(len, padded))
                if length > LONGEST_ROW:
                    raise row_too_long(survey.path.name, number)
                # a character takes up to four bytes, and a quotation mark is written twice
                longest = max(longest, 4 * length + 3 * width + 20)
                writer.writerow([*padded, len(row) if ragged else ""])
        except csv.Error as error:
            if "field larger" in str(error):
                raise not_closed(survey.path.name, number + 1) from None
            raise FileRefused(
                f"{survey.path.name}: row {number + 1:,} cannot be told into cells. Nothing has "
                "been loaded. Export the file again."
            ) from None
    return longest


def _lines(source: TextIO, file: str) -> Iterator[str]:
    number = 0
    while line := source.readline(LONGEST_ROW + 1):
        number += 1
        if len(line) > LONGEST_ROW:
            raise row_too_long(file, number)
        yield line.replace("\0", "")
