"""Random facts, every clock: the interpreter and DuckDB give the same rows, on any day.

Clocks of a law to come are taken as begun, and those that run for nobody are asked too.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onroll.record.clock_rows import clock_rows
from onroll.record.clocks import clocks_of, met_expressions
from onroll.record.definitions import CLOCKS
from onroll.record.definitions.base import Clock, Due
from onroll.record.engines import DuckDB
from onroll.record.one_child import FactRow, OneChild
from onroll.record.periods import (
    Basis,
    anniversary,
    days_after,
    next_date,
    nth_school_day,
    school_days_after,
    weeks_after,
    working_days_after,
)
from onroll.record.spells import Fact, day_date, facts_in
from onroll.record.sweep import sweep
from onroll.record.thresholds import Threshold
from tests.record.testcal import TESTCAL
from tests.spec.together import load

FIRST, DAYS = date(2025, 8, 20), 200
PROOF = int(os.environ.get("ONROLL_PROOF", "0"))
CALENDARS = {"": TESTCAL, "100001": TESTCAL}


def begun(clock: Clock) -> Clock:
    if clock.provision is None:
        return clock
    law = replace(clock.provision, in_force_from=date(2025, 10, 1))
    return replace(clock, provision=law)


EVERY = [begun(clock) for clock in CLOCKS]
FACTS = sorted(set().union(*(facts_in(each) for clock in EVERY for each in clock.asks)))
NUMBERS = {"weekly_hours", "days_suspended_this_year", "days_suspended_this_term"}


@st.composite
def fact_rows(draw, facts: list[str]) -> FactRow:
    fact = draw(st.sampled_from(facts))
    starts_on = FIRST + timedelta(draw(st.integers(0, DAYS)))
    length = draw(st.none() | st.integers(0, 40))
    return FactRow(
        fact=fact,
        starts_on=starts_on,
        ends_before=None if length is None else starts_on + timedelta(length),
        value=draw(st.integers(0, 120)) / 4 if fact in NUMBERS else None,
        setting=draw(st.sampled_from([None, "100001", "100002"])),
        feed=draw(st.sampled_from(["a", "b"])),
        file="f",
        row=draw(st.integers(2, 9)),
    )


@st.composite
def worlds(draw) -> tuple[list[Clock], list[list[FactRow]]]:
    """A few clocks, and children of whom only what those clocks read is told."""
    some = st.lists(st.sampled_from(EVERY), min_size=1, max_size=6, unique_by=lambda c: c.key)
    clocks = draw(some)
    facts = sorted(set().union(*(facts_in(each) for clock in clocks for each in clock.asks)))
    children = st.lists(fact_rows(facts), max_size=14)
    return clocks, draw(st.lists(children, min_size=1, max_size=8))


Row = tuple[str, str, date | None, date | None, date | None, str | None]


def by_engine(engine: DuckDB, clocks: list[Clock], children: dict[str, list[FactRow]]) -> list[Row]:
    load(engine, children, CALENDARS)
    sweep(engine, met_expressions(clocks))
    return in_order(
        (r["child"], r["clock"], *(day(r[key]) for key in ("s", "due", "met")), r["setting"])
        for clock in clocks
        for r in clocks_of(engine, [clock]).to_pylist()
    )


def by_interpreter(clocks: list[Clock], children: dict[str, list[FactRow]]) -> list[Row]:
    return in_order(
        (child, clock.key, row.starts_on, row.due_on, row.met_on, row.setting)
        for child, rows in children.items()
        for clock in clocks
        for row in clock_rows(clock, OneChild(rows, CALENDARS))
    )


def day(number: int | None) -> date | None:
    return None if number is None else day_date(number)


def in_order(rows) -> list[Row]:
    return sorted(rows, key=str)


def named(world: list[list[FactRow]]) -> dict[str, list[FactRow]]:
    return {f"EC-{n:04}": rows for n, rows in enumerate(world)}


examples = {"deadline": None, "suppress_health_check": list(HealthCheck)}


@pytest.mark.proof
@settings(max_examples=PROOF or 40, **examples)
@given(world=worlds())
def test_duckdb_gives_the_rows_of_the_interpreter(world):
    clocks, children = world[0], named(world[1])
    assert by_engine(DuckDB(), clocks, children) == by_interpreter(clocks, children)


NUMBER = st.integers(0, 12).map(float)


@st.composite
def dues(draw) -> Due:
    """Any rule that can be written: a unit, a number that changes by law, and every option."""
    since = date(2025, 9, 1)
    changed = FIRST + timedelta(draw(st.integers(1, DAYS)))
    values = ((since, draw(NUMBER) or 1.0), (changed, draw(NUMBER) or 1.0))
    number = Threshold("t", "t", "days", "", "", values if changed > since else values[:1])
    days = ((since, 1231.0), (date(2026, 1, 5), 115.0))
    dates = Threshold("t", "t", "month and day", "", "", days)
    units = [
        nth_school_day(number),
        school_days_after(number),
        working_days_after(number),
        days_after(number),
        weeks_after(number),
        anniversary(number),
        next_date(dates),
    ]
    event, met, other = Fact("event", "e"), Fact("met", "m"), Fact("other", "o")
    return Due(
        event=draw(st.sampled_from([event, event | other, event & other, event - other])),
        period=draw(st.sampled_from(units)),
        met=draw(st.sampled_from([met, met | other, met - other])),
        during=draw(st.none() | st.sampled_from([other, other - met])),
        paused=draw(st.none() | st.just(other)),
        anew=draw(st.booleans()),
        met_by_its_end=draw(st.booleans()),
        consecutive=draw(st.booleans()),
        lasting=draw(st.booleans()),
        from_end=draw(st.booleans()),
    )


SOME = st.lists(st.lists(fact_rows(["event", "met", "other"]), max_size=10), min_size=1, max_size=6)


@pytest.mark.proof
@settings(max_examples=PROOF or 60, **examples)
@given(rules=st.lists(dues(), min_size=1, max_size=4), world=SOME)
def test_every_rule_that_can_be_written_comes_out_the_same(rules, world):
    clocks = [Clock(f"c{n}", "", "", "", "", lambda _, due=due: due) for n, due in enumerate(rules)]
    children = named(world)
    assert by_engine(DuckDB(), clocks, children) == by_interpreter(clocks, children)


def known_by(rows: list[FactRow], until: date) -> list[FactRow]:
    """What had begun by a day, without the ends that came later."""
    begun = [row for row in rows if row.starts_on <= until]
    return [
        row if (row.ends_before or date.max) <= until else replace(row, ends_before=None)
        for row in begun
    ]


@pytest.mark.proof
@settings(max_examples=PROOF or 3, **examples)
@given(world=worlds(), start=st.integers(0, DAYS))
def test_forty_days_skipped_and_one_run_give_what_forty_daily_runs_give(world, start):
    """One engine on each of forty days, as a server's is, and a new one on the last day alone."""
    clocks, children = world[0], named(world[1])
    daily: list[Row] = []
    server = DuckDB()
    for n in range(41):
        until = FIRST + timedelta(start + n)
        held = {key: known_by(rows, until) for key, rows in children.items()}
        daily = by_engine(server, clocks, held)
    assert by_engine(DuckDB(), clocks, held) == daily


HOLIDAY = timedelta(21)
"""A clock of school days is counted from a first school day at most so long after its event."""


@pytest.mark.proof
@settings(max_examples=PROOF or 30, **examples)
@given(world=worlds(), changes=st.integers(0, DAYS), by=st.integers(1, 9))
def test_a_change_of_law_changes_only_clocks_that_start_on_its_day_or_later(world, changes, by):
    """Each number grows on one day. A row from before stays to the day; one from after is later."""
    clocks, children = world[0], named(world[1])
    law = FIRST + timedelta(changes)
    now = by_interpreter(clocks, children)
    then = by_interpreter([amended(clock, law, by) for clock in clocks], children)
    assert [row for row in now if row[2] < law] == [row for row in then if row[2] < law]
    changed = {clock.key for clock in clocks if is_counted(clock) and not clock.due.lasting}
    after = [row for row in now if row[1] in changed and row[2] >= law + HOLIDAY]
    later = [row for row in then if row[1] in changed and row[2] >= law + HOLIDAY]
    for a, b in zip(after, later, strict=True):
        assert a[3] is None or b[3] is None or b[3] > a[3], (a, b)


def is_counted(clock: Clock) -> bool:
    return clock.due.period.number is not None and clock.due.period.basis is not Basis.FIXED_DATE


def amended(clock: Clock, law: date, by: int) -> Clock:
    """The clock, had its own number grown by some on a day."""
    due = clock.due
    number = due.period.number
    if number is None or not is_counted(clock):
        return clock
    values = [(since, value) for since, value in number.values if since < law]
    values.append((max(law, number.values[0][0]), number.on(law) + by))
    dated = replace(number, values=tuple(values))
    return replace(clock, rule=lambda _: replace(due, period=replace(due.period, number=dated)))
