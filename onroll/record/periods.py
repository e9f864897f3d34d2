"""The periods that law and policy count in, each in its own unit: from which day, to which day.

The law mixes school days, calendar days, weeks and months, and local policy working days; whether
the first day counts is where most errors are made. Every period says both. A working day is Monday
to Friday less the bank holidays of England.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil

from onroll.record.thresholds import Threshold


class Basis(StrEnum):
    """The unit in which a period is counted, as a screen prints it."""

    SCHOOL_DAYS = "school days"
    WORKING_DAYS = "working days"
    CALENDAR_DAYS = "calendar days"
    WEEKS = "weeks"
    MONTHS = "months"
    FIXED_DATE = "fixed date"
    ITS_OWN_END = "the day it ends"
    NO_LIMIT = "no time limit"


NUMBERED = (Basis.SCHOOL_DAYS, Basis.WORKING_DAYS)
"""Units of which a calendar numbers the days; every other is counted on the calendar's own days."""


@dataclass(frozen=True)
class Period:
    """A number of days, weeks or months from the day a clock starts.

    `number` is null where the rule has none. `first_counts` says that the first day is day one.
    `hours_before` moves the day forward by so many hours, as whole days. Of a fixed date `number`
    is month and day (930 is 30 September), and `or_on` are others: the first of them that comes.
    """

    basis: Basis
    number: Threshold | None = None
    first_counts: bool = False
    hours_before: Threshold | None = None
    or_on: tuple[Threshold, ...] = ()

    @property
    def since(self) -> date | None:
        """The first day of the rule, null for one without a number: nothing starts before it."""
        return self.number.values[0][0] if self.number else None

    def counted(self, start: date) -> int:
        """How many units a clock that starts on a day is given."""
        return int(self.number.on(start)) if self.number else 0

    def days_before(self, start: date) -> int:
        """By how many whole days the due day lies before the one counted."""
        return ceil(self.hours_before.on(start) / 24) if self.hours_before else 0

    def fixed_date(self, start: date) -> date:
        """The first of the fixed dates on or after a day."""
        found = (
            day
            for number in (self.number, *self.or_on)
            if number
            for year in (start.year, start.year + 1)
            if (day := month_and_day(year, number.on(start))) >= start
        )
        return min(found)

    @property
    def words(self) -> str:
        """The period in words, with its number as it stands now: "15 school days after"."""
        if not self.number:
            return "by its last day" if self.basis is Basis.ITS_OWN_END else "no time limit"
        now = self.number.values[-1][1]
        match self.basis:
            case Basis.FIXED_DATE:
                days = [each.values[-1][1] for each in (self.number, *self.or_on)]
                told = (month_and_day(2000, day) for day in days)
                return " or ".join(f"{day.day} {day:%B}" for day in told) + ", the next"
            case Basis.SCHOOL_DAYS if self.first_counts:
                words = f"school day {now:g}, the first day counted as 1"
            case Basis.CALENDAR_DAYS if now == 0:
                words = "the same day"
            case _ if self.first_counts:
                words = f"{now:g} {one_or_many(self.basis, now)}, the first day counted"
            case _:
                words = f"{now:g} {one_or_many(self.basis, now)} after"
        before = f"{self.hours_before.words} before " if self.hours_before else ""
        return before + words


def one_or_many(basis: Basis, number: float) -> str:
    return basis.removesuffix("s") if number == 1 else basis.value


def month_and_day(year: int, number: float) -> date:
    """930 is 30 September."""
    return date(year, int(number) // 100, int(number) % 100)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last day where there is none: 29 Feb to 28 Feb."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - date(year, month + 1, 1)).days
    return date(year, month + 1, min(day.day, last))


def nth_school_day(number: Threshold) -> Period:
    """By the n-th school day, of which the first school day is the first."""
    return Period(Basis.SCHOOL_DAYS, number, first_counts=True)


def hours_before(hours: Threshold, number: Threshold) -> Period:
    """So many hours, as whole days, before the n-th school day."""
    return Period(Basis.SCHOOL_DAYS, number, first_counts=True, hours_before=hours)


def school_days_after(number: Threshold) -> Period:
    """By the n-th school day after."""
    return Period(Basis.SCHOOL_DAYS, number)


def working_days_after(number: Threshold) -> Period:
    """By the n-th working day after."""
    return Period(Basis.WORKING_DAYS, number)


def days_beginning_with(number: Threshold) -> Period:
    """By the last of n calendar days of which the day itself is the first."""
    return Period(Basis.CALENDAR_DAYS, number, first_counts=True)


def days_after(number: Threshold) -> Period:
    """By the end of the n-th calendar day after."""
    return Period(Basis.CALENDAR_DAYS, number)


def weeks_after(number: Threshold) -> Period:
    """By the same day of the week, n weeks later."""
    return Period(Basis.WEEKS, number)


def anniversary(months: Threshold) -> Period:
    """By the same day n months later; 29 February falls on 28 February."""
    return Period(Basis.MONTHS, months)


def next_date(*dates: Threshold) -> Period:
    """By the first of these dates of the year that comes, the day itself included."""
    return Period(Basis.FIXED_DATE, dates[0], or_on=dates[1:])


def by_its_last_day() -> Period:
    """By the last day of the spell that starts the clock."""
    return Period(Basis.ITS_OWN_END)


def no_limit() -> Period:
    """The rule asks for it and names no time."""
    return Period(Basis.NO_LIMIT)
