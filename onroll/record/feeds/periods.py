"""What a file's name says: its day, term or year, and which delivery; and each census's day."""

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

_SEQUENCE = re.compile(
    r"(?:^|[ _.-])(?:v|version|seq|sequence|delivery)[ _-]?0*(\d{1,4})(?=$|[ _.-])", re.IGNORECASE
)

_TERM = re.compile(rf"(\d{{4}})(-\d{{2}})?_({_TERMS})")
_TERM_DAYS = {
    "autumn": ((8, 1), (1, 1)),
    "spring": ((1, 1), (5, 1)),
    "summer": ((3, 15), (9, 1)),
}

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


def sequence_of(file: str) -> int | None:
    """Which delivery of its period a file says it is: 2 in `roll_2026-11-01_v2.csv`, else None."""
    found = _SEQUENCE.search(file)
    return int(found[1]) if found else None


def day_of(period: str) -> dt.date | None:
    """The day that a period is, or None for a term, a year or a day that is not real."""
    try:
        return dt.date.fromisoformat(period)
    except ValueError:
        return None


def order_of(period: str) -> tuple[dt.date, str]:
    """What puts periods in the order of their days: spring 2026, autumn 2026, spring 2027.

    A year such as `2026` begins on its first day. Of what is none of these nothing is known, and it
    comes first.
    """
    if days := days_of(period):
        return (days[0], period)
    day = day_of(f"{period}-01-01" if period.isdigit() else period)
    return (day or dt.date.min, period)


def census_day(period: str) -> dt.date:
    """The Thursday of the census of a term such as `2026_autumn`. Raises ValueError for others.

    The first in October, the third in January and in May.
    """
    year, term = period.split("_")
    month, which = _CENSUS_MONTHS[term]
    first = dt.date(int(year), month, 1)
    to_thursday = (calendar.THURSDAY - first.weekday()) % 7
    return first + dt.timedelta(days=to_thursday + 7 * (which - 1))


def days_of(period: str) -> tuple[dt.date, dt.date] | None:
    """The first day that a term may have and the first that it may not; None for other periods.

    Wide enough for every authority's terms: Easter may fall in either the second or the third.
    """
    found = _TERM.fullmatch(period)
    if not found:
        return None
    year, of_two_years, term = int(found[1]), bool(found[2]), found[3]
    if of_two_years and term != "autumn":
        year += 1
    if not dt.MINYEAR <= year < dt.MAXYEAR:
        return None
    (first_month, first_day), (month, day) = _TERM_DAYS[term]
    return dt.date(year, first_month, first_day), dt.date(year + (term == "autumn"), month, day)


def period_in_words(period: str) -> str:
    """A period as a sentence has it: `1 November 2026`, `the autumn term of 2026-27`, `2026`."""
    if day := day_of(period):
        return day_in_words(day)
    year, _, term = period.partition("_")
    return f"the {term} term of {year}" if term else year


def day_in_words(day: dt.date) -> str:
    """A day as a sentence has it: `1 November 2026`."""
    return f"{day.day} {day:%B %Y}"
