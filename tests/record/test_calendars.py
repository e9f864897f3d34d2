"""School days from term dates, and the numbered tables that clocks join."""

from datetime import date, timedelta

import pytest

from onroll.record.calendars import (
    WORKING_DAYS,
    calendar_tables,
    school_calendars,
    working_days,
)
from onroll.record.school_days import CalendarEnds, SchoolCalendar

AUTUMN = (None, "Open", date(2025, 9, 1), date(2025, 9, 12))


def test_a_school_without_its_own_terms_keeps_the_authoritys_less_its_closures():
    """The authority opens for a fortnight; 100001 is shut on the Wednesday of the first week."""
    closed = ("100001", "Closed", date(2025, 9, 3), date(2025, 9, 3))
    calendars = school_calendars([AUTUMN, closed], ["100001", "100002"])
    assert len(calendars["100002"]) == len(calendars[""]) == 10
    assert not calendars["100001"].is_school_day(date(2025, 9, 3))
    assert len(calendars["100001"]) == 9


def test_a_school_that_gives_its_own_terms_keeps_those():
    own = ("100003", "Open", date(2025, 9, 4), date(2025, 9, 12))
    calendars = school_calendars([AUTUMN, own], ["100003"])
    assert not calendars["100003"].is_school_day(date(2025, 9, 1))
    assert len(calendars["100003"]) == 7


def test_bank_holidays_and_weekends_are_never_school_days():
    """4 May 2026 is a bank holiday in a week of term."""
    week = (None, "Open", date(2026, 5, 2), date(2026, 5, 10))
    assert list(school_calendars([week], [])[""]) == [date(2026, 5, d) for d in (5, 6, 7, 8)]


def test_each_day_between_has_the_number_of_the_next_school_day():
    calendar = SchoolCalendar([date(2025, 9, 5), date(2025, 9, 8)])
    school, following = calendar_tables({"": calendar})
    assert [row for row in school.to_pylist() if row["setting"] == ""] == [
        {"setting": "", "day": date(2025, 9, 5), "number": 1},
        {"setting": "", "day": date(2025, 9, 8), "number": 2},
    ]
    days = {row["day"]: row["number"] for row in following.to_pylist() if row["setting"] == ""}
    assert days == {date(2025, 9, 5): 1} | {
        date(2025, 9, 5) + timedelta(days=n): 2 for n in (1, 2, 3)
    }


def test_working_days_are_weekdays_less_bank_holidays_in_england():
    """Christmas 2025: Wednesday the 24th, then Monday the 29th. 4 May 2026 is a bank holiday."""
    days = working_days()
    assert days.school_days_after(date(2025, 12, 24), 1) == date(2025, 12, 29)
    assert days.school_days_after(date(2026, 5, 1), 1) == date(2026, 5, 5)
    with pytest.raises(CalendarEnds):
        days.school_days_after(date(2060, 1, 1), 1)


def test_working_days_stand_beside_the_schools_as_a_setting_of_their_own():
    school, following = calendar_tables({"": SchoolCalendar([date(2025, 9, 5)])})
    days = [row["day"] for row in school.to_pylist() if row["setting"] == WORKING_DAYS]
    numbers = [row["number"] for row in school.to_pylist() if row["setting"] == WORKING_DAYS]
    assert days == list(working_days())
    assert numbers == list(range(1, len(days) + 1))
    assert WORKING_DAYS in following["setting"].to_pylist()
