"""A file's bytes turned into tables of text, whatever its encoding, delimiter or format.

Nothing is typed here and nothing is dropped: a cell is the text that a person sees in it. A table
lies in a Parquet file, so that a file of any size takes the same memory.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from onroll.record.engines import connect
from onroll.record.feeds.base import FileRefused
from onroll.record.feeds.columns import quoted
from onroll.record.feeds.survey import Survey
from onroll.record.feeds.workbook_size import refuse_too_large

HEADER_WITHIN = 30
"""How many rows down the header is looked for."""

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_CHUNK = 20_000

FindHeader = Callable[[Sequence[Sequence[str]]], int | None]
"""Given the first rows, the position of the one that holds the headings, or None."""


@dataclass(frozen=True, slots=True)
class TextTable:
    """The rows under one header, as text, in a Parquet file with the columns c0, c1, …

    `headings` are the file's own, in order. `first_row` is the line, as a person sees it, of the
    first row; where lines do not follow each other (XML) it is None and the column `line` tells.
    `cells`, where the Parquet file has it, is the number of cells in a row that has too many or
    too few, and null in the others.
    """

    path: Path
    headings: tuple[str, ...]
    first_row: int | None
    sheet: str = ""
    has_cells: bool = False
    odd_spaces: bool = True


def read_text(survey: Survey, find_header: FindHeader, folder: Path) -> tuple[TextTable, list[str]]:
    """The table in a delimited text file, and notes on how it was read.

    A regular file streams through DuckDB. One with ragged or blank lines is first written out
    straight by Python's csv module. Raises `FileRefused` when no header is found.
    """
    head = survey.text(65_536)
    found = [(_header(head, d, find_header), d) for d in DELIMITERS]
    at, delimiter = min(
        ((len(row) * -1, position, d) for (position, row), d in found if position is not None),
        default=(0, None, ","),
    )[1:]
    if at is None:
        raise no_header(survey.path)
    notes = []
    if survey.encoding not in ("utf-8", "utf-8-sig"):
        notes.append(f"Read as {survey.encoding_name}.")
    if delimiter != ",":
        notes.append(f"Read with a {DELIMITERS[delimiter]} between columns.")
    if at > 0:
        notes.append(f"The header was found in row {at + 1}.")
    if survey.cut_short:
        notes.append("The file ends in the middle of a character. It may have been cut short.")
    headings = tuple(cell.strip() for cell in _rows(head, delimiter)[at])
    while headings and not headings[-1]:
        headings = headings[:-1]
    path = folder / "text_0.parquet"
    if survey.regular and at == 0:
        try:
            _stream(survey.path, path, delimiter, len(headings), cells=False, skip=1)
            return TextTable(path, headings, 2, odd_spaces=survey.odd_spaces), notes
        except duckdb.Error:
            path.unlink(missing_ok=True)  # an irregular file after all: the careful way reads it
    straight = folder / "straight.csv"
    _write_straight(survey, straight, delimiter, at + 1, len(headings))
    _stream(straight, path, ",", len(headings), cells=True, skip=0)
    straight.unlink()
    return TextTable(path, headings, at + 2, has_cells=True), notes


def read_workbook(
    path: Path, find_header: FindHeader, sheets: Sequence[str], folder: Path
) -> tuple[list[TextTable], list[str]]:
    """The tables of a workbook: one for each of `sheets` it has, or its first sheet with a header.

    With a note that names the sheets that were not read. Raises `FileRefused` when it cannot be
    opened, holds no header or is too large.
    """
    refuse_too_large(path)
    try:
        workbook = CalamineWorkbook.from_path(path)
        wanted = [n for n in workbook.sheet_names if n.strip() in sheets]
        names = wanted or workbook.sheet_names
        tables: list[TextTable] = []
        for name in names:
            rows = [[_as_seen(c) for c in row] for row in _sheet_rows(workbook, name)]
            at = find_header(rows[:HEADER_WITHIN])
            if at is not None:
                tables.append(_table_of(rows, at, name, folder / f"text_{len(tables)}.parquet"))
                if not wanted:
                    break
    except PasswordError:
        raise FileRefused(
            f"{path.name} is password protected. Save a copy without a password and load that."
        ) from None
    except (CalamineError, OSError) as error:
        raise FileRefused(
            f"{path.name} could not be opened as a workbook. "
            "It may have been cut short, or saved under the wrong ending. Export it again."
        ) from error
    if not tables:
        raise no_header(path)
    read = {table.sheet for table in tables}
    unread = [name for name in workbook.sheet_names if name not in read]
    return tables, [f"Sheets that were not read: {', '.join(unread)}."] if unread else []


def no_header(path: Path) -> FileRefused:
    """The refusal of a file in which no row holds the headings of any feed.

    It does not say what the first row is: in an export without headings, that is a child.
    """
    return FileRefused(
        f"{path.name}: no row in the first {HEADER_WITHIN} holds column headings that onroll "
        "knows. Check that this is the file you meant, and that its first row has the headings. "
        "`onroll feeds` lists what is read."
    )


def _header(head: str, delimiter: str, find_header: FindHeader) -> tuple[int | None, Sequence[str]]:
    rows = _rows(head, delimiter)
    at = find_header(rows)
    return at, rows[at] if at is not None else ()


def _rows(head: str, delimiter: str) -> list[list[str]]:
    # not splitlines(), which also splits at characters that end no line of a CSV file
    reader = csv.reader(StringIO(head, newline=""), delimiter=delimiter)
    try:
        return list(islice(reader, HEADER_WITHIN))
    except csv.Error:
        return []


def _stream(
    source: Path, target: Path, delimiter: str, width: int, *, cells: bool, skip: int
) -> None:
    """Copy a regular CSV file into Parquet, as text. Raises `duckdb.Error` where it is ragged."""
    names = [f"c{i}" for i in range(width)] + ["cells"] * cells
    columns = "{" + ", ".join(f"'{name}': 'VARCHAR'" for name in names) + "}"
    # under a name of our own, for DuckDB takes the brackets of `roll [2].csv` for a pattern
    plainly = target.parent / "source.csv"
    plainly.unlink(missing_ok=True)
    plainly.symlink_to(source.resolve())
    with connect(memory="1GB", temporary=target.parent) as con:
        con.execute(
            f"COPY (SELECT * FROM read_csv({quoted(str(plainly))}, auto_detect = false, "
            f"header = false, skip = {skip}, delim = {quoted(delimiter)}, quote = '\"', "
            f"escape = '\"', nullstr = '', max_line_size = 1000000, columns = {columns})) "
            f"TO {quoted(str(target))} (FORMAT parquet, COMPRESSION snappy)"
        )


def _write_straight(survey: Survey, target: Path, delimiter: str, skip: int, width: int) -> None:
    """Write the rows after the first `skip` with exactly `width` cells each, and their true count.

    Cells beyond the header that are empty are no fault: spreadsheets leave them behind.
    """
    with survey.open() as source, target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, quoting=csv.QUOTE_MINIMAL, lineterminator="\n")
        rows = csv.reader((line.replace("\0", "") for line in source), delimiter=delimiter)
        number = skip
        try:
            for row in islice(rows, skip, None):
                number += 1
                extra = [cell for cell in row[width:] if cell.strip()]
                ragged = (row and len(row) < width) or extra
                padded = row[:width] + [""] * (width - len(row))
                writer.writerow([*padded, len(row) if ragged else ""])
        except csv.Error:
            raise FileRefused(
                f"{survey.path.name}: a quotation mark opens near row {number + 1:,} and does not "
                "close. Take it out or double it, or export the file again."
            ) from None


def _sheet_rows(workbook: CalamineWorkbook, name: str) -> Iterator[Sequence[object]]:
    sheet = workbook.get_sheet_by_name(name)
    if sheet.start is None:
        return iter(())
    # rows and columns that are empty at the top and left are kept: row numbers are those seen
    return iter(sheet.to_python(skip_empty_area=False))


def _as_seen(cell: object) -> str:
    """A cell of a workbook as a person sees it: a whole number without its point, a date as ISO."""
    if isinstance(cell, float) and cell.is_integer():
        return f"{cell:.0f}" if abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    if isinstance(cell, bool):
        return "Y" if cell else "N"
    return str(cell)


def _table_of(rows: list[list[str]], at: int, sheet: str, path: Path) -> TextTable:
    headings = [cell.strip() for cell in rows[at]]
    while headings and not headings[-1]:
        headings.pop()
    write_rows(path, len(headings), rows[at + 1 :])
    return TextTable(path, tuple(headings), at + 2, sheet)


def write_rows(
    path: Path, width: int, rows: Iterable[Sequence[object]], lines: bool = False
) -> None:
    """Write rows of text as a Parquet file of columns c0, c1, …; the last is `line` if `lines`."""
    names = [f"c{i}" for i in range(width)] + ["line"] * lines
    schema = pa.schema([(name, pa.string() if name != "line" else pa.int64()) for name in names])
    with pq.ParquetWriter(path, schema) as writer:
        source = iter(rows)
        while chunk := list(islice(source, _CHUNK)):
            columns = [
                pa.array([row[i] or None if i < len(row) else None for row in chunk], field.type)
                for i, field in enumerate(schema)
            ]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))
