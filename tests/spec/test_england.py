"""A made-up England: every definition and every clock, on DuckDB and on Spark, to one answer.

`run.py prove england` makes 9.8 million children and prints what it took. Authorities are worked
out ten at a time, so memory stays where it is however many there are. The tests take two thousand
children and DuckDB, whole and in halves: Spark works out the whole catalogue once, over the
drawn specs (`together.py`).
"""

from __future__ import annotations

import os
import resource
import shutil
import time
from datetime import date
from pathlib import Path

import duckdb
import pytest

from bench._england import SCHOOLS, england
from onroll.record.calendars import calendar_tables
from onroll.record.definitions import CATALOGUE, CLOCKS
from onroll.record.engines import DuckDB, Engine, connect
from onroll.record.evaluate import evaluate
from tests.record.testcal import TESTCAL

PROOF = int(os.environ.get("ONROLL_PROOF", "0"))
CHILDREN = 9_800_000 * (PROOF or 1) // 5_000
SEED = int(os.environ.get("ONROLL_SEED", "1"))
AS_OF = date(2026, 6, 30)


def worked_out(engine: Engine, region: Path, folder: Path) -> None:
    """Write all that a run evaluates of the children of a region."""
    calendars = {"": TESTCAL} | {f"1{n:05}": TESTCAL for n in range(SCHOOLS)}
    for name, days in zip(
        ("school_day", "next_school_day"), calendar_tables(calendars), strict=True
    ):
        engine.rows(name, days)
    engine.parquet("facts_of_region", region / "*.parquet")
    engine.table("facts", "select * from facts_of_region")
    evaluate(engine, AS_OF, folder, lambda stage, done, total: None)


def answer(folder: Path) -> dict[str, tuple]:
    """Of each table written: how many rows, and a number that any other row would change."""
    return {
        path.stem: duckdb.sql(f"select count(*), sum(hash(t)::hugeint) from '{path}' t").fetchone()
        for path in sorted(folder.glob("*.parquet"))
        if path.stem != "that_day"  # the bits of facts are numbered by each engine
    }


def definitions_met(folder: Path) -> set[str]:
    rows = duckdb.sql(f"select distinct definition from '{folder / 'statuses.parquet'}'")
    return {key for (key,) in rows.fetchall()}


@pytest.mark.proof
def test_england_is_the_same_worked_out_in_parts(tmp_path):
    """Children are worked out one by one: with whom they share a run changes nothing."""
    (made,) = england(tmp_path / "england", 1_960, SEED)
    whole = tmp_path / "answer"
    whole.mkdir()
    worked_out(DuckDB(), made, whole)
    found: dict[str, list[tuple]] = {}
    for half in range(2):
        part, folder = tmp_path / f"half-{half}", tmp_path / f"answer-{half}"
        part.mkdir()
        folder.mkdir()
        duckdb.sql(
            f"copy (from '{made / '*.parquet'}' where child::int % 2 = {half})"
            f" to '{part / 'facts.parquet'}'"
        )
        worked_out(DuckDB(), part, folder)
        for table, told in answer(folder).items():
            found.setdefault(table, []).append(told)
    together = {t: tuple(map(sum, zip(*told, strict=True))) for t, told in found.items()}
    assert together == answer(whole)
    assert len(definitions_met(whole)) > len(CATALOGUE) * 3 / 4


@pytest.mark.proof
@pytest.mark.spark
@pytest.mark.skipif(not PROOF, reason="run.py prove england")
def test_england_has_one_answer_on_one_machine_and_on_a_cluster(tmp_path, request):
    regions = england(tmp_path / "england", CHILDREN, SEED)
    engines: tuple[Engine, ...] = (
        DuckDB(connect("6GB", tmp_path)),
        request.getfixturevalue("spark"),
    )
    seconds = {engine.name: 0.0 for engine in engines}
    rows, met = 0, set[str]()
    for region in regions:
        found = {}
        for engine in engines:
            folder = tmp_path / engine.name
            folder.mkdir()
            begun = time.perf_counter()
            worked_out(engine, region, folder)
            seconds[engine.name] += time.perf_counter() - begun
            found[engine.name] = answer(folder)
            met |= definitions_met(folder)
            shutil.rmtree(folder)
        assert found["duckdb"] == found["spark"], region.name
        rows += sum(count for count, _ in found["duckdb"].values())
        print(region.name, {name: round(spent, 1) for name, spent in seconds.items()}, flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"England: {CHILDREN:,} children, seed {SEED}, {len(CATALOGUE)} definitions and"
        f" {len(CLOCKS)} clocks: {rows:,} rows, the same from both;"
        f" DuckDB {seconds['duckdb']:,.0f} s, Spark {seconds['spark']:,.0f} s,"
        f" this process at most {peak:.1f} GB"
    )
    never = sorted({each.key for each in CATALOGUE} - met)
    print(f"definitions that nobody met: {never}")
    assert len(never) < len(CATALOGUE) / 4
