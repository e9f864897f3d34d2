"""How a clock stands on a day, and whose calendar and which value of a threshold it goes by."""

from datetime import date, timedelta

import pytest

from onroll.record.clocks import State, clock_rows, clock_state, clocks_sql, met_expressions
from onroll.record.definitions.base import Clock, Due
from onroll.record.engines import DuckDB
from onroll.record.one_child import FactRow, OneChild
from onroll.record.school_days import SchoolCalendar
from onroll.record.spells import EPOCH, Fact, Steps
from onroll.record.sweep import sweep
from onroll.record.thresholds import Threshold
from tests.record.testcal import TESTCAL
from tests.spec.conftest import load, swept

DUE = date(2025, 10, 22)
CHANGED = date(2026, 1, 12)
TWO_THEN_THREE = Threshold(
    "t", "t", "school days", "", "", ((date(2020, 1, 1), 2.0), (CHANGED, 3.0))
)
EVENT, TAUGHT = Fact("excluded", "excluded"), Fact("taught", "taught")
CLOCK = Clock("clock", "", "", "", "", lambda child: Due(EVENT, TWO_THEN_THREE, TAUGHT))
CLOSED_MONDAY = SchoolCalendar(day for day in TESTCAL if day != date(2025, 10, 13))
CALENDARS = {"": TESTCAL, "100001": CLOSED_MONDAY}


@pytest.mark.parametrize(
    ("met_on", "as_of", "state"),
    [
        (None, DUE - timedelta(8), State.ON_TRACK),
        (None, DUE - timedelta(7), State.DUE_SOON),
        (None, DUE - timedelta(1), State.DUE_SOON),
        (None, DUE, State.DUE_TODAY),
        (None, DUE + timedelta(1), State.OVERDUE),
        (DUE, DUE + timedelta(9), State.DONE),
        (DUE + timedelta(1), DUE + timedelta(9), State.MISSED),
        (DUE + timedelta(1), DUE, State.DUE_TODAY),
    ],
)
def test_how_a_clock_stands_on_the_days_around_its_date(met_on, as_of, state):
    assert clock_state(DUE, met_on, as_of) == state


def rows(facts: list[FactRow]) -> list[tuple]:
    """The runnings of the clock, of which the interpreter and DuckDB say the same."""
    alone = [
        (row.starts_on, row.due_on, row.met_on, row.setting)
        for row in clock_rows(CLOCK, OneChild(facts, CALENDARS))
    ]
    engine = DuckDB()
    load(engine, {"EC-1": facts}, CALENDARS)
    sweep(engine, met_expressions([CLOCK]))
    together = [
        (
            *(None if row[key] is None else EPOCH + timedelta(row[key]) for key in columns),
            row["setting"],
        )
        for columns in [("s", "due", "met")]
        for row in engine.fetch(clocks_sql(CLOCK)).to_pylist()
    ]
    assert sorted(together, key=str) == sorted(alone, key=str)
    return alone


def excluded(on: date, setting: str | None = None) -> FactRow:
    return FactRow("excluded", on, on + timedelta(1), setting=setting)


def test_days_are_those_of_the_excluding_school_and_else_the_authoritys():
    """Monday 13 October: 100001 is closed, so its first day is Tuesday the 14th."""
    monday = date(2025, 10, 13)
    found = rows([excluded(monday, "100001"), excluded(monday, "100002")])
    assert [(starts_on, due_on) for starts_on, due_on, _, _ in found] == [
        (date(2025, 10, 14), date(2025, 10, 15)),
        (date(2025, 10, 13), date(2025, 10, 14)),
    ]


def test_education_that_was_there_already_meets_it_on_the_day_of_the_event():
    day = date(2025, 10, 13)
    before = FactRow("taught", date(2025, 9, 1), None)
    over = FactRow("taught", date(2025, 9, 1), day)
    assert [met_on for _, _, met_on, _ in rows([excluded(day), before])] == [day]
    assert [met_on for _, _, met_on, _ in rows([excluded(day), over])] == [None]


def test_the_law_in_force_on_the_day_of_the_event_decides():
    """Two school days before 12 January 2026, three from that day on."""
    due = [due_on for _, due_on, _, _ in rows([excluded(date(2026, 1, 9)), excluded(CHANGED)])]
    assert due == [date(2026, 1, 12), date(2026, 1, 14)]


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
