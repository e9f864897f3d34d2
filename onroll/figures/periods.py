"""Months and quarters, and what they are called."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, NamedTuple

By = Literal["month", "quarter"]
MONTHS_IN = {"month": 1, "quarter": 3}


class Period(NamedTuple):
    """A run of days, both ends included."""

    starts_on: date
    ends_on: date


def periods(by: By, until: date, number: int) -> list[Period]:
    """The last so many months or quarters, oldest first; the newest is cut at `until`.

    Quarters begin in January, April, July and October.
    """
    months = MONTHS_IN[by]
    begun = date(until.year, until.month - (until.month - 1) % months, 1)
    found = [Period(begun, until)]
    while len(found) < number:
        ends_on = begun - timedelta(days=1)
        begun = date(ends_on.year, ends_on.month - (ends_on.month - 1) % months, 1)
        found.append(Period(begun, ends_on))
    return found[::-1]


def period_words(by: By, period: Period) -> str:
    """September 2026; Quarter 2, July to September 2026. Quarter 1 begins in April."""
    starts_on, ends_on = period
    whole = (ends_on + timedelta(days=1)).day == 1
    cut = "" if whole else f", up to the {ordinal(ends_on.day)}"
    if by == "month":
        return f"{starts_on:%B %Y}{cut}"
    number = (starts_on.month - 4) // 3 % 4 + 1
    last = date(starts_on.year, starts_on.month + 2, 1)
    cut = "" if whole and ends_on.month == last.month else ", so far"
    return f"Quarter {number}, {starts_on:%B} to {last:%B %Y}{cut}"


def ordinal(day: int) -> str:
    suffix = "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{suffix}"
