"""How a clock stands on the days around its date, counted in its own unit, and who is told."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from onroll.record.clock_states import TOLD, Level, State, clock_state, level, soon_from, told
from onroll.record.definitions import CLOCKS
from tests.record.testcal import TESTCAL

BY_KEY = {clock.key: clock for clock in CLOCKS}
SCHOOL = BY_KEY["sixth_school_day"]
CALENDAR = BY_KEY["home_education_evidence"]
DUE = date(2025, 11, 4)
"""The first school day after half-term: the three before it are 22, 23 and 24 October."""


@pytest.mark.parametrize(
    ("met_on", "as_of", "state"),
    [
        (None, date(2025, 10, 21), State.ON_TRACK),
        (None, date(2025, 10, 22), State.DUE_SOON),
        (None, DUE - timedelta(1), State.DUE_SOON),
        (None, DUE, State.DUE_TODAY),
        (None, DUE + timedelta(1), State.OVERDUE),
        (DUE, DUE + timedelta(9), State.DONE),
        (DUE + timedelta(1), DUE + timedelta(9), State.MISSED),
        (DUE + timedelta(1), DUE + timedelta(9000), State.MISSED),
        (DUE + timedelta(1), DUE, State.DUE_TODAY),
    ],
)
def test_how_a_clock_of_school_days_stands_around_half_term(met_on, as_of, state):
    assert clock_state(SCHOOL, DUE, met_on, as_of, TESTCAL) == state


@pytest.mark.parametrize(("back", "state"), [(4, State.ON_TRACK), (3, State.DUE_SOON)])
def test_calendar_days_are_counted_through_half_term(back, state):
    assert clock_state(CALENDAR, DUE, None, DUE - timedelta(back), TESTCAL) == state


def test_without_a_calendar_working_days_stand_for_school_days():
    """Tuesday 4 November: Monday, Friday and Thursday are the three before."""
    assert soon_from(SCHOOL, DUE) == date(2025, 10, 30)
    assert soon_from(BY_KEY["referral_triage"], date(2025, 12, 30), TESTCAL) == date(2025, 12, 23)


def test_no_time_limit_and_no_date_are_said_apart():
    assert clock_state(BY_KEY["revocation_decision"], None, None, DUE) is State.NO_LIMIT
    assert clock_state(SCHOOL, None, None, DUE) is State.NO_DATE
    assert clock_state(SCHOOL, None, DUE, DUE) is State.DONE


@pytest.mark.parametrize(
    ("key", "late", "reached"),
    [
        ("sixth_school_day", -1, Level.DUE_SOON),
        ("sixth_school_day", 0, Level.DUE_TODAY),
        ("sixth_school_day", 1, Level.BREACH),
        ("looked_after_first_school_day", 1, Level.BREACH),
        ("medical_provision", 1, Level.BREACH),
        ("ground_i_misuse", 1, Level.BREACH),
        ("home_education_annual_review", 30, Level.OVERDUE),
        ("home_education_annual_review", 31, Level.BREACH),
        ("section_437_notice_answer", 400, Level.OVERDUE),
        ("sixth_school_day", -30, Level.NONE),
    ],
)
def test_a_statutory_breach_is_reached_only_where_it_was_decided(key, late, reached):
    assert level(BY_KEY[key], DUE, None, DUE + timedelta(late), TESTCAL) is reached


def test_a_clock_that_is_met_tells_nobody():
    assert level(SCHOOL, DUE, DUE + timedelta(3), DUE + timedelta(3)) is Level.NONE


@pytest.mark.parametrize(
    ("day", "who"),
    [
        (date(2025, 11, 5), 1),
        (date(2025, 11, 6), 3),
        (date(2025, 11, 7), 3),
        (date(2025, 11, 10), 4),
        (date(2025, 11, 11), 4),
    ],
)
def test_the_service_manager_is_told_on_the_fourth_school_day_the_director_on_the_sixth(day, who):
    """Excluded on Monday 3 November, when school is closed: its first school day is the 4th, its
    fourth Friday the 7th. Excluded on the 3rd of a school that meets: the fourth is the 6th."""
    names = ("owner", "team manager", "service manager", "accountable director")
    begun, due = date(2025, 11, 3), date(2025, 11, 10)
    assert told(SCHOOL, begun, due, None, day) == names[:who]
    assert told(SCHOOL, begun, due, day, day) == ()


def test_the_fourth_school_day_is_the_excluding_schools_own():
    """Excluded on Friday 24 October, before half-term: 4, 5 and 6 November are the next days."""
    begun, due = date(2025, 10, 24), date(2025, 11, 10)
    early = [told(SCHOOL, begun, due, None, date(2025, 11, n), TESTCAL) for n in (5, 6)]
    assert [len(each) for each in early] == [1, 3]


def test_another_clock_tells_whom_its_level_tells_and_no_more():
    for late in (-30, -3, 0, 1):
        day = DUE + timedelta(late)
        assert (
            told(CALENDAR, date(2025, 9, 23), DUE, None, day)
            == TOLD[level(CALENDAR, DUE, None, day)]
        )


def test_each_level_tells_one_person_more():
    told = [TOLD[each] for each in Level]
    assert [len(names) for names in told] == [0, 1, 2, 3, 4]
    assert all(later[: len(now)] == now for now, later in pairwise(told))


def test_every_clock_has_its_law_its_reading_and_an_owner():
    for clock in CLOCKS:
        assert all((clock.title, clock.owner, clock.source)), clock.key
        assert len(clock.doc.splitlines()) > 2, clock.key
        assert clock.due.period.words
    assert not [clock.key for clock in CLOCKS if clock.due.paused], "no source allows a pause"


def test_a_clock_of_a_law_to_come_does_not_run():
    coming = BY_KEY["register_home_visit"]
    assert not coming.runs
    law = replace(coming.provision, in_force_from=date(2027, 9, 1))
    assert replace(coming, provision=law).runs
    assert replace(coming, provision=law).since == date(2027, 9, 1)
