"""Compulsory school age, leaving days and year groups: worked examples, and a slow twin."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onroll.record.ages import birthday, compulsory_school_age, leaving_day, year_group

dates_of_birth = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("date_of_birth", "starts_on"),
    [
        (date(2019, 2, 10), date(2024, 3, 31)),
        (date(2007, 9, 23), date(2012, 12, 31)),
        (date(2021, 3, 31), date(2026, 3, 31)),  # the fifth birthday is a prescribed day
        (date(2021, 4, 1), date(2026, 8, 31)),  # a day later waits five months
        (date(2021, 8, 31), date(2026, 8, 31)),
        (date(2020, 9, 1), date(2025, 12, 31)),
        (date(2020, 12, 31), date(2025, 12, 31)),
        (date(2021, 1, 1), date(2026, 3, 31)),
        (date(2020, 2, 29), date(2025, 3, 31)),  # 28 February or 1 March: the same start
    ],
)
def test_a_child_must_be_educated_from_the_prescribed_day_on_or_after_turning_five(
    date_of_birth, starts_on
):
    assert compulsory_school_age(date_of_birth).starts_on == starts_on


@pytest.mark.parametrize(
    ("date_of_birth", "ends_on"),
    [
        (date(2019, 2, 10), date(2035, 6, 29)),
        (date(2007, 9, 23), date(2024, 6, 28)),
        (date(2010, 6, 25), date(2026, 6, 26)),
        (date(2010, 6, 26), date(2026, 6, 26)),  # turns 16 on the leaving day
        (date(2010, 6, 27), date(2026, 6, 26)),  # the day after it
        (date(2010, 8, 31), date(2026, 6, 26)),  # in the summer holiday
        (date(2010, 9, 1), date(2027, 6, 25)),  # as the next year starts
    ],
)
def test_a_child_may_leave_on_the_last_friday_of_june_of_the_year_of_turning_sixteen(
    date_of_birth, ends_on
):
    assert compulsory_school_age(date_of_birth).ends_on == ends_on


def test_where_schools_start_in_august_a_birthday_after_that_stays_another_year():
    late_august = date(2010, 8, 28)
    assert compulsory_school_age(late_august).ends_on == date(2026, 6, 26)
    assert compulsory_school_age(late_august, year_begins=(8, 26)).ends_on == date(2027, 6, 25)


def test_a_school_year_cannot_begin_before_the_last_one_ends():
    with pytest.raises(ValueError, match=r"year_begins is 1 May\. It must come after"):
        compulsory_school_age(date(2010, 9, 1), year_begins=(5, 1))


def test_both_ends_are_days_of_compulsory_school_age():
    period = compulsory_school_age(date(2019, 2, 10))
    assert date(2024, 3, 31) in period
    assert date(2035, 6, 29) in period
    assert date(2024, 3, 30) not in period
    assert date(2035, 6, 30) not in period


@pytest.mark.parametrize(
    "friday",
    [
        "2024-06-28",
        "2025-06-27",
        "2026-06-26",
        "2027-06-25",
        "2028-06-30",
        "2029-06-29",
        "2030-06-28",
    ],
)
def test_the_leaving_day_is_the_last_friday_of_june(friday):
    day = date.fromisoformat(friday)
    assert leaving_day(day.year) == day


@pytest.mark.parametrize(
    ("age", "on"), [(4, date(2024, 2, 29)), (5, date(2025, 3, 1)), (16, date(2036, 2, 29))]
)
def test_a_child_born_on_29_february_has_a_birthday_every_year(age, on):
    assert birthday(date(2020, 2, 29), age) == on


@pytest.mark.parametrize(
    ("day", "group"),
    [
        (date(2023, 8, 31), -1),
        (date(2023, 9, 1), 0),  # aged 4 on 31 August 2023: Reception
        (date(2024, 8, 31), 0),
        (date(2024, 9, 1), 1),
        (date(2034, 9, 1), 11),
        (date(2035, 9, 1), 12),
    ],
)
def test_the_year_group_of_a_child_born_on_10_february_2019(day, group):
    assert year_group(date(2019, 2, 10), day) == group


def test_31_august_is_the_youngest_of_one_year_and_1_september_the_oldest_of_the_next():
    day = date(2025, 11, 3)
    assert year_group(date(2020, 8, 31), day) == 1
    assert year_group(date(2020, 9, 1), day) == 0


def day_by_day(date_of_birth: date) -> tuple[date, date]:
    """Compulsory school age found by walking the calendar, one day at a time."""
    day = birthday(date_of_birth, 5)
    while (day.month, day.day) not in {(3, 31), (8, 31), (12, 31)}:
        day += timedelta(1)
    starts_on = day

    day = birthday(date_of_birth, 16)  # the leaving day is the one of the school year around it
    while (day.month, day.day) != (9, 1):
        day -= timedelta(1)
    while not (day.month == 6 and day.weekday() == 4 and (day + timedelta(7)).month == 7):
        day += timedelta(1)
    return starts_on, day


@given(dates_of_birth)
def test_the_rule_agrees_with_walking_the_calendar(date_of_birth):
    period = compulsory_school_age(date_of_birth)
    assert (period.starts_on, period.ends_on) == day_by_day(date_of_birth)


@given(dates_of_birth, st.integers(0, 20 * 366))
def test_the_year_group_is_age_on_31_august_less_four(date_of_birth, days):
    day = date_of_birth + timedelta(days)
    august = date(day.year if day >= date(day.year, 9, 1) else day.year - 1, 8, 31)
    age = max((n for n in range(25) if birthday(date_of_birth, n) <= august), default=-1)
    assert year_group(date_of_birth, day) == (age - 4 if age >= 0 else -5)


@given(dates_of_birth)
def test_compulsory_school_age_ends_in_year_11(date_of_birth):
    assert year_group(date_of_birth, compulsory_school_age(date_of_birth).ends_on) == 11
