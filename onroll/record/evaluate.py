"""Every definition and every clock, for the children whose facts an engine holds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from onroll.record.clocks import NO_CLOCK, clocks_sql, facts_that_start, met_expressions
from onroll.record.contradictions import contradiction_expressions, write_contradictions
from onroll.record.definitions import CATALOGUE, CLOCKS, Clock
from onroll.record.definitions.catalogue.contradictions import CONTRADICTIONS
from onroll.record.engines import DuckDB, Engine, engine
from onroll.record.near_misses import near_misses, that_day
from onroll.record.plan import Plan
from onroll.record.spells import EPOCH, FOREVER
from onroll.record.sweep import sweep

Progress = Callable[[str, int, int], None]


def evaluator(name: str, master: str, record: DuckDB, folder: Path) -> Engine:
    """The engine that evaluates: the one that gathered, or another that reads what it wrote."""
    if name == record.name:
        return record
    other = engine(name, master)
    other.parquet("facts", folder / "facts.parquet")
    for table in ("school_day", "next_school_day"):
        other.rows(table, record.fetch(f"select * from {table}"))
    return other


def evaluate(on: Engine, as_of: date, folder: Path, progress: Progress) -> Plan:
    """Write `statuses`, `clocks` and `that_day`: what is true of every child, and on one day.

    The engine must hold `facts`, `school_day` and `next_school_day`.
    """
    progress("definitions", 0, 3)
    expressions = {definition.key: definition.expression for definition in CATALOGUE}
    clocks = running(on)
    # every clock, running or not: else the bits of a few children's sweep are not those of a run's
    asked = met_expressions([each for each in CLOCKS if each.runs])
    plan = sweep(on, {**expressions, **asked, **contradiction_expressions()})
    progress("definitions", 1, 3)
    keys = ", ".join(f"'{key}'" for key in expressions)
    on.write(
        f"select child, definition, {as_date('s')} as starts_on, {as_date('e')} as ends_before "
        f"from statuses where definition in ({keys}) order by child, definition, s",
        folder / "statuses.parquet",
    )
    write_clocks(on, clocks, folder)
    write_contradictions(on, as_of, folder)
    progress("definitions", 2, 3)
    on.write(that_day(plan, as_of), folder / "that_day.parquet")
    return plan


def running(on: Engine) -> list[Clock]:
    """The clocks in force that can start for anybody: some row tells a fact that starts them."""
    told = set(on.fetch("select distinct fact from facts")["fact"].to_pylist())
    return [each for each in CLOCKS if each.runs and not told.isdisjoint(facts_that_start(each))]


def write_clocks(on: Engine, clocks: Sequence[Clock], folder: Path) -> None:
    for clock in clocks:
        on.table(f"clock_{clock.key}", clocks_sql(clock))
    found = " union all ".join(f"select * from clock_{clock.key}" for clock in clocks) or NO_CLOCK
    on.write(
        f"select child, clock, {as_date('s')} as starts_on, {as_date('due')} as due_on, "
        f'{as_date("met")} as met_on, setting, feed, file, "row" '
        f'from ({found}) as clocks order by child, clock, s, setting, feed, file, "row"',
        folder / "clocks.parquet",
    )


def as_date(day: str) -> str:
    return f"case when {day} < {FOREVER} then date '{EPOCH}' + cast({day} as int) end"


def write_near_misses(on: Engine, plan: Plan, folder: Path) -> None:
    """Write `tests` and `near_misses`, of everybody in the folder's `that_day`."""
    on.parquet("that_day_written", folder / "that_day.parquet")
    on.table("that_day", "select * from that_day_written")  # read once, asked of many times
    counts, misses = near_misses(on, plan, CATALOGUE)
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
