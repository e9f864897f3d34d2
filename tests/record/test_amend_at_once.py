"""A decision at once, in a home of nine records: what it changes, what it leaves, who waits."""

from __future__ import annotations

import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from onroll.record.amend import CannotAmend, amend
from onroll.record.feeds import read
from onroll.record.feeds.landing import land
from onroll.record.home import Home
from onroll.record.people.decisions import Verdict, decide
from onroll.record.people.shields import Kind, raise_shield
from onroll.record.run import run
from tests.web.real_run import AS_OF, HEALTH, KNOWN_AT, ROLL, real_run

AUTHORITY = """
name = "Exampleshire"
short_name = "Exampleshire"
la_code = "001"
colour = "#00594f"
postcode_districts = ["XE1", "XE2"]
demo = true
"""
LATER = KNOWN_AT + timedelta(hours=12)
SAID: dict[str, Any] = {"by": "priya@exampleshire.example", "why": "I rang the school"}
AMIRA = ("pupil_system:P1", "health:9434765919")
BEN = ("pupil_system:P2", "health:9434765870")
TWINS = ("pupil_system:P4", "pupil_system:P5")


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Home:
    home = Home(tmp_path_factory.mktemp("made"))
    (home.path / "authority.toml").write_text(AUTHORITY, encoding="utf-8")
    real_run(home)
    return home


@pytest.fixture
def home(made: Home, tmp_path: Path) -> Home:
    shutil.copytree(made.path, tmp_path / "home")
    return Home(tmp_path / "home")


def only_run(home: Home) -> Path:
    (folder,) = home.runs.glob("2*")
    return folder


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    return pq.read_table(folder / f"{table}.parquet").to_pylist()


def child_of(folder: Path, record: str) -> str:
    (child,) = {row["child"] for row in rows(folder, "records") if row["record_id"] == record}
    return child


def separated(home: Home, pair: tuple[str, str], at: datetime = LATER) -> None:
    decide(home, Verdict.DIFFERENT, pair[:1], pair[1:], at=at, **SAID)


def test_the_rows_of_other_children_are_the_very_rows_of_the_run(home: Home) -> None:
    before = only_run(home)
    separated(home, AMIRA)
    amended = amend(home, before, AMIRA, at=LATER)
    assert amended.children == {child_of(amended.folder, record) for record in AMIRA}
    for table in ("children", "records", "facts", "statuses", "that_day"):
        kept = [row for row in rows(before, table) if row["child"] not in amended.children]
        now = [row for row in rows(amended.folder, table) if row["child"] not in amended.children]
        assert kept == now
    for table in ("said", "also", "schools", "feeds"):
        assert os.path.samefile(before / f"{table}.parquet", amended.folder / f"{table}.parquet")


def test_a_run_says_which_it_amends_and_on_what_it_rests(home: Home) -> None:
    before = only_run(home)
    separated(home, AMIRA)
    raise_shield(home, Kind.ADOPTION, ["pupil_system:P3"], at=LATER, **SAID)
    folder = amend(home, before, AMIRA, at=LATER).folder
    stamp = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert (stamp["amends"], stamp["run_id"]) == (before.name, folder.name)
    assert stamp["decisions"] == 1
    assert stamp["shields"] >= 1
    assert folder.name != before.name


def test_where_nothing_was_decided_the_run_stays_as_it_is(home: Home) -> None:
    before = only_run(home)
    told = amend(home, before, AMIRA, at=LATER)
    assert told == (before, {child_of(before, AMIRA[0])})
    assert only_run(home) == before


def test_a_decision_that_moves_nobody_is_in_the_run_all_the_same(home: Home) -> None:
    """Twins whom nothing had joined: what was a doubt is none any more."""
    before = only_run(home)
    assert TWINS in {(row["record_a"], row["record_b"]) for row in rows(before, "doubtful")}
    separated(home, TWINS)
    amended = amend(home, before, TWINS, at=LATER)
    assert amended.children == {child_of(before, record) for record in TWINS}
    assert rows(amended.folder, "facts") == rows(before, "facts")
    assert TWINS not in {(r["record_a"], r["record_b"]) for r in rows(amended.folder, "doubtful")}


def test_a_decision_of_records_that_are_not_in_the_run_changes_nobody(home: Home) -> None:
    separated(home, ("pupil_system:P99", "health:1"))
    amended = amend(home, only_run(home), ["pupil_system:P99"], at=LATER)
    assert amended.children == frozenset()


def test_what_a_later_night_brings_finds_what_was_decided(home: Home) -> None:
    before = only_run(home)
    separated(home, AMIRA)
    decided = amend(home, before, AMIRA, at=LATER).folder
    night = LATER + timedelta(days=1)
    files = {"roll_2026-11-22.csv": ROLL, "gp_registrations_2026-11-22.tsv": HEALTH}
    for name, text in files.items():
        path = home.path / name
        path.write_text(text, encoding="utf-8")
        land(read(path, received_on=night.date()), home, night)
    folder = run(home, as_of=night.date(), known_at=night)
    for record in (*AMIRA, *BEN):
        assert child_of(folder, record) == child_of(decided, record)


def test_a_doubt_is_as_old_as_the_run_that_first_had_it(home: Home) -> None:
    later = AS_OF + timedelta(days=7)
    folder = run(home, as_of=later, known_at=KNOWN_AT)
    assert {row["since"] for row in rows(folder, "doubtful")} == {AS_OF}
    separated(home, AMIRA)
    amended = amend(home, folder, AMIRA, at=LATER).folder
    since = {(row["record_a"], row["record_b"]): row["since"] for row in rows(amended, "doubtful")}
    assert since[TWINS] == AS_OF


def test_two_who_decide_at_once_wait_for_each_other_and_both_are_in_it(home: Home) -> None:
    before = only_run(home)
    separated(home, AMIRA)
    decide(home, Verdict.SAME, BEN[:1], BEN[1:], at=LATER, **SAID)
    with ThreadPoolExecutor(2) as pool:
        working = [pool.submit(amend, home, before, pair, at=LATER) for pair in (AMIRA, BEN)]
        folders = {work.result(120).folder for work in working}
    for folder in folders:
        assert child_of(folder, AMIRA[0]) != child_of(folder, AMIRA[1])
        assert child_of(folder, BEN[0]) == child_of(folder, BEN[1])


def test_a_look_back_that_is_amended_changes_nobodys_id(home: Home) -> None:
    """It is of the roll alone: whom health knows is not gone because of it."""
    first = only_run(home)
    night = LATER + timedelta(days=1)
    path = home.path / "roll_2026-11-22.csv"
    path.write_text(ROLL + "P9,,New,Sample,02/02/2015,F,100001,C,01/09/2024,5 Road,XE1 1AA\n")
    land(read(path, received_on=night.date()), home, night)
    run(home, as_of=AS_OF, known_at=night)
    back = run(home, as_of=AS_OF, known_at=KNOWN_AT)
    kept = {each: each.read_bytes() for each in sorted(home.people.glob("*.parquet"))}
    separated(home, AMIRA, at=night)
    amended = amend(home, back, AMIRA, at=night).folder
    assert child_of(amended, AMIRA[0]) != child_of(amended, AMIRA[1])
    assert back.name == first.name
    assert kept == {each: each.read_bytes() for each in sorted(home.people.glob("*.parquet"))}


def test_a_run_that_kept_too_little_is_refused_in_words(home: Home) -> None:
    before = only_run(home)
    (before / "said.parquet").unlink()
    with pytest.raises(CannotAmend, match="work it out with `onroll run`"):
        amend(home, before, AMIRA, at=LATER)
