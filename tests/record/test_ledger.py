"""Opening + entered - left = closing: for every definition, over late files, corrections, changes.

Random worlds are two runs' folders, each written from facts told at random: what the second knows
is what the first knew, with rows late, rows corrected and gone, and records joined and separated.
Every list is worked out once more, child by child, by the interpreter. The tests run a few worlds;
`run.py prove ledger` runs more.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onroll.record.definitions import CATALOGUE, Definition, definition
from onroll.record.evaluate import rules
from onroll.record.known_then import KeptRun
from onroll.record.ledger import Cause, Ledger, called_now, ledger
from onroll.record.one_child import FactRow, OneChild
from onroll.record.spells import day_date, facts_in
from tests.record.random_children import CALENDARS, PROOF, SEED, facts

WORLDS = max(4, PROOF // 1000)
CHILDREN = 30
World = dict[str, list[FactRow]]


def write(
    folder: Path,
    world: World,
    records: dict[str, str],
    held_rules: str,
    definitions: Iterable[Definition] = CATALOGUE,
) -> KeptRun:
    """A run's folder as far as a ledger reads it; by other rules, lists that nobody can foresee."""
    folder.mkdir()
    text, day = pa.string(), pa.date32()
    random = Random(held_rules)
    other = held_rules != rules()
    statuses = [
        (child, each.key, day_date(s), day_date(e))
        for child, rows in world.items()
        for alone in [OneChild(rows, CALENDARS)]
        for each in definitions
        if not (other and random.random() < 0.3)
        for s, e in alone.runs(each.expression)
    ]
    tables = {
        "children": ({"child": text}, [(child,) for child in world]),
        "records": ({"record_id": text, "child": text}, list(records.items())),
        "facts": (
            {"child": text, "fact": text, "starts_on": day, "ends_before": day,
             "value": pa.float64(), "setting": text, "feed": text, "file": text, "row": pa.int32()},
            [(child, *vars(row).values()) for child, rows in world.items() for row in rows],
        ),
        "statuses": (
            {"child": text, "definition": text, "starts_on": day, "ends_before": day}, statuses
        ),
        "schools": (
            {"urn": text, "days": pa.list_(day)},
            [(urn, list(days)) for urn, days in CALENDARS.items()],
        ),
    }  # fmt: skip
    for name, (columns, rows) in tables.items():
        told = [dict(zip(columns, row, strict=True)) for row in rows]
        pq.write_table(pa.Table.from_pylist(told, pa.schema(columns)), folder / f"{name}.parquet")
    manifest = {
        "run_id": folder.name, "as_of": "2026-01-01", "known_at": "2026-01-01T00:00:00+00:00",
        "rules": held_rules, "loads": [],
    }  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return KeptRun.of(folder)


def known_later(world: World, records: dict[str, str], random: Random) -> tuple[World, dict]:
    """The world once files came late, rows were corrected and withdrawn, and records were moved."""
    later: World = {}
    for child, rows in world.items():
        kept = [row for row in rows if random.random() > 0.1]
        moved = [
            replace(row, starts_on=row.starts_on - timedelta(30)) if random.random() < 0.1 else row
            for row in kept
        ]
        names = sorted({row.fact for row in rows})
        later[child] = moved + (facts(names, random) if names and random.random() < 0.3 else [])
    held = dict(records)
    joined, into, parted = random.sample(sorted(world), 3)
    later[into] += later.pop(joined)
    held = {record: into if child == joined else child for record, child in held.items()}
    later["EC-NEW"] = list(later[parted])
    held[next(r for r, child in held.items() if child == parted)] = "EC-NEW"
    later["EC-LATE"], held["record:late"] = facts(["on_roll", "address_in_area"], random), "EC-LATE"
    return later, held


@pytest.mark.proof
@pytest.mark.parametrize("number", range(WORLDS))
def test_every_ledger_of_a_random_world_adds_up(number, tmp_path):
    random = Random(f"{SEED}/ledger/{number}")
    read = [sorted(facts_in(each.expression)) for each in CATALOGUE]
    world = {f"EC-{n:03}": facts(random.choice(read), random) for n in range(CHILDREN)}
    records = {f"record:{n}{half}": f"EC-{n:03}" for n in range(CHILDREN) for half in "ab"}
    later, held = known_later(world, records, random)
    before_rules = random.choice([rules(), "older rules"])
    some = CATALOGUE if PROOF else CATALOGUE[number % 9 :: 9]
    before = write(tmp_path / "before", world, records, before_rules, some)
    after = write(tmp_path / "after", later, held, rules(), some)
    a = date(2025, 9, 30) + timedelta(random.randint(0, 100))
    b = a + timedelta(random.randint(0, 120))
    for each in some:
        found = ledger(each, before, a, after, b)
        assert found.adds_up
        check(found, each.expression, world, later, a, b)


def check(found: Ledger, rule, world: World, later: World, a: date, b: date) -> None:
    def listed(of: World, day: date) -> set[str]:
        return {c for c, rows in of.items() if OneChild(rows, CALENDARS).holds(rule, day)}

    by_rules = (found.opening | found.of(Cause.DEFINITION).entered) - found.of(
        Cause.DEFINITION
    ).left
    assert by_rules == listed(world, a)
    known_now = by_rules
    for cause in (Cause.RECORDS, Cause.LEARNT):
        step = found.of(cause)
        assert step.left <= known_now
        assert not step.entered & known_now
        known_now = (known_now | step.entered) - step.left
    assert known_now == listed(later, a)
    assert found.of(Cause.DAYS).entered == listed(later, b) - listed(later, a)
    assert found.of(Cause.DAYS).left == listed(later, a) - listed(later, b)
    assert found.closing == listed(later, b)


def row(starts_on: str, ends_before: str = "") -> FactRow:
    end = date.fromisoformat(ends_before) if ends_before else None
    return FactRow("on_roll", date.fromisoformat(starts_on), end)


@pytest.fixture
def two_runs(tmp_path):
    """September as known then and now: A stays, B enters, C leaves, D was told late, E never was,
    F and G are one child, H is two."""
    then = {
        "A": [row("2025-01-01")],
        "B": [row("2025-10-15")],
        "C": [row("2025-01-01", "2025-10-15")],
        "D": [],
        "E": [row("2025-01-01")],
        "F": [row("2025-01-01")],
        "G": [row("2025-01-01")],
        "H": [row("2025-01-01")],
    }
    now = then | {"D": [row("2025-01-01")], "E": [], "I": [row("2025-01-01")]}
    del now["G"]
    mine = {f"{child.lower()}:1": child for child in then} | {"h:2": "H"}
    moved = mine | {"g:1": "F", "h:2": "I"}
    return (
        write(tmp_path / "then", then, mine, rules()),
        write(tmp_path / "now", now, moved, rules()),
    )


SEPTEMBER, OCTOBER = date(2025, 9, 30), date(2025, 10, 31)


def steps(found: Ledger) -> dict[Cause, tuple[str, str]]:
    return {
        step.cause: ("".join(sorted(step.entered)), "".join(sorted(step.left)))
        for step in found.steps
    }


def test_each_child_who_moved_is_told_under_one_cause(two_runs):
    then, now = two_runs
    found = ledger(definition("on_roll"), then, SEPTEMBER, now, OCTOBER)
    assert "".join(sorted(found.opening)) == "ACEFGH"
    assert steps(found) == {
        Cause.DEFINITION: ("", ""),
        Cause.RECORDS: ("I", "G"),
        Cause.LEARNT: ("D", "E"),
        Cause.DAYS: ("B", "C"),
    }
    assert "".join(sorted(found.closing)) == "ABDFHI"
    assert (found.restated, found.entered, found.left) == (0, 1, 1)


def test_within_one_run_only_days_pass(two_runs):
    _, now = two_runs
    found = ledger(definition("on_roll"), now, SEPTEMBER, now, OCTOBER)
    assert [cause for cause, moved in steps(found).items() if any(moved)] == [Cause.DAYS]


def test_what_a_changed_definition_did_is_told_apart_from_what_was_learnt(two_runs, tmp_path):
    _, now = two_runs
    older = write(
        tmp_path / "older",
        {"A": [row("2025-01-01")], "E": [row("2025-01-01")]},
        {"a:1": "A", "e:1": "E"},
        "rules of once, under which nobody was on this list",
    )
    empty = pq.read_table(older.folder / "statuses.parquet").slice(0, 0)
    pq.write_table(empty, older.folder / "statuses.parquet")
    found = ledger(definition("on_roll"), older, SEPTEMBER, now, OCTOBER)
    assert steps(found)[Cause.DEFINITION] == ("AE", "")
    assert steps(found)[Cause.LEARNT] == ("CDFHI", "E")
    assert found.told_apart
    assert found.adds_up


def test_between_two_runs_of_rules_we_no_more_have_it_adds_up_and_says_so(two_runs):
    then, now = two_runs
    found = ledger(
        definition("on_roll"), replace(then, rules="x"), SEPTEMBER, replace(now, rules="y"), OCTOBER
    )
    assert found.rules_changed
    assert not found.told_apart
    assert found.adds_up


def test_nobody_listed_leads_to_nobody(two_runs):
    then, now = two_runs
    assert called_now(frozenset(), frozenset(), then, now) == frozenset()
