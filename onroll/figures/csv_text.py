"""Tables as CSV that a spreadsheet cannot take for formulas."""

from __future__ import annotations

import csv
import io

import pyarrow as pa

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_text(table: pa.Table) -> str:
    """The table with a header, dates as 2026-11-23, nulls empty, lines ended by CRLF (RFC 4180).

    Text that begins like a formula gets an apostrophe in front of it; numbers stay numbers.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(table.column_names)
    for row in table.to_pylist():
        writer.writerow([cell(value) for value in row.values()])
    return out.getvalue()


def cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return "" if value is None else value
