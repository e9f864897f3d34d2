"""Random children under the whole catalogue: interpreter, DuckDB and Spark give the same.

Every definition, every clock and every contradiction, of every child of a batch: on DuckDB in one
sweep, those of a law to come as well; on Spark as a run writes them. The tests run a sample;
`run.py prove catalogue` runs the very same of ONROLL_PROOF children.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onroll.record.clock_rows import clock_rows
from onroll.record.clocks import clocks_of, facts_that_start, met_expressions
from onroll.record.contradictions import PREFIX, contradiction_expressions
from onroll.record.definitions import CATALOGUE, CLOCKS, Clock
from onroll.record.engines import DuckDB
from onroll.record.one_child import FactRow, OneChild
from onroll.record.parts import Asked, Workers, evaluate_all
from onroll.record.spells import FOREVER, Spells, day_number, facts_in
from onroll.record.what_would_change import changed, what_would_change
from tests.record.random_children import CALENDARS, PROOF, SEED, facts
from tests.spec.conftest import swept
from tests.spec.together import facts_table, load

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


def differences(engine: DuckDB, world: World) -> list[str]:
    """Where DuckDB and the interpreter differ, by child and key."""
    asked = rules()
    load(engine, world, CALENDARS)
    found = swept(engine, asked | met_expressions(CLOCKS))
    told: dict[tuple[str, str], list] = {}
    for clock in CLOCKS:
        for row in clocks_of(engine, [clock]).to_pylist():
            running = (row["s"], row["due"], row["met"], row["setting"] or "")
            told.setdefault((clock.key, row["child"]), []).append(running)
    return [
        f"{child} {key}: {mine}, {theirs} {world[child]}"
        for child, key, mine, theirs in compared(world, asked, CLOCKS, found, told)
        if mine != theirs
    ]


def differences_as_written(by: Workers, world: World, folder: Path) -> list[str]:
    """Where what a run writes, worked out by some workers, and the interpreter differ."""
    folder.mkdir()
    pq.write_table(facts_table(world).sort_by("child"), folder / "facts.parquet")
    days = [list(calendar) for calendar in CALENDARS.values()]
    schools = pa.table({"urn": [*CALENDARS], "days": pa.array(days, pa.list_(pa.date32()))})
    pq.write_table(schools, folder / "schools.parquet")
    asked = Asked(DAY, facts=f"{folder}/facts.parquet", schools=f"{folder}")
    evaluate_all(asked, folder, by, lambda *told: None)
    found: dict[tuple[str, str], list] = {}
    for table, key in (("statuses", "definition"), ("contradictions", "contradiction")):
        for row in pq.read_table(folder / f"{table}.parquet").to_pylist():
            named = row[key] if table == "statuses" else f"{PREFIX}{row[key]}"
            since, until = row["starts_on"], row["ends_before"]
            run = (day_number(since), day_number(until) if until else FOREVER)
            found.setdefault((named, row["child"]), []).append(run)
    told: dict[tuple[str, str], list] = {}
    for row in pq.read_table(folder / "clocks.parquet").to_pylist():
        days = (row[name] for name in ("starts_on", "due_on", "met_on"))
        running = (*(day_number(day) if day else None for day in days), row["setting"] or "")
        told.setdefault((row["clock"], row["child"]), []).append(running)
    run = [clock for clock in CLOCKS if clock.runs]
    return [
        f"{child} {key}: {mine}, {theirs} {world[child]}"
        for child, key, mine, theirs in compared(world, rules(), run, found, told)
        if mine != theirs
    ]


def compared(
    world: World,
    asked: Mapping[str, Spells],
    clocks: Iterable[Clock],
    found: Mapping[tuple[str, str], list],
    told: Mapping[tuple[str, str], list],
) -> Iterator[tuple[str, str, list, list]]:
    """Child, key, what the interpreter says and what was found, of every rule and every clock."""
    for child, rows in world.items():
        alone = OneChild(rows, CALENDARS)
        for key, rule in asked.items():
            yield child, key, alone.runs(rule), found.get((key, child), [])
        for clock in clocks:
            mine = sorted(map(running_of, clock_rows(clock, alone)), key=str)
            yield child, clock.key, mine, sorted(told.get((clock.key, child), []), key=str)


def running_of(row) -> tuple[int, int | None, int | None, str]:
    due, met = (day_number(day) if day else None for day in (row.due_on, row.met_on))
    return (day_number(row.starts_on), due, met, row.setting or "")


@pytest.mark.proof
def test_duckdb_agrees_on_the_whole_catalogue():
    for world in worlds(PROOF or 2 * len(vocabularies())):
        assert not differences(DuckDB(), world)[:5]


@pytest.mark.proof
@pytest.mark.spark
def test_spark_agrees_on_the_whole_catalogue(spark, tmp_path):
    for number, world in enumerate(worlds(PROOF or len(vocabularies()))):
        assert not differences_as_written(spark, world, tmp_path / f"{number}")[:5]


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
