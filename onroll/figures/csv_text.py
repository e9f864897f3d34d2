"""Tables as CSV that a spreadsheet cannot take for formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

import pyarrow as pa

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""The last four are = + - @ as wide as a Chinese character: some spreadsheets take them alike."""


def csv_text(table: pa.Table) -> str:
    """The table with a header, dates as 2026-11-23, nulls empty, lines ended by CRLF (RFC 4180).

    Text that begins like a formula gets an apostrophe in front of it; numbers stay numbers.
    """
    return csv_of(table.column_names, (row.values() for row in table.to_pylist()))


def csv_of(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """`csv_text` of rows whose columns hold numbers and texts side by side."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header)
    for row in rows:
        writer.writerow([cell(value) for value in row])
    return out.getvalue()


def cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return "" if value is None else value
