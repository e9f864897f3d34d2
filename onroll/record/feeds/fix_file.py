"""The fix file: the rows of a file that were held back, with what is wrong with each.

It has the file's own columns and then `row`, `column`, `value`, `problem` and `how_to_fix`, so that
the sender can correct it where they are used to working and load it as it is.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa

from onroll.record.feeds.base import Problem, Severity
from onroll.record.feeds.matching import FIX_COLUMNS

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_fix_file(path: Path, held_back: pa.Table, problems: Iterable[Problem]) -> int:
    """Write the held-back rows of a reading or a load, and return how many there are.

    One line per row; a row with several faults has them in one cell, each after the other with a
    bar between. UTF-8 with a byte order mark, so that Excel shows names as they are. A cell that a
    spreadsheet would run as a formula is written after an apostrophe.
    """
    faults: dict[int, list[Problem]] = {}
    for problem in problems:
        if problem.severity is Severity.HELD_BACK:
            faults.setdefault(problem.row, []).append(problem)
    own = [name for name in held_back.column_names if name not in ("file", "row")]
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([_harmless(cell) for cell in (*own, *FIX_COLUMNS)])
        for row in held_back.to_pylist():
            mine = faults.get(row["row"], [])
            writer.writerow(
                _harmless(cell)
                for cell in (
                    *(row[name] for name in own),
                    row["row"],
                    " | ".join(fault.column for fault in mine),
                    " | ".join(fault.value for fault in mine),
                    " | ".join(fault.problem for fault in mine),
                    " | ".join(fault.fix for fault in mine),
                )
            )
    return held_back.num_rows


def _harmless(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return "'" + text if text.startswith(_FORMULA) else text
