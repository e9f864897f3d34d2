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


def calendar_tables(calendars: Mapping[str, SchoolCalendar]) -> tuple[pa.Table, pa.Table]:
    """`school_day` and `next_school_day` (setting, day, number), as the sweep joins them.

    The first numbers each school's days from 1. The second gives, for every calendar day from the
    first school day to the last, the number of the first school day on or after it.
    """
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
