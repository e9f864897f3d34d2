"""What a clock goes by: whose calendar, which law, what meets, pauses, bounds and repeats it."""

from datetime import date, timedelta

import pytest

from onroll.record.clock_rows import clock_rows
from onroll.record.clocks import clocks_of, met_expressions
from onroll.record.definitions.base import Clock, Due
from onroll.record.engines import DuckDB
from onroll.record.one_child import FactRow, OneChild
from onroll.record.periods import (
    Period,
    anniversary,
    days_after,
    days_beginning_with,
    months_after,
    next_date,
    nth_school_day,
    school_days_after,
    weeks_after,
    working_days_after,
)
from onroll.record.school_days import SchoolCalendar
from onroll.record.spells import EPOCH, Fact, Steps, day_date
from onroll.record.sweep import sweep
from onroll.record.thresholds import Threshold
from tests.record.testcal import TESTCAL
from tests.spec.conftest import swept
from tests.spec.together import load

CHANGED = date(2026, 1, 12)


def number(*values: float, since: date = date(2020, 1, 1), changed: date = CHANGED) -> Threshold:
    """A number in force from a day, and another from the day on which the law changes."""
    return Threshold("t", "t", "days", "", "", tuple(zip((since, changed), values, strict=False)))


TWO_THEN_THREE = number(2, 3)
EVENT, TAUGHT = Fact("excluded", "excluded"), Fact("taught", "taught")
AWAY = Fact("away", "away")
CLOSED_MONDAY = SchoolCalendar(day for day in TESTCAL if day != date(2025, 10, 13))
CALENDARS = {"": TESTCAL, "100001": CLOSED_MONDAY}


def clock(due: Due) -> Clock:
    return Clock("clock", "", "", "", "", lambda child: due)


def rows(facts: list[FactRow], due: Due) -> list[tuple]:
    """The runnings of the clock, of which the interpreter and DuckDB say the same."""
    alone = [
        (row.starts_on, row.due_on, row.met_on, row.setting)
        for row in clock_rows(clock(due), OneChild(facts, CALENDARS))
    ]
    engine = DuckDB()
    load(engine, {"EC-1": facts}, CALENDARS)
    sweep(engine, met_expressions([clock(due)]))
    together = [
        (*(None if row[key] is None else day_date(row[key]) for key in ("s", "due", "met")),
         row["setting"])
        for row in clocks_of(engine, [clock(due)]).to_pylist()
    ]  # fmt: skip
    assert sorted(together, key=str) == sorted(alone, key=str)
    return alone


SIXTH = Due(EVENT, nth_school_day(TWO_THEN_THREE), TAUGHT)


def excluded(on: date, setting: str | None = None, days: int = 1) -> FactRow:
    return FactRow("excluded", on, on + timedelta(days), setting=setting)


def test_days_are_those_of_the_excluding_school_and_else_the_authoritys():
    """Monday 13 October: 100001 is closed, so its first day is Tuesday the 14th."""
    monday = date(2025, 10, 13)
    found = rows([excluded(monday, "100001"), excluded(monday, "100002")], SIXTH)
    assert [(starts_on, due_on) for starts_on, due_on, _, _ in found] == [
        (date(2025, 10, 14), date(2025, 10, 15)),
        (date(2025, 10, 13), date(2025, 10, 14)),
    ]


def test_what_was_there_already_meets_it_on_the_day_of_the_event():
    day = date(2025, 10, 13)
    before = FactRow("taught", date(2025, 9, 1), None)
    over = FactRow("taught", date(2025, 9, 1), day)
    assert [met_on for _, _, met_on, _ in rows([excluded(day), before], SIXTH)] == [day]
    assert [met_on for _, _, met_on, _ in rows([excluded(day), over], SIXTH)] == [None]


def test_the_law_in_force_on_the_day_of_the_event_decides():
    """Two school days before 12 January 2026, three from that day on."""
    found = rows([excluded(date(2026, 1, 9)), excluded(CHANGED)], SIXTH)
    assert [due_on for _, due_on, _, _ in found] == [date(2026, 1, 12), date(2026, 1, 14)]


def test_nothing_starts_before_the_rules_first_day():
    """In force from 12 January 2026: an event of the 11th starts nothing."""
    due = Due(EVENT, days_after(number(2, since=CHANGED)), TAUGHT)
    found = rows([excluded(CHANGED - timedelta(1)), excluded(CHANGED)], due)
    assert [starts_on for starts_on, *_ in found] == [CHANGED]


JAN_12 = date(2026, 1, 12)


@pytest.mark.parametrize(
    ("period", "starts_on", "due_on"),
    [
        (nth_school_day(number(6)), date(2025, 10, 15), date(2025, 10, 22)),
        (nth_school_day(number(6)), date(2025, 10, 20), date(2025, 11, 4)),
        (nth_school_day(number(6)), date(2025, 12, 17), date(2026, 1, 8)),
        (school_days_after(number(10)), date(2025, 11, 21), date(2025, 12, 5)),
        (nth_school_day(number(20)), date(2025, 12, 1), JAN_12),
        (days_beginning_with(number(15)), date(2025, 11, 3), date(2025, 11, 17)),
        (days_after(number(5)), date(2025, 9, 5), date(2025, 9, 10)),
        (weeks_after(number(4)), date(2025, 10, 6), date(2025, 11, 3)),
        (working_days_after(number(2)), date(2025, 12, 24), date(2025, 12, 30)),
        (working_days_after(number(1)), date(2025, 10, 18), date(2025, 10, 20)),
        (anniversary(number(12)), date(2024, 2, 29), date(2025, 2, 28)),
        (anniversary(number(12)), date(2025, 2, 28), date(2026, 2, 28)),
        (anniversary(number(1)), date(2026, 1, 31), date(2026, 2, 28)),
        (next_date(number(930)), date(2025, 9, 30), date(2025, 9, 30)),
        (next_date(number(930)), date(2025, 10, 1), date(2026, 9, 30)),
        (next_date(number(930, 1231)), date(2026, 1, 12), date(2026, 12, 31)),
        (next_date(number(430), number(1231)), date(2025, 5, 1), date(2025, 12, 31)),
    ],
)
def test_each_unit_is_due_on_its_day(period: Period, starts_on: date, due_on: date):
    (row,) = rows([excluded(starts_on)], Due(EVENT, period, TAUGHT))
    assert row[1] == due_on


def test_a_clock_may_start_on_the_last_day_of_a_spell():
    """Leave from 17 to 21 November 2025: ten school days after the 21st are 5 December."""
    due = Due(EVENT, school_days_after(number(10)), TAUGHT, from_end=True)
    found = rows([excluded(date(2025, 11, 17), days=5), FactRow("excluded", JAN_12, None)], due)
    assert [row[:2] for row in found] == [(date(2025, 11, 21), date(2025, 12, 5))]


def test_a_repeated_event_is_met_by_the_next_one_only():
    due = Due(EVENT, days_after(number(7)), EVENT, anew=True)
    first, second = date(2025, 10, 13), date(2025, 10, 21)
    found = rows([excluded(first, days=8), excluded(second)], due)
    assert [(starts_on, met_on) for starts_on, _, met_on, _ in found] == [
        (first, second),
        (second, None),
    ]


def test_it_runs_only_during_what_it_is_for():
    """Away until 20 October: what starts on the 19th stops with it; the 20th starts nothing."""
    due = Due(EVENT, days_after(number(7)), TAUGHT, during=AWAY)
    away = FactRow("away", date(2025, 10, 1), date(2025, 10, 20))
    found = rows([excluded(date(2025, 10, 19)), excluded(date(2025, 10, 20)), away], due)
    assert [row[:3] for row in found] == [
        (date(2025, 10, 19), date(2025, 10, 26), date(2025, 10, 20))
    ]


@pytest.mark.parametrize(
    ("period", "away", "due_on"),
    [
        # five days after 13 October are the 18th; two of them do not count
        (days_after(number(5)), [(14, 16)], date(2025, 10, 20)),
        # a pause before the start, or after the due day, changes nothing
        (days_after(number(5)), [(1, 13)], date(2025, 10, 18)),
        (days_after(number(5)), [(19, 25)], date(2025, 10, 18)),
        # a pause on the due day moves it, and the next pause is then reached too
        (days_after(number(5)), [(18, 19), (19, 21)], date(2025, 10, 21)),
        (days_after(number(5)), [(18, 19), (20, 21)], date(2025, 10, 19)),
        # a pause after the plain due day is reached because an earlier one moved it
        (days_after(number(5)), [(15, 17), (19, 20)], date(2025, 10, 21)),
        (school_days_after(number(5)), [(15, 17), (21, 22)], date(2025, 10, 23)),
        # the third school day after the 13th is Thursday the 16th; Wednesday does not count
        (school_days_after(number(3)), [(15, 16)], date(2025, 10, 17)),
        # nor does a weekend count when it is paused
        (school_days_after(number(3)), [(11, 13)], date(2025, 10, 16)),
        (working_days_after(number(3)), [(15, 16)], date(2025, 10, 17)),
        (nth_school_day(number(3)), [(13, 14)], date(2025, 10, 16)),
    ],
)
def test_paused_days_of_its_own_unit_do_not_count(period, away, due_on):
    due = Due(EVENT, period, TAUGHT, paused=AWAY)
    pauses = [FactRow("away", date(2025, 10, a), date(2025, 10, b)) for a, b in away]
    (row,) = rows([excluded(date(2025, 10, 13), "100002"), *pauses], due)
    assert row[1] == due_on


def test_a_pause_that_is_still_open_leaves_no_date():
    due = Due(EVENT, days_after(number(5)), TAUGHT, paused=AWAY)
    (row,) = rows([excluded(date(2025, 10, 13)), FactRow("away", date(2025, 10, 14), None)], due)
    assert row[1] is None


def test_an_expression_starts_it_and_its_first_row_is_the_evidence():
    """Excluded from the 13th, and away too from the 15th: the row of that day says where."""
    due = Due(EVENT & AWAY, days_after(number(5)), TAUGHT)
    away = FactRow("away", date(2025, 10, 15), None, setting="100001", feed="b", file="f", row=2)
    found = rows([excluded(date(2025, 10, 13), days=9), away], due)
    assert found == [(date(2025, 10, 15), date(2025, 10, 20), None, "100001")]


def test_a_row_that_says_of_no_day_at_all_is_not_the_evidence_of_a_start():
    """It ends on the day it begins, as a correction can leave it; its school is not the clock's."""
    day = date(2025, 10, 13)
    event = EVENT - TAUGHT
    said = [excluded(day, "100001"), excluded(day, "100002", days=0)]
    assert [s for *_, s in rows(said, Due(event, days_after(TWO_THEN_THREE)))] == ["100001"]
    said = [excluded(date(2025, 10, 6), days=30), FactRow("taught", date(2025, 10, 1), day)]
    said.append(excluded(day, "100002", days=0))
    assert [s for *_, s in rows(said, Due(event, days_after(TWO_THEN_THREE)))] == [None]


def test_months_end_on_their_last_day_where_there_is_no_such_day():
    assert months_after(date(2025, 12, 31), 2) == date(2026, 2, 28)
    assert months_after(date(2023, 8, 31), 6) == date(2024, 2, 29)
    assert months_after(date(2024, 2, 29), 72) == date(2030, 2, 28)


def test_a_long_absence_is_counted_in_the_calendar_of_its_school():
    absent = Fact("absent", "absent")
    facts = [FactRow("absent", date(2025, 10, 13), date(2025, 12, 1), setting="100001")]
    rule = absent.from_school_day(TWO_THEN_THREE)
    engine = DuckDB()
    load(engine, {"EC-1": facts}, CALENDARS)
    found = swept(engine, {"rule": rule})[("rule", "EC-1")]
    assert found == OneChild(facts, CALENDARS).runs(rule)
    assert found[0][0] == (date(2025, 10, 15) - EPOCH).days


def test_a_figure_that_changes_is_asked_for_from_the_day_it_changes():
    """Two hours were enough until 12 January; from that day three are."""
    facts = [FactRow("hours", date(2026, 1, 5), date(2026, 2, 2), value=2.5)]
    rule = Steps("hours", "hours", "hours").at_least(TWO_THEN_THREE)
    engine = DuckDB()
    load(engine, {"EC-1": facts}, CALENDARS)
    wanted = [((date(2026, 1, 5) - EPOCH).days, (CHANGED - EPOCH).days)]
    assert swept(engine, {"rule": rule}) == {("rule", "EC-1"): wanted}
    assert OneChild(facts, CALENDARS).runs(rule) == wanted
