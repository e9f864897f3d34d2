"""Counts of children whose whereabouts are known and not known, as authorities send them.

Some send two numbers, some one that may be of either or of both, some none, and some a note with a
number in it. A gap stays a gap: it is not 0, and a figure of both is in the total alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

NO_DATA = "no data available"


@dataclass(frozen=True)
class Count:
    """What one cell says. `number` is None where there is none; `note` is what stands beside it."""

    number: int | None
    note: str = ""


@dataclass(frozen=True)
class Whereabouts:
    """One authority on one day. A number that may be of both is `together`, and the others None."""

    authority: str
    known: int | None
    not_known: int | None
    together: int | None
    note: str = ""

    @property
    def total(self) -> int | None:
        """Every child counted; None when the authority sent no number."""
        if self.together is not None:
            return self.together
        if self.known is None or self.not_known is None:
            return None
        return self.known + self.not_known


@dataclass(frozen=True)
class Region:
    """The sums of several authorities, each with how many of them it is a sum of."""

    known: int
    not_known: int
    total: int
    gave_both: int
    gave_one_number: int
    gave_nothing: int


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


def whereabouts(authority: str, known: str, not_known: str) -> Whereabouts:
    """One authority's two cells. One number alone is of both together, for nothing says of which.

    Raises ValueError as `count` does.
    """
    a, b = count(known), count(not_known)
    note = "; ".join(each.note for each in (a, b) if each.note)
    if a.number is not None and b.number is not None:
        return Whereabouts(authority, a.number, b.number, None, note)
    one = a.number if a.number is not None else b.number
    return Whereabouts(authority, None, None, one, note)


def region(sent: Iterable[Whereabouts]) -> Region:
    """The sums over authorities. `known` and `not_known` are of those alone that gave both."""
    rows = list(sent)
    both = [row for row in rows if row.known is not None and row.not_known is not None]
    one = [row for row in rows if row.together is not None]
    return Region(
        known=sum(row.known or 0 for row in both),
        not_known=sum(row.not_known or 0 for row in both),
        total=sum(row.total or 0 for row in (*both, *one)),
        gave_both=len(both),
        gave_one_number=len(one),
        gave_nothing=len(rows) - len(both) - len(one),
    )
