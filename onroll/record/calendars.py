"""The school days of each school, from term dates and closures, as the clocks need them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache

import pyarrow as pa
from govuk_bank_holidays.bank_holidays import BankHolidays

from onroll.record.school_days import SchoolCalendar, open_days

AUTHORITY = ""
"""The key of the authority's own calendar, which serves a school that has none."""

WORKING_DAYS = "working days"
"""The key under which the engines hold the working days; no setting has it."""

TermDates = tuple[str | None, str, date, date]
"""URN (None for every school), "Open" or "Closed", first day, last day."""


def school_calendars(
    term_dates: Iterable[TermDates], urns: Iterable[str]
) -> dict[str, SchoolCalendar]:
    """The calendar of each school by URN, and the authority's own under "".

    A school that gives its own open days is open on those; one that gives only closures keeps the
    authority's terms without them. Weekends and bank holidays are never school days.
    """
    ranges: dict[tuple[str, str], list[tuple[date, date]]] = defaultdict(list)
    for urn, kind, first, last in term_dates:
        ranges[urn or AUTHORITY, kind].append((first, last))
    closed = [*ranges[AUTHORITY, "Closed"], *((day, day) for day in bank_holidays())]
    usual = SchoolCalendar(open_days(ranges[AUTHORITY, "Open"], closed))
    calendars = {AUTHORITY: usual, **dict.fromkeys(urns, usual)}
    for urn in {urn for urn, _ in ranges} - {AUTHORITY}:
        terms = ranges.get((urn, "Open")) or ranges[AUTHORITY, "Open"]
        calendars[urn] = SchoolCalendar(
            open_days(terms, [*closed, *ranges.get((urn, "Closed"), [])])
        )
    return calendars


@cache
def bank_holidays() -> frozenset[date]:
    """Bank holidays in England, from the list in the package: nothing is fetched."""
    listed = BankHolidays(use_cached_holidays=True).get_holidays(BankHolidays.ENGLAND_AND_WALES)
    return frozenset(holiday["date"] for holiday in listed)


@cache
def working_days() -> SchoolCalendar:
    """Monday to Friday less bank holidays in England, for the years of which those are listed.

    Outside those years a count gives no date rather than a guess.
    """
    holidays = bank_holidays()
    first, last = min(holidays).year, max(holidays).year
    years = [(date(first, 1, 1), date(last, 12, 31))]
    return SchoolCalendar(open_days(years, [(day, day) for day in holidays]))


def calendar_tables(calendars: Mapping[str, SchoolCalendar]) -> tuple[pa.Table, pa.Table]:
    """`school_day` and `next_school_day` (setting, day, number), as sweep and clocks join them.

    The first numbers each school's days from 1. The second gives, for every calendar day from the
    first school day to the last, the number of the first school day on or after it. Working days
    are there as a setting of their own, "working days".
    """
    of_schools = numbered(calendars)
    of_everybody = working_day_tables()
    return tuple(pa.concat_tables(both) for both in zip(of_schools, of_everybody, strict=True))


@cache
def working_day_tables() -> tuple[pa.Table, pa.Table]:
    return numbered({WORKING_DAYS: working_days()})


def numbered(calendars: Mapping[str, SchoolCalendar]) -> tuple[pa.Table, pa.Table]:
    school, following = Numbered(), Numbered()
    for setting, calendar in sorted(calendars.items()):
        before: date | None = None
        for number, day in enumerate(calendar, start=1):
            school.add(setting, day, number)
            gap = (day - before).days if before else 1
            for back in range(gap - 1, -1, -1):
                following.add(setting, day - timedelta(days=back), number)
            before = day
    return school.table(), following.table()


class Numbered:
    """Rows of a calendar table as they are found."""

    def __init__(self) -> None:
        self.settings: list[str] = []
        self.days: list[date] = []
        self.numbers: list[int] = []

    def add(self, setting: str, day: date, number: int) -> None:
        self.settings.append(setting)
        self.days.append(day)
        self.numbers.append(number)

    def table(self) -> pa.Table:
        return pa.table(
            {
                "setting": pa.array(self.settings, pa.string()),
                "day": pa.array(self.days, pa.date32()),
                "number": pa.array(self.numbers, pa.int32()),
            }
        )
