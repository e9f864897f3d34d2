"""What a printed percentage says of the number it is a share of, and whether two agree."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from math import floor

from onroll.figures.rounding import half_up


def share(count: int, total: int, places: int) -> Decimal:
    """The count as a percentage of the total, rounded half up. Raises ValueError for total 0."""
    if total <= 0:
        raise ValueError(f"{count} of {total} is no share")
    return half_up(Decimal(100 * count) / Decimal(total), places)


def percent_cell(count: int, total: int) -> str:
    """A share in whole per cent as the Department's files write it: "z" of nobody, "low" for more
    than none that rounds to 0."""
    if total == 0:
        return "z"
    percent = share(count, total, 0)
    return "low" if count and not percent else str(percent)


def totals_that_fit(printed: Iterable[tuple[int, str]]) -> range:
    """The totals of which every count, rounded half up as printed, is the printed percentage.

    `printed` has the count and the percentage as it stands in print, with its decimals: (196,
    "1.29"). The range is empty when no one total fits them all: the numbers disagree, or are
    shares of different totals. Raises ValueError for a count or percentage of 0, which fits any.
    """
    lowest, highest = 1, None
    for count, text in printed:
        percent, places = Decimal(text), len(text.partition(".")[2])
        if count <= 0 or percent <= 0:
            raise ValueError(f"{count} at {text} % says nothing of its total")
        half = Decimal(1).scaleb(-places) / 2
        low, high = Decimal(100 * count) / (percent + half), Decimal(100 * count) / (percent - half)
        # a share exactly halfway is rounded up: the largest total still fits, the smallest not
        lowest = max(lowest, floor(low) + 1)
        highest = floor(high) if highest is None else min(highest, floor(high))
    if highest is None:
        raise ValueError("No percentage was given")
    return range(lowest, max(lowest, highest + 1))
