"""School days from term dates, and the numbered tables that clocks join."""

from datetime import date, timedelta

from onroll.record.calendars import calendar_tables, school_calendars
from onroll.record.school_days import SchoolCalendar

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
    assert school.to_pylist() == [
        {"setting": "", "day": date(2025, 9, 5), "number": 1},
        {"setting": "", "day": date(2025, 9, 8), "number": 2},
    ]
    days = {row["day"]: row["number"] for row in following.to_pylist()}
    assert days == {date(2025, 9, 5): 1} | {
        date(2025, 9, 5) + timedelta(days=n): 2 for n in (1, 2, 3)
    }
