"""Drawn tables of many tests, checked on an engine in one sweep, for a sweep on Spark is seconds.

Children are told apart by their test's number, and what two tests ask alike is worked out once.
What is found is compared test by test, as it would be were each alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from onroll.record.clocks import clocks_sql, met_expressions
from onroll.record.definitions.base import Clock
from onroll.record.engines import Engine
from onroll.record.one_child import FactRow
from onroll.record.spells import Spells, day_date
from onroll.record.sweep import sweep

Row = tuple[str, ...]
"""A child and some days, as they are drawn."""


@dataclass(frozen=True)
class Case:
    """What a test drew: the facts of each child, what it asks of them and the rows it wants."""

    test: str
    asks: Spells | Clock
    children: Mapping[str, list[FactRow]]
    wanted: list[Row]


def differences(
    cases: list[Case],
    engine: Engine,
    load: Callable[[Engine, Mapping[str, list[FactRow]]], None],
) -> list[str]:
    """Where the engine finds other rows than a test drew: the test, what it wants, what is found.

    `load` gives the engine the facts and calendars. What the engine cannot work out at all is
    looked for case by case, to name the test.
    """
    try:
        found = _found(cases, engine, load)
    except Exception as reason:
        if len(cases) == 1:
            return [f"{cases[0].test}: {reason}"]
        return [each for case in cases for each in differences([case], engine, load)] or [
            f"all of {len(cases)} tables together, and none of them alone: {reason}"
        ]
    return [
        f"{case.test}\n  wanted {case.wanted}\n  found  {rows}"
        for case, rows in zip(cases, found, strict=True)
        if rows != sorted(case.wanted)
    ]


def _found(cases: list[Case], engine: Engine, load: Callable) -> list[list[Row]]:
    """The rows of each case."""
    keys = {asks: f"asked_{n}" for n, asks in enumerate(dict.fromkeys(c.asks for c in cases))}
    load(
        engine,
        {
            f"{n}/{child}": rows
            for n, case in enumerate(cases)
            for child, rows in case.children.items()
        },
    )
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
        for row in engine.fetch(clocks_sql(clock)).to_pylist():
            keep(clock.key, row["child"], row["s"], row["due"], row["met"])
    return [sorted(rows.get((keys[case.asks], n), [])) for n, case in enumerate(cases)]


def drawn_day(day: int | None) -> str:
    """A day number as a table has it: blank for none, and for no end."""
    found = None if day is None else day_date(day)
    return found.isoformat() if found else ""
