"""Every definition, clock and contradiction, for the children whose facts DuckDB holds."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

import pyarrow.parquet as pq

from onroll.record.clocks import clocks_of, facts_that_start, met_expressions
from onroll.record.contradictions import contradiction_expressions, write_contradictions
from onroll.record.definitions import CATALOGUE, CLOCKS, Clock
from onroll.record.definitions.catalogue.contradictions import CONTRADICTIONS
from onroll.record.engines import DuckDB
from onroll.record.near_misses import near_misses, that_day
from onroll.record.plan import Plan
from onroll.record.spells import EPOCH, FOREVER, Spells
from onroll.record.sweep import sweep

TABLES: Final = ("statuses", "clocks", "contradictions", "contradiction_evidence", "that_day")
"""What `evaluate` writes, each in order of child."""


def asked_of_all() -> dict[str, Spells]:
    """Every expression that a run works out, by its key.

    Of every clock, running or not: else the bits of a few children's sweep are not those of a run.
    """
    definitions = {definition.key: definition.expression for definition in CATALOGUE}
    met = met_expressions([each for each in CLOCKS if each.runs])
    return {**definitions, **met, **contradiction_expressions()}


def plan_of_all() -> Plan:
    """The plan of a run, by which the bits of its `that_day` are read."""
    return Plan.of(asked_of_all().values())


def evaluate(on: DuckDB, as_of: date, folder: Path) -> Plan:
    """Write what is true of every child, and on one day: each of `TABLES`.

    DuckDB must hold `facts`, `school_day` and `next_school_day`.
    """
    plan = sweep(on, asked_of_all(), as_of)
    keys = ", ".join(f"'{definition.key}'" for definition in CATALOGUE)
    on.write(
        f"select child, definition, {as_date('s')} as starts_on, {as_date('e')} as ends_before "
        f"from statuses where definition in ({keys}) order by child, definition, s",
        folder / "statuses.parquet",
    )
    write_clocks(on, running(on), folder)
    write_contradictions(on, as_of, folder)
    on.write(that_day(plan), folder / "that_day.parquet")
    return plan


def running(on: DuckDB) -> list[Clock]:
    """The clocks in force that can start for anybody: some row tells a fact that starts them."""
    told = set(on.fetch("select distinct fact from facts")["fact"].to_pylist())
    return [each for each in CLOCKS if each.runs and not told.isdisjoint(facts_that_start(each))]


def write_clocks(on: DuckDB, clocks: Sequence[Clock], folder: Path) -> None:
    on.rows("clocks", clocks_of(on, clocks))
    on.write(
        f"select child, clock, {as_date('s')} as starts_on, {as_date('due')} as due_on, "
        f'{as_date("met")} as met_on, setting, feed, file, "row" '
        'from clocks order by child, clock, s, setting, feed, file, "row"',
        folder / "clocks.parquet",
    )


def as_date(day: str) -> str:
    return f"case when {day} < {FOREVER} then date '{EPOCH}' + cast({day} as int) end"


def write_near_misses(plan: Plan, folder: Path) -> None:
    """Write `tests` and `near_misses`, of everybody in the folder's `that_day`."""
    state = pq.read_table(folder / "that_day.parquet")
    counts, misses = near_misses(state, plan, CATALOGUE)
    pq.write_table(counts, folder / "tests.parquet")
    pq.write_table(misses, folder / "near_misses.parquet")


def rules() -> str:
    """A fingerprint of the definitions and clocks: the same code and thresholds give the same.

    In every process: of a clock what it comes to, for the words for a function say where it lies.
    """
    told = [repr((each.key, each.expression)) for each in CATALOGUE]
    told += [repr((each.key, each.since, each.idle, each.due)) for each in CLOCKS]
    told += [repr((each.key, each.expression, each.asked_of)) for each in CONTRADICTIONS]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]
