"""A made-up England: every definition and every clock, on DuckDB and on Spark, to the same bytes.

`run.py prove england` makes 9.8 million children and prints what it took, made apart. Children are
worked out in parts of about a million facts, so memory stays where it is however many there are.
The tests take two thousand children and DuckDB, whole and in two parts.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest

from bench._england import england
from bench._processes import peak_gigabytes, processor_seconds
from onroll.record import parts
from onroll.record.definitions import CATALOGUE, CLOCKS
from onroll.record.evaluate import TABLES
from onroll.record.parts import Asked, Here, Workers, evaluate_all, parts_of

PROOF = int(os.environ.get("ONROLL_PROOF", "0"))
CHILDREN = 9_800_000 * (PROOF or 1) // 5_000
SEED = int(os.environ.get("ONROLL_SEED", "1"))
AS_OF = date(2026, 6, 30)


def worked_out(
    by: Workers, made: Path, folder: Path, progress: Callable = lambda *told: None
) -> dict[str, str]:
    """A fingerprint of each table that a run writes of the children made."""
    folder.mkdir()
    asked = Asked(AS_OF, facts=f"{made}/region-*/*.parquet", schools=f"{made}")
    evaluate_all(asked, folder, by, progress)
    return {table: fingerprint(folder / f"{table}.parquet") for table in TABLES}


def fingerprint(path: Path) -> str:
    with path.open("rb") as held:
        return hashlib.file_digest(held, "sha256").hexdigest()


def definitions_met(folder: Path) -> set[str]:
    rows = duckdb.sql(f"select distinct definition from '{folder / 'statuses.parquet'}'")
    return {key for (key,) in rows.fetchall()}


def rows_written(folder: Path) -> int:
    counted = (duckdb.sql(f"select count(*) from '{folder / table}.parquet'") for table in TABLES)
    return sum(count for each in counted for count in each.fetchone())


@pytest.mark.proof
def test_england_is_the_same_bytes_in_however_many_parts(tmp_path, monkeypatch):
    """Children are worked out one by one: with whom they share a part changes nothing."""
    made = tmp_path / "england"
    england(made, 1_960, SEED)
    facts = f"{made}/region-*/*.parquet"
    whole = worked_out(Here(), made, tmp_path / "whole")
    assert len(parts_of(facts, Here())) == 1
    monkeypatch.setattr(parts, "FACTS_OF_A_PART", 20_000)
    assert len(parts_of(facts, Here())) == 2
    told = []
    in_parts = worked_out(Here(), made, tmp_path / "in-parts", lambda *step: told.append(step[1:]))
    assert in_parts == whole
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert len(definitions_met(tmp_path / "whole")) > len(CATALOGUE) * 3 / 4


@pytest.mark.proof
@pytest.mark.spark
@pytest.mark.skipif(not PROOF, reason="run.py prove england")
def test_england_has_one_answer_on_one_machine_and_on_spark(tmp_path, request, capsys):
    """Processor seconds are of every process there is: this one, Java and the workers."""

    def told(words: str) -> None:
        with capsys.disabled():
            print(words, flush=True)

    made, begun = tmp_path / "england", time.perf_counter()
    england(made, CHILDREN, SEED)
    told(f"\nEngland: {CHILDREN:,} children, seed {SEED}, made in {since(begun)}")
    told(f"{len(CATALOGUE)} definitions and {len(CLOCKS)} clocks, every day")
    cpu: dict[str, float] = {}
    found = {}
    for name in ("duckdb", "spark"):
        begun, before = time.perf_counter(), processor_seconds()
        by = Here() if name == "duckdb" else request.getfixturevalue("spark")
        started = processor_seconds()
        told(f"{name}: started in {since(begun)}, {started - before:.1f} s of CPU")
        begun = time.perf_counter()
        found[name] = worked_out(by, made, tmp_path / name, tenths(name, told))
        cpu[name] = processor_seconds() - started
        told(f"{name}: {since(begun)}, {cpu[name]:,.1f} s of CPU")
        told(f"  all processes so far, each at its most: {peak_gigabytes():.1f} GB")
    assert found["duckdb"] == found["spark"]
    rows = f"{rows_written(tmp_path / 'duckdb'):,} rows, the same bytes from both"
    told(f"{rows}; Spark / DuckDB {cpu['spark'] / cpu['duckdb']:.2f} x of CPU after the start")
    never = sorted({each.key for each in CATALOGUE} - definitions_met(tmp_path / "duckdb"))
    told(f"definitions that nobody met: {never}")
    assert len(never) < len(CATALOGUE) / 4


def since(begun: float) -> str:
    return f"{time.perf_counter() - begun:,.1f} s"


def tenths(name: str, told: Callable[[str], None]) -> Callable[[str, int, int], None]:
    """Tells every tenth of the parts as it is done."""
    last, begun = [0], time.perf_counter()

    def progress(stage: str, done: int, total: int) -> None:
        if done * 10 // total > last[0]:
            last[0] = done * 10 // total
            told(f"{name}: {done} of {total} steps, {since(begun)}")

    return progress
