"""`spec` runs one rule in the plain interpreter, on DuckDB and on Spark, over drawn facts.

The interpreter and DuckDB answer at once. The Spark variant of a test only keeps what was drawn:
once a worker has run all of its tests, everything kept is checked in one sweep (`together`), and a
difference is told then, with the name of its test.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping

import pyarrow as pa
import pytest

from onroll.record.calendars import calendar_tables
from onroll.record.clock_rows import clock_rows
from onroll.record.clocks import clocks_sql, met_expressions
from onroll.record.definitions.base import Clock, Definition
from onroll.record.engines import DuckDB, Engine, Spark
from onroll.record.one_child import FactRow, OneChild
from onroll.record.school_days import SchoolCalendar
from onroll.record.spells import Spells
from onroll.record.sweep import sweep
from tests.record.testcal import TESTCAL
from tests.spec.drawn import drawn
from tests.spec.drawn import facts as drawn_facts
from tests.spec.together import Case, differences, drawn_day

CALENDARS = {"": TESTCAL}
ALONE = pytest.StashKey[bool]()
"""Set where the interpreter alone is asked, as it is of thousands of rules with a planted fault."""


def load(
    engine: Engine, children: Mapping[str, list[FactRow]], calendars: Mapping[str, SchoolCalendar]
) -> None:
    """Give an engine the facts and calendars that a sweep reads."""
    rows = [(child, row) for child, held in children.items() for row in held]
    engine.rows(
        "facts",
        pa.table(
            {
                "child": pa.array([child for child, _ in rows], pa.string()),
                "fact": pa.array([row.fact for _, row in rows], pa.string()),
                "starts_on": pa.array([row.starts_on for _, row in rows], pa.date32()),
                "ends_before": pa.array([row.ends_before for _, row in rows], pa.date32()),
                "value": pa.array([row.value for _, row in rows], pa.float64()),
                "setting": pa.array([row.setting for _, row in rows], pa.string()),
                "feed": pa.array([row.feed for _, row in rows], pa.string()),
                "file": pa.array([row.file for _, row in rows], pa.string()),
                "row": pa.array([row.row for _, row in rows], pa.int32()),
            }
        ),
    )
    school_day, next_school_day = calendar_tables(calendars)
    engine.rows("school_day", school_day)
    engine.rows("next_school_day", next_school_day)


def swept(engine: Engine, expressions: Mapping[str, Spells]) -> dict[tuple[str, str], list]:
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
def spark() -> Engine:
    """One Spark session for all the specs. Skipped, loudly, where there is no Java."""
    if not os.environ.get("JAVA_HOME") and not shutil.which("java"):
        pytest.skip("Java 17 is not to be had: nothing was checked on Spark")
    return Spark()


@pytest.fixture
def engine(request) -> Engine:
    """Each engine in turn: DuckDB always, Spark where Java is to be had."""
    if request.param == "spark":
        return request.getfixturevalue("spark")
    return DuckDB()


@pytest.fixture(scope="session")
def together(spark) -> Iterator[list[Case]]:
    """What Spark is to be asked. All of it is checked when this worker has no more tests."""
    cases: list[Case] = []
    yield cases
    wrong = differences(cases, spark, lambda engine, held: load(engine, held, CALENDARS))
    if wrong:
        wrong = [f"On Spark {len(wrong)} of {len(cases)} drawn tables come out otherwise.", *wrong]
        pytest.fail("\n\n".join(wrong), pytrace=False)


@pytest.fixture
def kept(request) -> list[Case] | None:
    """Where a test on Spark keeps what is drawn; null for one that is answered at once."""
    return request.getfixturevalue("together") if request.param == "spark" else None


def pytest_generate_tests(metafunc):
    engines = ["duckdb", pytest.param("spark", marks=pytest.mark.spark)]
    for name in {"engine", "kept"} & {*metafunc.fixturenames}:
        metafunc.parametrize(name, engines, indirect=True)


@pytest.fixture
def spec(kept, request):
    """Check that a rule gives the drawn spells, by the interpreter and by each engine."""

    def check(rule: Definition | Spells, *, facts: str, expect: str, always: str = "") -> None:
        children = drawn_facts(facts, always)
        expression = rule.expression if isinstance(rule, Definition) else rule
        wanted = spells(expect)
        if kept is not None:
            kept.append(Case(request.node.nodeid, expression, children, wanted))
            return
        assert one_by_one(children, expression) == wanted
        if ALONE in request.config.stash:
            return
        engine = DuckDB()
        load(engine, children, CALENDARS)
        found = swept(engine, {"rule": expression})
        together = [shown(child, run) for (_, child), runs in sorted(found.items()) for run in runs]
        assert together == wanted

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
        if kept is not None:
            kept.append(Case(request.node.nodeid, clock, children, wanted))
            return
        one_by_one = [
            (child, iso(row.starts_on), iso(row.due_on), iso(row.met_on))
            for child, rows in sorted(children.items())
            for row in clock_rows(clock, OneChild(rows, CALENDARS))
        ]
        assert one_by_one == wanted
        if ALONE in request.config.stash:
            return
        engine = DuckDB()
        load(engine, children, CALENDARS)
        sweep(engine, met_expressions([clock]))
        rows = engine.fetch(clocks_sql(clock)).to_pylist()
        together = sorted(
            (r["child"], *(drawn_day(r[k]) for k in ("s", "due", "met"))) for r in rows
        )
        assert together == wanted

    return check


def shown(child: str, run: tuple[int, int]) -> tuple[str, str, str]:
    return (child, drawn_day(run[0]), drawn_day(run[1]))


def iso(day) -> str:
    return day.isoformat() if day else ""
