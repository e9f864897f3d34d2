"""The tables of a workbook, XLSX, XLS or ODS, as a person sees their cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from onroll.record.feeds.base import FileRefused
from onroll.record.feeds.table_refusals import (
    HEADER_WITHIN,
    MOST_COLUMNS,
    no_header,
    too_many_columns,
)
from onroll.record.feeds.text_tables import (
    FindHeader,
    RowsOut,
    TextTable,
    found_in_row,
    without_empty_end,
)
from onroll.record.feeds.workbook_size import has_password, refuse_too_large

_MOST_SHEETS = 50
"""In how many sheets the headings are looked for."""


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
        tables: list[TextTable] = []
        notes: list[str] = []
        for name in wanted or workbook.sheet_names[:_MOST_SHEETS]:
            rows = _rows(workbook, name, path.name)
            head = list(islice(rows, HEADER_WITHIN))
            at = find_header(head)
            if at is not None:
                target = folder / f"text_{len(tables)}.parquet"
                tables.append(_table_of(chain(head, rows), at, name, target, path.name))
                notes += [found_in_row(at)] if at > 0 and not wanted else []
                if not wanted:
                    break
    except PasswordError:
        raise _has_password(path) from None
    except (CalamineError, OSError, ValueError) as error:
        if has_password(path):
            raise _has_password(path) from None
        raise FileRefused(
            f"{path.name} could not be opened as a workbook. "
            "It may have been cut short, or saved under the wrong ending. Export it again."
        ) from error
    if not tables:
        raise no_header(path.name)
    read = {table.sheet for table in tables}
    if unread := [name for name in workbook.sheet_names if name not in read]:
        notes.append(f"Sheets that were not read: {', '.join(unread)}.")
    return tables, notes


def _has_password(path: Path) -> FileRefused:
    return FileRefused(
        f"{path.name} is password protected. Nothing has been loaded. Save a copy without a "
        "password and load that."
    )


def _rows(workbook: CalamineWorkbook, name: str, file: str) -> Iterator[list[str]]:
    """The rows of a sheet from its first, one by one: row numbers are those that a person sees."""
    sheet = workbook.get_sheet_by_name(name)
    if sheet.start is None:
        return
    if sheet.total_width > MOST_COLUMNS:
        raise too_many_columns(file)
    before = [""] * sheet.start[1]  # columns that are empty at the left
    for row in sheet.iter_rows():
        yield before + [_as_seen(cell) for cell in row]


def _as_seen(cell: object) -> str:
    """A cell of a workbook as a person sees it: a whole number without its point, a date as ISO."""
    if isinstance(cell, float) and cell.is_integer():
        return f"{cell:.0f}" if abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    if isinstance(cell, bool):
        return "Y" if cell else "N"
    return str(cell)


def _table_of(rows: Iterator[list[str]], at: int, sheet: str, path: Path, file: str) -> TextTable:
    headings = without_empty_end(next(islice(rows, at, None)))
    if len(headings) > MOST_COLUMNS:
        raise too_many_columns(file)
    with RowsOut(path, len(headings), file) as out:
        for row in rows:
            out.add(row)
    return TextTable(path, headings, at + 2, sheet)
