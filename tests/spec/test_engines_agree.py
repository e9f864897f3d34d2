"""Random facts and random expressions: the interpreter, DuckDB and Spark give the same spells.

`run.py prove engines` runs the very same comparison over many more.
"""

from __future__ import annotations

import os
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onroll.record.engines import DuckDB, Engine
from onroll.record.one_child import FactRow, OneChild
from onroll.record.spells import Fact, Spells, Steps
from onroll.record.thresholds import Threshold
from tests.record.testcal import TESTCAL
from tests.spec.conftest import load, swept

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


def verbs(inner: st.SearchStrategy[Spells]) -> st.SearchStrategy[Spells]:
    return st.one_of(
        st.builds(lambda a, b: a & b, inner, inner),
        st.builds(lambda a, b: a | b, inner, inner),
        st.builds(lambda a, b: a - b, inner, inner),
        st.builds(lambda a, t: a.after(t), inner, thresholds()),
        st.builds(lambda a, t: a.joined(t), inner, thresholds()),
        st.builds(lambda a, t: a.extended(t), inner, thresholds()),
        st.builds(lambda a, b: a.until(b), inner, inner),
        st.builds(lambda a, t: a.from_school_day(t), leaf, thresholds(1, 20)),
        st.builds(hours.at_least, thresholds(1, 30)),
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


def same_everywhere(engine: Engine, world: list, rules: list[Spells]) -> None:
    children = {f"EC-{n:04}": rows for n, rows in enumerate(world)}
    keyed = {f"rule_{n}": rule for n, rule in enumerate(rules)}
    load(engine, children, CALENDARS)
    found = swept(engine, keyed)
    for child, rows in children.items():
        alone = OneChild(rows, CALENDARS)
        for key, rule in keyed.items():
            assert alone.runs(rule) == found.get((key, child), []), rule.words


examples = {"deadline": None, "suppress_health_check": list(HealthCheck)}


@pytest.mark.proof
@settings(max_examples=PROOF or 60, **examples)
@given(world=worlds, rules=st.lists(expressions, min_size=1, max_size=6))
def test_duckdb_agrees_with_the_interpreter(world, rules):
    same_everywhere(DuckDB(), world, rules)


@pytest.mark.proof
@pytest.mark.spark
@settings(max_examples=(PROOF // 50) or 3, **examples)
@given(world=worlds, rules=st.lists(expressions, min_size=8, max_size=12))
def test_spark_agrees_with_the_interpreter(spark, world, rules):
    same_everywhere(spark, world, rules)
