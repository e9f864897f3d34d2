"""The months of a school year, and those of them that are over."""

from __future__ import annotations

from datetime import timedelta

from onroll.figures.periods import Period, periods


def months_of(year: Period) -> list[Period]:
    """The months of a school year from September on; the last is cut where the year is."""
    first, last = year
    number = (last.year - first.year) * 12 + last.month - first.month + 1
    return periods("month", last, number)


def is_over(month: Period) -> bool:
    """Whether the last day of the month has come."""
    return (month.ends_on + timedelta(days=1)).day == 1
