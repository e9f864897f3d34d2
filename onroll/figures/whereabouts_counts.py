"""Counts of children whose whereabouts are known and not known, as authorities send them.

Some send two numbers, some one that may be of either or of both, some none, and some a note with a
number in it. A gap stays a gap: it is not 0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

NO_DATA = "no data available"


@dataclass(frozen=True)
class Count:
    """What one cell says. `number` is None where there is none; `note` is what stands beside it."""

    number: int | None
    note: str = ""


def count(cell: str) -> Count:
    """A cell as it was sent: "84", "2 (35 closed)", "No data available", "".

    The number is what stands before any bracket. Raises ValueError for anything else.
    """
    text = cell.strip()
    if not text or text.lower() == NO_DATA:
        return Count(None, text)
    if found := re.fullmatch(r"([\d,]+)\s*(?:\((.+)\))?", text):
        return Count(int(found[1].replace(",", "")), found[2] or "")
    raise ValueError(f"{text!r} is neither a number, a number with a note in brackets, nor blank")
