"""The fix file: the rows of a file that were held back, with what is wrong with each.

It has the file's own columns and then `row`, `column`, `value`, `problem` and `how_to_fix`, so that
the sender can correct it where they are used to working and load it as it is. Rows of a workbook of
several sheets begin with the column `sheet`, and have the feed's own headings. `row` is always the
row of the file that was loaded first, also in the fix file of a fix file: by it `mending` knows
which row a correction brings back.
"""

from __future__ import annotations

import csv
import filecmp
import re
import shutil
import tempfile
from collections.abc import Iterator
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from onroll.record.feeds.base import Severity
from onroll.record.feeds.matching import FIX_COLUMNS

_FIX_NAME = re.compile(r"(\.fix(-\d+)?)+\.csv$", re.IGNORECASE)
# what a spreadsheet would run, and what already looks like the escape of it
_FORMULA = re.compile(r"'*([ \t\r\n]*[=+@-]|[\t\r])")

MEANT = r"regexp_replace($cell, '^''(''*([ \t\r\n]*[=+@-]|[\t\r]))', '\1')"
"""SQL for a cell of a fix file without the apostrophe that `write_fix_file` put before it."""


def write_fix_file(path: Path, folder: Path) -> int:
    """Write the held-back rows of a reading's or a load's folder, and return how many there are.

    One line per row; a row with several faults has them in one cell, each after the other with a
    bar between. UTF-8 with a byte order mark, so that Excel shows names as they are. A cell that a
    spreadsheet would run as a formula is written after an apostrophe, which is taken off again when
    the fix file is loaded. Rows stream through, so that any number of them takes the same memory.
    """
    held_back = pq.ParquetFile(folder / "held_back.parquet")
    own = [name for name in held_back.schema_arrow.names if name not in ("file", "row", "mends")]
    place = itemgetter("sheet", "row") if "sheet" in own else itemgetter("row")
    faults = groupby(_held_back_faults(folder), key=place)
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([_harmless(cell) for cell in (*own, *FIX_COLUMNS)])
        for row in _rows(held_back):
            # both are in the order of the file, and each row that is held back has a fault
            of, found = next(faults)
            assert of == place(row), "the faults and the rows that were held back do not agree"
            mine = list(found)
            named = (
                " | ".join(fault[name] for fault in mine)
                for name in ("column", "value", "problem", "fix")
            )
            first_row = row["row"] if row.get("mends") is None else row["mends"]
            cells = chain((row[name] for name in own), (first_row,), named)
            writer.writerow(_harmless(cell) for cell in cells)
    return int(held_back.metadata.num_rows)


def keep_fix_file(path: Path, folder: Path) -> str:
    """Write the fix file of the file at `path` beside it, and return its name.

    A fix file that is there already may hold somebody's corrections: it is never written over, and
    where it differs the new one gets a number.
    """
    with tempfile.TemporaryDirectory(prefix="onroll-fix-") as scratch:
        fresh = Path(scratch) / "fix.csv"
        write_fix_file(fresh, folder)
        number = 1
        while True:
            numbered = f"-{number}" if number > 1 else ""
            target = path.with_name(f"{stem_of(path.name)}.fix{numbered}.csv")
            if not target.exists():
                shutil.copyfile(fresh, target)
                return target.name
            if filecmp.cmp(fresh, target, shallow=False):
                return target.name
            number += 1


def is_fix_name(name: str) -> bool:
    """Whether a file has the name of a fix file."""
    return _FIX_NAME.search(name) is not None


def stem_of(name: str) -> str:
    """The name of a file, or of the file that a fix file corrects, without its ending."""
    return _FIX_NAME.sub("", name) if is_fix_name(name) else Path(name).stem


def _rows(parquet: pq.ParquetFile) -> Iterator[dict[str, Any]]:
    for batch in parquet.iter_batches(batch_size=10_000):
        yield from batch.to_pylist()


def _held_back_faults(folder: Path) -> Iterator[dict[str, Any]]:
    for fault in _rows(pq.ParquetFile(folder / "problems.parquet")):
        if fault["severity"] == Severity.HELD_BACK:
            yield fault


def _harmless(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return "'" + text if _FORMULA.match(text) else text
