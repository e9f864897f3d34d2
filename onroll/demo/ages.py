"""School ages as the demo's truth counts them, on its own and in plain ifs.

Kept apart from `onroll.record.ages` on purpose: this is what that module is measured against.
Source: Education Act 1996, section 8.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache


def last_friday_of_june(year: int) -> date:
    """The school leaving day of a calendar year."""
    day = date(year, 6, 30)
    while day.weekday() != 4:
        day -= timedelta(days=1)
    return day


def reception_year(born_on: date) -> int:
    """The calendar year in whose September a child starts in Reception, at four."""
    return born_on.year + (4 if born_on.month < 9 else 5)


@cache
def school_age(born_on: date) -> tuple[date, date]:
    """The first and the last day of compulsory school age, both included."""
    fifth = (born_on.year + 5, born_on.month, born_on.day)
    if fifth[1:] <= (3, 31):
        first = date(fifth[0], 3, 31)
    elif fifth[1:] <= (8, 31):
        first = date(fifth[0], 8, 31)
    else:
        first = date(fifth[0], 12, 31)
    # The leaving day is in the school year in which the child turns 16.
    last = last_friday_of_june(born_on.year + (16 if born_on.month < 9 else 17))
    return first, last


def year_group(born_on: date, day: date) -> int:
    """The school year on a day: 0 is Reception, 1 to 11; outside that, not yet or no more."""
    september = day.year if day.month >= 9 else day.year - 1
    return september - reception_year(born_on)
