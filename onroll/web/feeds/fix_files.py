"""The fix file as an answer: the rows that were held back, to be corrected and loaded again."""

from __future__ import annotations

import csv
import os
import tempfile
from pathlib import Path

from django.http import FileResponse

from onroll.record.feeds.fix_file import stem_of, write_fix_file
from onroll.record.feeds.matching import FIX_COLUMNS
from onroll.web.shields.protected_rows import ProtectedRows


def fix_file_answer(
    file: str, folder: Path, kept: ProtectedRows | None, source: str
) -> tuple[FileResponse, int]:
    """The fix file of a reading's or a load's folder, and how many rows it holds.

    `file` is the name of the file that the rows came in. Rows that are `kept` back are left out: a
    row without its cells would be one more fault when the file is loaded. The answer streams from a
    file that has no name any more, so that it is gone when the answer is.
    """
    handle, name = tempfile.mkstemp(prefix="onroll-fix-", suffix=".csv")
    os.close(handle)
    scratch = Path(name)
    try:
        rows = write_fix_file(scratch, folder)
        if kept is not None:
            rows -= leave_out(scratch, kept, source)
        content = scratch.open("rb")
    finally:
        scratch.unlink()
        shown_beside(scratch).unlink(missing_ok=True)
    answer = FileResponse(
        content, as_attachment=True, filename=f"{stem_of(file)}.fix.csv", content_type="text/csv"
    )
    return answer, rows


def leave_out(path: Path, kept: ProtectedRows, source: str) -> int:
    """Take the rows that are kept back out of a fix file; how many they were."""
    beside, left_out = shown_beside(path), 0
    with (
        path.open(encoding="utf-8-sig", newline="") as written,
        beside.open("w", encoding="utf-8-sig", newline="") as shown,
    ):
        writer = csv.writer(shown)
        for number, row in enumerate(csv.reader(written)):
            if number and kept.is_one(row[: -len(FIX_COLUMNS)], source):
                left_out += 1
            else:
                writer.writerow(row)
    beside.replace(path)
    return left_out


def shown_beside(path: Path) -> Path:
    """Where the rows that are left are written."""
    return path.with_suffix(".shown.csv")
