"""What the authority owes by a day and not about one child: the dates of its sources."""

from datetime import date

import pytest

from onroll.record.council_calendar import due_dates, duties, standing


def days(key: str, first: date, last: date) -> list[date]:
    return [each.due_on for each in due_dates(first, last) if each.key == key]


@pytest.mark.parametrize(
    ("first", "last", "due"),
    [
        # found: counted on 6 October 2022, 19 January and 18 May 2023
        (date(2022, 9, 1), date(2023, 8, 31), ["2022-11-04", "2023-02-17", "2023-06-16"]),
        # projected: the first Thursday of October and the third of January and May
        (date(2025, 9, 1), date(2026, 8, 31), ["2025-10-31", "2026-02-13", "2026-06-19"]),
        (date(2026, 9, 1), date(2027, 8, 31), ["2026-10-30", "2027-02-19", "2027-06-18"]),
        # the day itself is within, the day after it is not
        (date(2022, 11, 4), date(2022, 11, 4), ["2022-11-04"]),
        (date(2022, 11, 5), date(2022, 11, 30), []),
    ],
)
def test_the_departments_return_is_due_29_days_after_its_count(first, last, due):
    assert [day.isoformat() for day in days("dfe_return", first, last)] == due


def test_dates_that_nobody_confirmed_say_so():
    found = {
        each.due_on.year: each.projected
        for each in due_dates(date(2022, 9, 1), date(2025, 12, 31))
        if each.key == "dfe_return"
    }
    assert found == {2022: False, 2023: False, 2025: True}


@pytest.mark.parametrize(
    ("key", "due"),
    [
        ("management_team_report", 12),
        ("scrutiny_report", 4),
        ("targeting_support_meetings", 3),
        ("headline_neet", 3),
        ("headline_participation", 1),
        ("activity_survey", 1),
        ("children_reaching_school_age", 3),
    ],
)
def test_each_is_due_so_often_in_a_year(key, due):
    assert len(days(key, date(2025, 9, 1), date(2026, 8, 31))) == due


def test_months_end_on_their_last_day_in_a_leap_year_too():
    first, last = date(2024, 2, 1), date(2024, 2, 29)
    assert days("careers_file", first, last) == [last]
    assert days("headline_neet", first, last) == [last]


def test_what_has_no_day_stands_always():
    assert [duty.key for duty in standing()] == ["medical_needs_policy"]


def test_they_come_in_order_and_each_has_its_source():
    found = due_dates(date(2025, 9, 1), date(2026, 8, 31))
    assert found == sorted(found)
    assert all(duty.source and duty.owner and duty.title for duty in duties().values())
    ids = {duty.id for duty in duties().values()}
    assert ids >= {f"G-{n}" for n in range(1, 8)} | {"N-2", "N-3", "N-5", "R-16", "A-3", "M-2"}
