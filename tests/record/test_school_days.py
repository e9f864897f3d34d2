"""Counting school days, against the worked examples of TESTCAL and a slow twin."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onroll.record.school_days import (
    CalendarEnds,
    SchoolCalendar,
    days_after,
    days_inclusive,
    open_days,
)
from tests.record.testcal import TESTCAL


def test_the_reference_year_has_190_days():
    assert len(TESTCAL) == 190
    assert TESTCAL.count(date(2025, 9, 1), date(2025, 12, 31)) == 73
    assert TESTCAL.count(date(2026, 1, 1), date(2026, 3, 31)) == 53
    assert TESTCAL.count(date(2026, 4, 1), date(2026, 8, 31)) == 64
    assert TESTCAL.nth_school_day(date(2025, 8, 1), 1) == date(2025, 9, 2)
    assert TESTCAL.nth_school_day(date(2025, 8, 1), 190) == date(2026, 7, 20)


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        (date(2025, 10, 15), 6, date(2025, 10, 22)),
        (date(2025, 10, 20), 6, date(2025, 11, 4)),  # half term and a training day lie between
        (date(2025, 12, 17), 6, date(2026, 1, 8)),
        (date(2025, 12, 1), 20, date(2026, 1, 12)),
        (date(2025, 10, 15), 1, date(2025, 10, 15)),  # a school day is its own first
        (date(2025, 10, 18), 1, date(2025, 10, 20)),  # a Saturday is not
    ],
)
def test_the_nth_school_day_counts_the_day_it_starts_on(start, n, expected):
    assert TESTCAL.nth_school_day(start, n) == expected


@pytest.mark.parametrize(
    ("days", "until"),
    [
        ([date(2024, 9, 2), date(2025, 12, 19)], date(2026, 8, 31)),
        ([date(2025, 9, 2), date(2026, 7, 20)], date(2026, 8, 31)),
        ([date(2026, 7, 20), date(2026, 8, 27)], date(2026, 8, 31)),
        ([date(2026, 9, 1)], date(2027, 8, 31)),
        ([], None),
    ],
)
def test_a_calendar_is_known_to_the_end_of_its_last_school_year(days, until):
    assert SchoolCalendar(days).known_until == until


@pytest.mark.parametrize("count", [TESTCAL.nth_school_day, TESTCAL.school_days_after])
def test_nothing_is_counted_on_from_a_school_year_that_it_does_not_know(count):
    """From the summer before it is counted; from a day of the term before that it is not."""
    assert count(date(2025, 8, 1), 1) == date(2025, 9, 2)
    with pytest.raises(
        CalendarEnds, match=r"2025-07-31 lies before .* begins on 2025-08-01\. Load"
    ):
        count(date(2025, 7, 31), 1)


def test_school_days_after_a_day_do_not_count_that_day():
    assert TESTCAL.school_days_after(date(2025, 11, 21), 10) == date(2025, 12, 5)
    assert TESTCAL.school_days_after(date(2025, 10, 15), 1) == date(2025, 10, 16)


def test_calendar_days_are_counted_with_or_without_the_first():
    assert days_inclusive(date(2025, 11, 3), 15) == date(2025, 11, 17)
    assert days_after(date(2025, 9, 5), 5) == date(2025, 9, 10)


def test_a_count_takes_in_both_ends():
    assert TESTCAL.count(date(2025, 9, 8), date(2025, 10, 19)) == 30
    assert TESTCAL.count(date(2025, 10, 15), date(2025, 10, 15)) == 1
    assert TESTCAL.count(date(2025, 10, 16), date(2025, 10, 15)) == 0


@pytest.mark.parametrize(
    ("day", "meets"),
    [
        (date(2025, 9, 1), False),  # a training day
        (date(2025, 9, 2), True),
        (date(2025, 9, 6), False),  # a Saturday
        (date(2025, 10, 27), False),  # half term
        (date(2026, 5, 4), False),  # a bank holiday
        (date(2026, 7, 20), True),
        (date(2026, 7, 21), False),
        (date(2026, 8, 31), False),
    ],
)
def test_school_meets_in_term_on_weekdays_that_are_not_closed(day, meets):
    assert TESTCAL.is_school_day(day) is meets


def test_what_lies_past_the_last_known_school_year_is_never_guessed():
    with pytest.raises(CalendarEnds, match=r"past the end of the calendar, 2026-08-31\. Load"):
        TESTCAL.nth_school_day(date(2026, 7, 20), 2)
    with pytest.raises(CalendarEnds, match="School day 1 after 2026-07-20 lies past the end"):
        TESTCAL.school_days_after(date(2026, 7, 20), 1)
    with pytest.raises(CalendarEnds, match="2026-09-01 lies past the end of the calendar"):
        TESTCAL.is_school_day(date(2026, 9, 1))
    with pytest.raises(CalendarEnds, match="2026-09-01 lies past the end of the calendar"):
        TESTCAL.count(date(2026, 7, 1), date(2026, 9, 1))


def test_a_calendar_without_days_knows_nothing():
    with pytest.raises(CalendarEnds, match="which has no days"):
        SchoolCalendar([]).is_school_day(date(2026, 1, 5))


def test_counting_starts_at_one():
    with pytest.raises(ValueError, match="School day number 0 was asked for"):
        TESTCAL.nth_school_day(date(2026, 1, 5), 0)


def test_calendars_of_the_same_days_are_equal_and_hash_alike():
    again = SchoolCalendar([*reversed(list(TESTCAL)), date(2025, 9, 2)])
    assert again == TESTCAL
    assert hash(again) == hash(TESTCAL)
    assert SchoolCalendar([date(2025, 9, 2)]) != TESTCAL


def test_a_closure_takes_days_out_of_a_term_and_weekends_are_never_in_one():
    week = (date(2026, 1, 5), date(2026, 1, 11))
    wednesday = (date(2026, 1, 7), date(2026, 1, 7))
    assert sorted(day.day for day in open_days([week], closed=[wednesday])) == [5, 6, 8, 9]


# One school year, so that no day asked about lies past what the calendar knows.
in_the_year = st.dates(date(2025, 9, 1), date(2026, 8, 31))
calendars = st.sets(in_the_year, min_size=1)


@given(calendars, in_the_year, st.integers(1, 30))
def test_the_nth_school_day_agrees_with_walking_the_calendar(days, start, n):
    calendar = SchoolCalendar(days)
    for first, count in ((start, calendar.nth_school_day), (days_after(start, 1), None)):
        met = [first + timedelta(k) for k in range(366) if first + timedelta(k) in days]
        count = count or calendar.school_days_after
        if len(met) >= n:
            assert count(start, n) == met[n - 1]
        else:
            with pytest.raises(CalendarEnds):
                count(start, n)


@given(calendars, in_the_year, in_the_year)
def test_a_count_agrees_with_walking_the_calendar(days, first, last):
    calendar = SchoolCalendar(days)
    assert calendar.count(first, last) == sum(first <= day <= last for day in days)
    assert calendar.is_school_day(first) == (first in days)


@given(calendars, in_the_year)
def test_the_number_of_a_school_day_leads_back_to_it(days, start):
    calendar = SchoolCalendar(days)
    for day in sorted(day for day in days if day >= start):
        assert calendar.nth_school_day(start, calendar.count(start, day)) == day
