"""Random children under the whole catalogue: interpreter, DuckDB and Spark give the same.

Every definition, every clock and every contradiction, of every child of a batch, in one sweep. The
tests run a sample; `run.py prove catalogue` runs the very same of ONROLL_PROOF children.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import pytest

from onroll.record.clock_rows import clock_rows
from onroll.record.clocks import clocks_sql, facts_that_start, met_expressions
from onroll.record.contradictions import contradiction_expressions
from onroll.record.definitions import CATALOGUE, CLOCKS
from onroll.record.engines import DuckDB, Engine
from onroll.record.one_child import FactRow, OneChild
from onroll.record.spells import Spells, day_number, facts_in
from onroll.record.what_would_change import changed, what_would_change
from tests.record.random_children import CALENDARS, PROOF, SEED, facts
from tests.spec.conftest import load, swept

BATCH = 4000
"""Children in one sweep, so that memory stays small."""
DAY = date(2025, 12, 1)
World = dict[str, list[FactRow]]


def rules() -> dict[str, Spells]:
    """Every expression of the catalogue by its key."""
    return {each.key: each.expression for each in CATALOGUE} | contradiction_expressions()


def vocabularies() -> list[tuple[list[str], Spells | None]]:
    """What each definition, contradiction and clock reads, and which of the first two it is."""
    met = [
        facts_that_start(clock).union(*map(facts_in, met_expressions([clock]).values()))
        for clock in CLOCKS
    ]
    return [(sorted(facts_in(rule)), rule) for rule in rules().values()] + [
        (sorted(names), None) for names in met
    ]


def worlds(number: int) -> Iterator[World]:
    """So many children in batches. Each is told just what one part of the catalogue reads.

    Every second child of a definition has what was told changed until it is met.
    """
    random = Random(f"{SEED}/catalogue")
    read = vocabularies()

    def child(n: int) -> list[FactRow]:
        names, rule = read[n % len(read)]
        rows = facts(names, random)
        day = DAY + timedelta(random.randint(0, 120))
        if rule and n // len(read) % 2:
            changes = what_would_change(rule, OneChild(rows, CALENDARS), day)
            return list(changed(rows, changes or ()))
        return rows

    for first in range(0, number, BATCH):
        batch = range(first, min(first + BATCH, number))
        yield {f"EC-{n:05}": child(n) for n in batch}


def differences(engine: Engine, world: World) -> list[str]:
    """Where an engine and the interpreter differ, by child and key."""
    asked = rules()
    load(engine, world, CALENDARS)
    found = swept(engine, asked | met_expressions(CLOCKS))
    told: dict[tuple[str, str], list] = {}
    for clock in CLOCKS:
        for row in engine.fetch(clocks_sql(clock)).to_pylist():
            running = (row["s"], row["due"], row["met"], row["setting"] or "")
            told.setdefault((clock.key, row["child"]), []).append(running)
    wrong = []
    for child, rows in world.items():
        alone = OneChild(rows, CALENDARS)
        for key, rule in asked.items():
            if alone.runs(rule) != found.get((key, child), []):
                wrong.append(f"{child} {key}: {alone.runs(rule)}, {found.get((key, child))} {rows}")
        for clock in CLOCKS:
            mine = sorted(map(running_of, clock_rows(clock, alone)), key=str)
            theirs = sorted(told.get((clock.key, child), []), key=str)
            if mine != theirs:
                wrong.append(f"{child} {clock.key}: {mine}, {theirs} {rows}")
    return wrong


def running_of(row) -> tuple[int, int | None, int | None, str]:
    due, met = (day_number(day) if day else None for day in (row.due_on, row.met_on))
    return (day_number(row.starts_on), due, met, row.setting or "")


@pytest.mark.proof
def test_duckdb_agrees_on_the_whole_catalogue():
    for world in worlds(PROOF or 2 * len(vocabularies())):
        assert not differences(DuckDB(), world)[:5]


@pytest.mark.proof
@pytest.mark.spark
@pytest.mark.skipif(not PROOF, reason="run.py prove catalogue; every drawn spec runs on Spark")
def test_spark_agrees_on_the_whole_catalogue(spark):
    for world in worlds(PROOF or len(vocabularies())):
        assert not differences(spark, world)[:5]


def test_every_definition_in_force_has_a_random_child_in_it():
    """Else agreement would be agreement on nothing."""
    (world,) = worlds(2 * len(vocabularies()))
    alone = [OneChild(rows, CALENDARS) for rows in world.values()]
    empty = [
        each.key
        for each in CATALOGUE
        if not any(child.runs(each.expression) for child in alone)
        and (not each.provision or each.provision.in_force_on(DAY))
    ]
    assert not empty
