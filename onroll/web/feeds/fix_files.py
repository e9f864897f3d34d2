"""The fix file as an answer: the rows that were held back, to be corrected and loaded again."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.http import FileResponse

from onroll.record.feeds.fix_file import stem_of, write_fix_file


def fix_file_answer(file: str, folder: Path) -> tuple[FileResponse, int]:
    """The fix file of a reading's or a load's folder, and how many rows it holds.

    `file` is the name of the file that the rows came in. The answer streams from a file that has no
    name any more, so that it is gone when the answer is.
    """
    handle, name = tempfile.mkstemp(prefix="onroll-fix-", suffix=".csv")
    os.close(handle)
    scratch = Path(name)
    try:
        rows = write_fix_file(scratch, folder)
        content = scratch.open("rb")
    finally:
        scratch.unlink()
    answer = FileResponse(
        content, as_attachment=True, filename=f"{stem_of(file)}.fix.csv", content_type="text/csv"
    )
    return answer, rows
