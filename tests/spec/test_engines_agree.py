"""Random facts and random expressions: the interpreter and the sweep give the same spells.

`run.py prove engines` runs the very same comparison over many more.
"""

from __future__ import annotations

import os
from datetime import date, timedelta
from functools import reduce
from operator import or_

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onroll.record.commencements import Provision
from onroll.record.engines import DuckDB
from onroll.record.looking_back import begun_during, ever, in_last_school_days
from onroll.record.one_child import FactRow, OneChild
from onroll.record.places import at_two_places, not_where, where
from onroll.record.school_days import SchoolCalendar
from onroll.record.spells import Fact, Spells, Steps, day_date
from onroll.record.thresholds import Threshold
from tests.record.testcal import TESTCAL
from tests.spec.conftest import swept
from tests.spec.together import load

FIRST = date(2025, 8, 20)
DAYS = 120
PROOF = int(os.environ.get("ONROLL_PROOF", "0"))

names = st.sampled_from(["roll", "resident", "timetable", "placed"])
leaf = names.map(lambda name: Fact(name, name))
hours = Steps("hours", "hours", "hours a week")
days = st.dates(FIRST, FIRST + timedelta(days=DAYS))


@st.composite
def thresholds(draw, low: int = 0, high: int = 20) -> Threshold:
    """A number of days, in some draws with a change of law in the middle."""
    first = (date(2020, 1, 1), float(draw(st.integers(low, high))))
    change = draw(st.none() | st.tuples(days, st.integers(low, high).map(float)))
    return Threshold("t", "t", "days", "", "", (first, change) if change else (first,))


def provision(in_force_from: date | None) -> Provision:
    return Provision("p", "p", "Act", "section", "", in_force_from)


provisions = st.builds(provision, st.none() | days)


def verbs(inner: st.SearchStrategy[Spells]) -> st.SearchStrategy[Spells]:
    return st.one_of(
        st.builds(lambda a, b: a & b, inner, inner),
        st.builds(lambda a, b: a | b, inner, inner),
        st.builds(lambda a, b: a - b, inner, inner),
        st.builds(lambda a, t: a.after(t), inner, thresholds()),
        st.builds(lambda a, t: a.joined(t), inner, thresholds()),
        st.builds(lambda a, t: a.extended(t), inner, thresholds()),
        st.builds(lambda a, b: a.until(b), inner, inner),
        st.builds(lambda a, t: a.from_school_day(t), inner, thresholds(1, 20)),
        st.builds(in_last_school_days, inner, thresholds()),
        st.builds(begun_during, inner, inner),
        st.builds(ever, inner),
        st.builds(lambda a, p: a.under(p), inner, provisions),
        st.builds(hours.at_least, thresholds(1, 30)),
        st.builds(at_two_places, leaf),
        st.builds(where, leaf, leaf),
        st.builds(not_where, leaf, leaf),
    )


expressions = st.recursive(leaf, verbs, max_leaves=6)


@st.composite
def fact_rows(draw) -> FactRow:
    starts_on = draw(days)
    length = draw(st.none() | st.integers(0, 40))
    fact = draw(st.sampled_from(["roll", "resident", "timetable", "placed", "hours"]))
    return FactRow(
        fact=fact,
        starts_on=starts_on,
        ends_before=None if length is None else starts_on + timedelta(days=length),
        value=draw(st.integers(0, 120)) / 4 if fact == "hours" else None,
        setting=draw(st.sampled_from([None, "100001", "100002"])),
    )


worlds = st.lists(st.lists(fact_rows(), max_size=12), min_size=1, max_size=12)
CALENDARS = {"": TESTCAL, "100001": TESTCAL}


examples = {"deadline": None, "suppress_health_check": list(HealthCheck)}


@pytest.mark.proof
@settings(max_examples=PROOF or 60, **examples)
@given(world=worlds, rules=st.lists(expressions, min_size=1, max_size=6))
def test_duckdb_agrees_with_the_interpreter(world, rules):
    children = {f"EC-{n:04}": rows for n, rows in enumerate(world)}
    keyed = {f"rule_{n}": rule for n, rule in enumerate(rules)}
    engine = DuckDB()
    load(engine, children, CALENDARS)
    found = swept(engine, keyed)
    for child, rows in children.items():
        alone = OneChild(rows, CALENDARS)
        for key, rule in keyed.items():
            assert alone.runs(rule) == found.get((key, child), []), rule.words


ODD = {
    "before 1970": [
        FactRow("roll", date(1955, 1, 1), date(1956, 1, 1)),
        FactRow("resident", date(1955, 6, 1), date(1955, 6, 2)),
    ],
    "never true": [
        FactRow("roll", date(2025, 9, 2), date(2025, 9, 2)),
        FactRow("roll", date(2025, 9, 9), date(2025, 9, 2)),
    ],
    "hours of no number": [
        FactRow("hours", date(2025, 9, 2), None, value=None),
        FactRow("hours", date(2025, 9, 5), None, value=4.0),
    ],
    "a school that never opens": [FactRow("roll", date(2025, 9, 3), None, setting="100009")],
    "older than the calendar": [FactRow("roll", date(2024, 5, 1), None)],
    "past the calendar": [FactRow("roll", date(2026, 7, 18), None)],
    "ends on two days running": [
        FactRow("roll", date(2025, 9, 2), date(2025, 9, 3)),
        FactRow("resident", date(2025, 9, 2), date(2025, 9, 4)),
    ],
    "nothing known": [],
}


def test_odd_facts_come_out_the_same():
    """Cases that drawing at random hardly ever meets."""
    roll, resident = Fact("roll", "roll"), Fact("resident", "resident")

    def days(*values: float) -> Threshold:
        dated = zip((date(1950, 1, 1), date(1960, 1, 1)), values, strict=False)
        return Threshold("t", "t", "days", "", "", tuple(dated))

    rules = {
        "after": roll.after(days(3, 5)),
        "extended": roll.extended(days(3, 5)),
        "joined": roll.joined(days(3, 5)),
        "until": roll.until(resident),
        "school": roll.from_school_day(days(2)),
        "no date": roll.under(provision(None)),
        "ever": ever(roll & resident),
        "begun": begun_during(roll, resident),
        "since": (roll | resident).from_school_day(days(2)),
        "lately": in_last_school_days(roll, days(2)),
        "lately both": in_last_school_days(roll & resident, days(2)),
        "dated": (roll | resident).under(provision(date(1955, 6, 1))),
        "hours": hours.at_least(days(4)),
        "any": hours.at_least(days(0)),
    }
    engine = DuckDB()
    load(engine, ODD, CALENDARS | {"100009": SchoolCalendar([])})
    found = swept(engine, rules)
    for child, rows in ODD.items():
        alone = OneChild(rows, CALENDARS | {"100009": SchoolCalendar([])})
        for key, rule in rules.items():
            assert alone.runs(rule) == found.get((key, child), []), (child, key)
    assert [day_date(s) for s, _ in found["school", "a school that never opens"]] == [
        date(2025, 9, 4)
    ]
    assert [day_date(s) for s, _ in found["school", "older than the calendar"]] == [
        date(2025, 9, 3)
    ]
    assert not [key for key in found if key[0] == "no date"]
    assert [(day_date(s), day_date(e)) for s, e in found["dated", "before 1970"]] == [
        (date(1955, 6, 1), date(1956, 1, 1))
    ]
    assert [day_date(e) for _, e in found["until", "ends on two days running"]] == [
        date(2025, 9, 3)
    ]


def test_more_facts_than_one_word_of_state_holds():
    """Seventy facts and a verb: two words of 62 bits, and rules that read both."""
    facts: list[Spells] = [Fact(f"fact_{n}", "f") for n in range(70)]
    three = Threshold("t", "t", "days", "", "", ((date(2020, 1, 1), 3.0),))
    rules = {
        "even": reduce(or_, facts[::2]),
        "odd": reduce(or_, facts[1::2]),
        "across": (facts[61] & facts[62]).after(three),
        "none": facts[0] & facts[69],
    }
    rows = [
        FactRow(f"fact_{n}", FIRST + timedelta(3 * n), FIRST + timedelta(3 * n + 9 + n % 3))
        for n in range(70)
    ]
    engine = DuckDB()
    load(engine, {"EC-1": rows}, CALENDARS)
    found = swept(engine, rules)
    alone = OneChild(rows, CALENDARS)
    assert {key: found.get((key, "EC-1"), []) for key in rules} == {
        key: alone.runs(rule) for key, rule in rules.items()
    }
    assert found["across", "EC-1"]


def test_nobody_at_all_gives_nothing():
    engine = DuckDB()
    load(engine, {}, {})
    assert swept(engine, {"rule": Fact("roll", "roll").until(Fact("left", "left"))}) == {}
