"""Drawn tables of many tests, checked in one sweep: here, and as Spark's workers have them.

Children are told apart by their test's number, and what two tests ask alike is worked out once.
What is found is compared test by test, as it would be were each alone. A worker of Spark is handed
some of the tables, and says which of them come out otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

import pyarrow as pa

from onroll.record.calendars import calendar_tables
from onroll.record.clocks import clocks_of, met_expressions
from onroll.record.definitions.base import Clock
from onroll.record.engines import DuckDB
from onroll.record.one_child import FactRow
from onroll.record.school_days import SchoolCalendar
from onroll.record.spark import Spark, handed_out
from onroll.record.spells import Spells, day_date
from onroll.record.sweep import sweep
from tests.record.testcal import TESTCAL

Row = tuple[str, ...]
"""A child and some days, as they are drawn."""
CALENDARS = {"": TESTCAL}


@dataclass(frozen=True)
class Case:
    """What a test drew: the facts of each child, what it asks of them and the rows it wants."""

    test: str
    asks: Spells | Clock
    children: Mapping[str, list[FactRow]]
    wanted: list[Row]


def differences(cases: Sequence[Case], engine: Callable[[], DuckDB] = DuckDB) -> list[str]:
    """Where other rows are found than a test drew: the test, what it wants, what is found.

    What cannot be worked out at all is looked for case by case, to name the test.
    """
    try:
        found = _found(cases, engine())
    except Exception as reason:
        if len(cases) == 1:
            return [f"{cases[0].test}: {reason}"]
        return [each for case in cases for each in differences([case], engine)] or [
            f"all of {len(cases)} tables together, and none of them alone: {reason}"
        ]
    return [
        f"{case.test}\n  wanted {case.wanted}\n  found  {rows}"
        for case, rows in zip(cases, found, strict=True)
        if rows != sorted(case.wanted)
    ]


def differences_on_spark(cases: Sequence[Case], spark: Spark) -> list[str]:
    """The same, of every case, as the workers tell it: some of the cases for each of them."""
    some = max(1, ceil(len(cases) / spark.at_once))
    pieces = [cases[first : first + some] for first in range(0, len(cases), some)]
    told = [json.loads(answer) for _, _, answer in handed_out(spark.session, pieces, told_of)]
    assert sum(each["checked"] for each in told) == len(cases)
    return [difference for each in told for difference in each["differences"]]


def told_of(cases: Sequence[Case]) -> Iterator[tuple[str, bytes]]:
    """What a worker finds of the cases that it was handed."""
    told = {"checked": len(cases), "differences": differences(cases)}
    yield "differences", json.dumps(told).encode()


def load(
    engine: DuckDB, children: Mapping[str, list[FactRow]], calendars: Mapping[str, SchoolCalendar]
) -> None:
    """Give an engine the facts and calendars that a sweep reads."""
    engine.rows("facts", facts_table(children))
    school_day, next_school_day = calendar_tables(calendars)
    engine.rows("school_day", school_day)
    engine.rows("next_school_day", next_school_day)


def facts_table(children: Mapping[str, list[FactRow]]) -> pa.Table:
    """The facts of some children, as a run has them."""
    rows = [(child, row) for child, held in children.items() for row in held]
    return pa.table(
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
    )


def _found(cases: Sequence[Case], engine: DuckDB) -> list[list[Row]]:
    """The rows of each case."""
    keys = {asks: f"asked_{n}" for n, asks in enumerate(dict.fromkeys(c.asks for c in cases))}
    children = {
        f"{n}/{child}": rows
        for n, case in enumerate(cases)
        for child, rows in case.children.items()
    }
    load(engine, children, CALENDARS)
    # two tests may draw one clock under two laws: its own key would not tell them apart
    clocks = [replace(asks, key=key) for asks, key in keys.items() if isinstance(asks, Clock)]
    rules = {key: asks for asks, key in keys.items() if isinstance(asks, Spells)}
    sweep(engine, rules | met_expressions(clocks))
    rows: dict[tuple[str, int], list[Row]] = {}

    def keep(key: str, child: str, *days: int | None) -> None:
        number, name = child.split("/", 1)
        rows.setdefault((key, int(number)), []).append((name, *map(drawn_day, days)))

    for row in engine.fetch("select child, definition, s, e from statuses").to_pylist():
        keep(row["definition"], row["child"], row["s"], row["e"])
    for clock in clocks:
        for row in clocks_of(engine, [clock]).to_pylist():
            keep(clock.key, row["child"], row["s"], row["due"], row["met"])
    return [sorted(rows.get((keys[case.asks], n), [])) for n, case in enumerate(cases)]


def drawn_day(day: int | None) -> str:
    """A day number as a table has it: blank for none, and for no end."""
    found = None if day is None else day_date(day)
    return found.isoformat() if found else ""
