"""`spec` runs one rule in the plain interpreter, on DuckDB and on Spark, over drawn facts.

The interpreter and DuckDB answer at once. The Spark variant of a test only keeps what was drawn:
once all of them have run, everything kept is handed out to Spark's workers in one job (`together`),
and a difference is told then, with the name of its test.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping

import pytest

from onroll.record.clock_rows import clock_rows
from onroll.record.definitions.base import Clock, Definition
from onroll.record.engines import DuckDB
from onroll.record.one_child import FactRow, OneChild
from onroll.record.spark import Spark
from onroll.record.spells import Spells
from onroll.record.sweep import sweep
from tests.spec.drawn import drawn
from tests.spec.drawn import facts as drawn_facts
from tests.spec.together import (
    CALENDARS,
    Case,
    differences,
    differences_on_spark,
    drawn_day,
)

ALONE = pytest.StashKey[bool]()
"""Set where the interpreter alone is asked, as it is of thousands of rules with a planted fault."""


def swept(engine: DuckDB, expressions: Mapping[str, Spells]) -> dict[tuple[str, str], list]:
    """The runs of every expression, by (expression's key, child), as day numbers."""
    sweep(engine, expressions)
    found: dict[tuple[str, str], list] = {}
    rows = engine.fetch(
        "select child, definition, s, e from statuses order by child, definition, s"
    )
    for row in rows.to_pylist():
        found.setdefault((row["definition"], row["child"]), []).append((row["s"], row["e"]))
    return found


@pytest.fixture(scope="session")
def spark() -> Spark:
    """One Spark session for all the specs. Skipped, loudly, where there is no Java."""
    if not os.environ.get("JAVA_HOME") and not shutil.which("java"):
        pytest.skip("Java 17 is not to be had: nothing was checked on Spark")
    return Spark()


@pytest.fixture(scope="session")
def together(spark) -> Iterator[list[Case]]:
    """What Spark is to be asked. All of it is checked when this worker has no more tests."""
    cases: list[Case] = []
    yield cases
    if wrong := differences_on_spark(cases, spark):
        wrong = [f"On Spark {len(wrong)} of {len(cases)} drawn tables come out otherwise.", *wrong]
        pytest.fail("\n\n".join(wrong), pytrace=False)


@pytest.fixture
def kept(request) -> list[Case] | None:
    """Where a test on Spark keeps what is drawn; null for one that is answered at once."""
    return request.getfixturevalue("together") if request.param == "spark" else None


def pytest_generate_tests(metafunc):
    if "kept" in metafunc.fixturenames:
        engines = ["duckdb", pytest.param("spark", marks=pytest.mark.spark)]
        metafunc.parametrize("kept", engines, indirect=True)


@pytest.fixture
def spec(kept, request):
    """Check that a rule gives the drawn spells, by the interpreter and by each engine."""

    def check(rule: Definition | Spells, *, facts: str, expect: str, always: str = "") -> None:
        expression = rule.expression if isinstance(rule, Definition) else rule
        children = drawn_facts(facts, always)
        case = Case(request.node.nodeid, expression, children, spells(expect))
        if kept is not None:
            kept.append(case)
            return
        assert one_by_one(children, expression) == case.wanted
        if ALONE not in request.config.stash:
            assert not differences([case])

    return check


@pytest.fixture
def interpreted():
    """Check a rule by the interpreter alone: for the many near neighbours of a case."""

    def check(rule: Definition, *, facts: str, expect: str, always: str = "") -> None:
        assert one_by_one(drawn_facts(facts, always), rule.expression) == spells(expect)

    return check


def spells(expect: str) -> list[tuple[str, str, str]]:
    return sorted((r["child"], r["starts_on"], r["ends_before"]) for r in drawn(expect))


def one_by_one(children: Mapping[str, list[FactRow]], expression: Spells) -> list:
    return [
        shown(child, run)
        for child, rows in sorted(children.items())
        for run in OneChild(rows, CALENDARS).runs(expression)
    ]


@pytest.fixture
def clock_spec(kept, request):
    """Check that a clock starts, is due and is met on the drawn days, as `spec` does."""

    def check(clock: Clock, *, facts: str, expect: str, always: str = "") -> None:
        children = drawn_facts(facts, always)
        wanted = sorted(
            (r["child"], r["starts_on"], r["due_on"], r["met_on"]) for r in drawn(expect)
        )
        case = Case(request.node.nodeid, clock, children, wanted)
        if kept is not None:
            kept.append(case)
            return
        one_by_one = [
            (child, iso(row.starts_on), iso(row.due_on), iso(row.met_on))
            for child, rows in sorted(children.items())
            for row in clock_rows(clock, OneChild(rows, CALENDARS))
        ]
        assert one_by_one == wanted
        if ALONE not in request.config.stash:
            assert not differences([case])

    return check


def shown(child: str, run: tuple[int, int]) -> tuple[str, str, str]:
    return (child, drawn_day(run[0]), drawn_day(run[1]))


def iso(day) -> str:
    return day.isoformat() if day else ""
