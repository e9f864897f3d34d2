"""The day, term or year that a file is of, from its name; and the day of each school census."""

from __future__ import annotations

import calendar
import datetime as dt
import re

_TERMS = "autumn|spring|summer"
_PATTERNS = (
    (re.compile(rf"(\d{{4}}-\d{{2}})[ _-]({_TERMS})", re.IGNORECASE), "{0}_{1}"),
    (re.compile(rf"(\d{{4}})[ _-]({_TERMS})", re.IGNORECASE), "{0}_{1}"),
    (re.compile(r"(?<!\d)(20\d{2})[-_]?(0[1-9]|1[0-2])[-_]?([0-2]\d|3[01])(?!\d)"), "{0}-{1}-{2}"),
)

_CENSUS_MONTHS = {"spring": (1, 3), "summer": (5, 3), "autumn": (10, 1)}
"""The month of each census, and which Thursday of it: DfE school census, every year since 2006."""


def period_of(file: str, *, years: bool = False) -> str:
    """The period in a file's name: `2023-24_autumn`, `2026_autumn`, `2026-11-01`, or empty.

    With `years`, for a file a year, a year alone is a period too.
    """
    for pattern, form in _PATTERNS:
        if found := pattern.search(file):
            return form.format(*found.groups()).lower()
    alone = re.search(r"(?<!\d)20\d{2}(?!\d)", file) if years else None
    return alone.group() if alone else ""


def day_of(period: str) -> dt.date | None:
    """The day that a period is, or None for a term, a year or a day that is not real."""
    try:
        return dt.date.fromisoformat(period)
    except ValueError:
        return None


def census_day(period: str) -> dt.date:
    """The Thursday of the census of a term such as `2026_autumn`. Raises ValueError for others.

    The first in October, the third in January and in May.
    """
    year, term = period.split("_")
    month, which = _CENSUS_MONTHS[term]
    first = dt.date(int(year), month, 1)
    to_thursday = (calendar.THURSDAY - first.weekday()) % 7
    return first + dt.timedelta(days=to_thursday + 7 * (which - 1))
