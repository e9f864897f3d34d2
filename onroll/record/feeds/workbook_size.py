"""Whether a workbook unpacks to more than it may: a bomb, or a cell that has strayed to the end."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

from onroll.record.feeds.base import FileRefused

MOST_BYTES = 1_500_000_000
"""A sheet of a million rows and 30 columns unpacks to less."""
MOST_CELLS = 60_000_000
"""A reader makes room for each cell up to the last row and the last column, empty ones too."""

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_CELL = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})([0-9]{1,7})"')
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CHUNK = 1 << 20


def refuse_too_large(path: Path) -> None:
    """Raise `FileRefused` when a workbook says that it unpacks to too much, or spreads too far.

    A file that is no zip, or whose sizes are not true, is left to the reader, which refuses it.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MOST_BYTES:
                raise FileRefused(
                    f"{path.name} unpacks to more than {MOST_BYTES / 1e9:g} GB. Nothing has been "
                    "loaded. Save the sheet as CSV and load that."
                )
            for part in parts:
                if _SHEET.fullmatch(part.filename):
                    _refuse_far_cells(path, archive, part)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
        return


def has_password(path: Path) -> bool:
    """Whether a file is a workbook that Excel has encrypted, which is no zip any more."""
    with path.open("rb") as file:
        head = file.read(_CHUNK)
    return head.startswith(b"\xd0\xcf\x11\xe0") and _ENCRYPTED in head


def _refuse_far_cells(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    width = depth = 0
    before = b""
    with archive.open(part) as sheet:
        while chunk := sheet.read(_CHUNK):
            cells = _CELL.findall(before + chunk)
            if cells:
                width = max(width, *map(_column, {column for column, _ in cells}))
                depth = max(depth, *(int(row) for row in {row for _, row in cells}))
            if width * depth > MOST_CELLS:
                raise FileRefused(
                    f"{path.name} has a sheet with cells as far as column {width:,} and row "
                    f"{depth:,}. Nothing has been loaded. Delete what stands far from the table, "
                    "or save the sheet as CSV and load that."
                )
            before = chunk[-40:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
