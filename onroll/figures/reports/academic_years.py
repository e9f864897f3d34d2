"""Academic years: from 1 September to 31 August."""

from __future__ import annotations

from datetime import date, timedelta

from onroll.figures.periods import Period

BEGINS_IN = 9


def academic_years(until: date, number: int) -> list[Period]:
    """The last so many academic years, oldest first; the newest is cut at `until`."""
    begun = until.year - (until.month < BEGINS_IN)
    whole = [
        Period(date(year, BEGINS_IN, 1), date(year + 1, BEGINS_IN, 1) - timedelta(days=1))
        for year in range(begun - number + 1, begun)
    ]
    return [*whole, Period(date(begun, BEGINS_IN, 1), until)]


def year_words(year: Period) -> str:
    """2025/26; 2026/27, so far."""
    begun = year.starts_on.year
    whole = Period(year.starts_on, date(begun + 1, BEGINS_IN, 1) - timedelta(days=1))
    return f"{begun}/{(begun + 1) % 100:02}{'' if year == whole else ', so far'}"


def a_year_before(day: date) -> date:
    """The same day of the year before; 28 February for 29 February."""
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return date(day.year - 1, day.month, last)
