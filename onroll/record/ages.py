"""How old the law takes a child to be: compulsory school age and school years.

Education Act 1996, section 8, with the days prescribed under section 8(4): the Start of Compulsory
School Age Order 1998 and the School Leaving Date Order 1997.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_PRESCRIBED_DAYS: Final = ((3, 31), (8, 31), (12, 31))
_THURSDAY: Final = 3
_FRIDAY: Final = 4


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `starts_on` to `ends_on`, both of them in it."""

    starts_on: date
    ends_on: date

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


def compulsory_school_age(date_of_birth: date, *, year_begins: tuple[int, int] = (9, 1)) -> Period:
    """The days on which a child is of compulsory school age (section 8(2) and (3)).

    It starts on the fifth birthday or the first prescribed day after it (31 March, 31 August,
    31 December), and ends with the leaving day of the school year in which the child turns 16.
    `year_begins` is the month and day on which the next school year begins: a child who turns 16
    after the leaving day and before that has already left. Section 8 leaves the day to the school;
    1 September is the usual reading.
    """
    sixteenth = birthday(date_of_birth, 16)
    next_year_begins = date(sixteenth.year, *year_begins)
    if next_year_begins <= leaving_day(sixteenth.year):
        raise ValueError(
            f"year_begins is {next_year_begins:%-d %B}. It must come after the leaving day, "
            "the last Friday of June: give (month, day), such as (9, 1)."
        )
    leaves_in = sixteenth.year if sixteenth < next_year_begins else sixteenth.year + 1
    return Period(_starts_on(birthday(date_of_birth, 5)), leaving_day(leaves_in))


def leaving_day(year: int) -> date:
    """The last Friday of June, the day on which compulsory school age can end."""
    last_of_june = date(year, 6, 30)
    return last_of_june - timedelta(days=(last_of_june.weekday() - _FRIDAY) % 7)


def january_census(year: int) -> date:
    """The day of the spring school census: the third Thursday of January."""
    new_year = date(year, 1, 1)
    return new_year + timedelta(days=(_THURSDAY - new_year.weekday()) % 7 + 14)


def birthday(date_of_birth: date, age: int) -> date:
    """The day on which a child turns `age`; 1 March for one born on 29 February, in other years."""
    try:
        return date_of_birth.replace(year=date_of_birth.year + age)
    except ValueError:
        return date(date_of_birth.year + age, 3, 1)


def year_group(date_of_birth: date, day: date) -> int:
    """The school year a child of this age is in on `day`: 0 is Reception, 1 to 11 Years 1 to 11.

    Below 0 for a child not yet old enough for Reception, above 11 after Year 11. It goes by age on
    the 31 August before the school year of `day` (1 September to 31 August), so a child taught
    out of year still has the group of their age.
    """
    return _school_year(day) - _school_year(date_of_birth) - 5


def _school_year(day: date) -> int:
    """The calendar year in which the school year (from 1 September) that holds `day` began."""
    return day.year if day.month >= 9 else day.year - 1


def _starts_on(fifth: date) -> date:
    days = (
        date(year, *month_and_day)
        for year in (fifth.year, fifth.year + 1)
        for month_and_day in _PRESCRIBED_DAYS
    )
    return next(day for day in days if day >= fifth)
