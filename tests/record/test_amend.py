"""What a decision does at once is what a whole run with the same decisions would say."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pyarrow.parquet as pq
import pytest

from onroll.demo import make
from onroll.record import feeds
from onroll.record.amend import amend
from onroll.record.feeds.landing import land
from onroll.record.home import Home
from onroll.record.people.decisions import Verdict, decide, decisions, take_back
from onroll.record.people.shields import Kind, raise_shield
from onroll.record.run import run
from tests.record.aloud import say_aloud

AS_OF = date(2026, 11, 20)
KNOWN_AT = datetime(2026, 11, 21, 6, tzinfo=UTC)
LANDED = datetime(2026, 11, 20, 6, tzinfo=UTC)
OFFICER = "priya@exampleshire.example"
WORLDS = max(int(os.environ.get("ONROLL_PROOF", "0")) // 100, 1)
"""A world is two runs of 500 children: a hundredth of what other proofs try."""
SEED = int(os.environ.get("ONROLL_SEED", "1"))


@pytest.fixture(scope="module")
def before(tmp_path_factory) -> Path:
    """A home of 500 children whose files have mistakes in them, with its first run."""
    folder = tmp_path_factory.mktemp("before")
    make(folder, children=500, until=AS_OF)
    home = Home(folder)
    for path in sorted((folder / "files").rglob("*.*")):
        land(feeds.read(path, received_on=KNOWN_AT.date()), home, LANDED)
    run(home, as_of=AS_OF, known_at=KNOWN_AT)
    return folder


def world(before: Path, folder: Path) -> Home:
    """The same home once more, for what happens in it to happen nowhere else."""
    for part in ("loads", "people", "runs"):
        shutil.copytree(before / part, folder / part)
    shutil.copy(before / "authority.toml", folder)
    return Home(folder)


def first_run(home: Home) -> Path:
    return min(home.runs.glob("[!.]*"), key=lambda each: each.stat().st_mtime)


def by_child(run_folder: Path) -> dict[str, list[str]]:
    rows = pq.read_table(run_folder / "records.parquet", columns=["child", "record_id"]).to_pylist()
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row["child"], []).append(row["record_id"])
    return found


def acted(home: Home, run_folder: Path, drawn: Random, at: datetime) -> list[str]:
    """One thing that somebody decides or shields, drawn; the records it is about."""
    said = {"at": at, "by": OFFICER, "why": "drawn"}
    children = list(by_child(run_folder).values())
    doubts = pq.read_table(run_folder / "doubtful.parquet").to_pylist()
    several = [records for records in children if len(records) > 1]
    match drawn.choice(("separate", "join", "join anybody", "take back", "shield")):
        case "separate" if several:
            one = drawn.choice(several)
            cut = drawn.randrange(1, len(one))
            drawn.shuffle(one)
            decide(home, Verdict.DIFFERENT, one[:cut], one[cut:], **said)
            return one
        case "join" if doubts:
            doubt = drawn.choice(doubts)
            decide(home, Verdict.SAME, [doubt["record_a"]], [doubt["record_b"]], **said)
            return [doubt["record_a"], doubt["record_b"]]
        case "join anybody":
            one, other = drawn.sample(children, 2)
            decide(home, Verdict.SAME, one, other, **said)
            return [*one, *other]
        case "take back" if stand := [each for each in decisions(home) if each.verdict]:
            decision = drawn.choice(stand)
            take_back(home, decision.number, **said)
            return sorted(decision.records)
        case "shield":
            named = drawn.choice(children)[:1]
            raise_shield(home, drawn.choice(list(Kind)), named, **said)
            return named
    return []


def tables(run_folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(run_folder.glob("*.parquet"))}


def assert_same(amended: Path, whole: Path) -> None:
    assert amended.name == whole.name
    one, other = tables(amended), tables(whole)
    assert one.keys() == other.keys()
    for name in one:
        assert pq.read_table(amended / name).equals(pq.read_table(whole / name)), name
    unlike = [name for name in one if one[name] != other[name]]
    assert not unlike


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(SEED, SEED + WORLDS))
def test_an_amended_run_is_the_run_that_would_have_been(before, tmp_path, seed, request):
    """Acts one after another, each amended at once or not; in a twin, the last one is a run."""
    drawn = Random(seed)
    home, twin = world(before, tmp_path / "home"), Home(tmp_path / "twin")
    folder, happened = first_run(home), 0
    wanted = drawn.randrange(1, 6)
    while happened < wanted:
        at = KNOWN_AT + timedelta(hours=happened + 1)
        try:
            records = acted(home, folder, drawn, at)
        except ValueError:  # what others decided stands against it
            continue
        if not records:
            continue
        happened += 1
        if happened == wanted:
            world(home.path, twin.path)
        elif drawn.random() < 0.3:  # it waits for the next one
            continue
        amended = amend(home, folder, records, at=at)
        assert changed(folder, amended.folder) <= amended.children
        folder = amended.folder
    assert_same(folder, run(twin, as_of=AS_OF, known_at=KNOWN_AT, decided_at=at))
    say_aloud(request.config, f"World {seed}, {happened} acts: no difference.")


def changed(one: Path, other: Path) -> set[str]:
    """The children of whom two runs do not say the same."""
    before, after = rows_by_child(one), rows_by_child(other)
    return {each for each in before.keys() | after.keys() if before.get(each) != after.get(each)}


def rows_by_child(run_folder: Path) -> dict[str, set[str]]:
    """Everything that a run's tables say of each child."""
    found: dict[str, set[str]] = {}
    for table in ("children", "records", "facts", "statuses", "clocks", "that_day", "shields"):
        for row in pq.read_table(run_folder / f"{table}.parquet").to_pylist():
            found.setdefault(row["child"], set()).add(f"{table} {row}")
    return found
