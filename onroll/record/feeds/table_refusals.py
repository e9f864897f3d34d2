"""The refusals of a table: too wide, too long a cell or row, no headings, an open quotation."""

from __future__ import annotations

from onroll.record.feeds.base import FileRefused

HEADER_WITHIN = 30
"""How many rows down the header is looked for."""
MOST_COLUMNS = 2_000
LONGEST_CELL = 131_072
"""The most characters in a cell: four times what Excel allows, and what Python's csv reads."""
LONGEST_ROW = 2_000_000


def too_many_columns(file: str) -> FileRefused:
    """The refusal of a table wider than any that is read."""
    return FileRefused(
        f"{file} has more than {MOST_COLUMNS:,} columns. Nothing has been loaded. Take out the "
        "columns that are not needed, then load it again."
    )


def cell_too_long(file: str, row: int | None = None) -> FileRefused:
    """The refusal of a file with a cell in which no person wrote."""
    near = f", near row {row:,}" if row else ""
    return FileRefused(
        f"{file}{near}: a cell has more than {LONGEST_CELL:,} characters. Nothing has been loaded. "
        "Check that the export is what you meant, or shorten the cell."
    )


def no_header(file: str) -> FileRefused:
    """The refusal of a file in which no row holds the headings of any feed.

    It does not say what the first row is: in an export without headings, that is a child.
    """
    return FileRefused(
        f"{file}: no row in the first {HEADER_WITHIN} holds column headings that onroll knows. "
        "Nothing has been loaded. Check that this is the file you meant, and that its first row "
        "has the headings. `onroll feeds` lists what is read."
    )


def row_too_long(file: str, row: int) -> FileRefused:
    """The refusal of a file with a row in which no person wrote."""
    return FileRefused(
        f"{file}: row {row:,} has more than {LONGEST_ROW:,} characters. Nothing has been loaded. "
        "Check that this is the file you meant."
    )


def not_closed(file: str, row: int) -> FileRefused:
    return FileRefused(
        f"{file}: a quotation mark opens near row {row:,} and does not close, or a cell has more "
        f"than {LONGEST_CELL:,} characters. Take out the mark or double it, or export the file "
        "again."
    )
