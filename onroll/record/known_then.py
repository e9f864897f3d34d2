"""What was known of a child at a moment: the run that stood then, and what has arrived since.

A run's folder keeps the facts it was worked out from, so an answer of once can be given again and
laid beside the answer of now.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from onroll.record.feeds.loads import in_force, not_taken_back
from onroll.record.gone_rows import earlier_deliveries
from onroll.record.home import Home
from onroll.record.one_child import FactRow, OneChild
from onroll.record.run_tables import school_days_of
from onroll.record.spells import Spells, facts_in

FACT = tuple(FactRow.__dataclass_fields__)


@dataclass(frozen=True)
class KeptRun:
    """A run that stands in a home, and what it rests on."""

    folder: Path
    run_id: str
    as_of: date
    known_at: datetime
    rules: str
    loads: frozenset[str]
    """The loads it used, as feed/load_id, those it only compared with too."""
    received: dict[tuple[str, str], datetime]
    """When each file arrived, by feed and file."""

    @classmethod
    def of(cls, folder: Path) -> KeptRun:
        held: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        loads = held.get("loads", [])
        return cls(
            folder=folder,
            run_id=held.get("run_id", folder.name),
            as_of=date.fromisoformat(held["as_of"]),
            known_at=datetime.fromisoformat(held["known_at"]),
            rules=held.get("rules", ""),
            loads=frozenset(f"{each['feed']}/{each['load_id']}" for each in loads).union(
                held.get("earlier_deliveries", [])
            ),
            received={
                (each["feed"], each["file"]): datetime.fromisoformat(each["received_at"])
                for each in loads
                if each.get("received_at")
            },
        )

    def child(self, reference: str) -> OneChild | None:
        """The facts about a child as this run had them; None when it held no such child."""
        asked = [("child", "=", reference)]
        children = pq.read_table(self.folder / "children.parquet", columns=["child"], filters=asked)
        if not children.num_rows:
            return None
        held = pq.read_table(self.folder / "facts.parquet", columns=[*FACT], filters=asked)
        facts = [FactRow(**row) for row in held.to_pylist()]
        calendars = school_days_of(self.folder, {"", *(fact.setting for fact in facts)})
        return OneChild(facts, calendars)

    def counted(self, reference: str, key: str, day: date) -> bool:
        """Whether the run itself counted a child under a definition, by the rules of its time."""
        asked = [("child", "=", reference), ("definition", "=", key)]
        spells = pq.read_table(self.folder / "statuses.parquet", filters=asked).to_pylist()
        return any(
            each["starts_on"] <= day and (each["ends_before"] is None or day < each["ends_before"])
            for each in spells
        )


def kept_runs(home: Home) -> list[KeptRun]:
    """Every run that stands, the one that knows most last; of those the last made."""
    folders = [path.parent for path in home.runs.glob("[!.]*/manifest.json")]
    made = {folder: (folder / "manifest.json").stat().st_mtime for folder in folders}
    runs = [KeptRun.of(folder) for folder in folders]
    return sorted(runs, key=lambda run: (run.known_at, made[run.folder]))


def stood_at(home: Home, moment: datetime) -> KeptRun | None:
    """The run that knew most by a moment; None when none was made by then."""
    return next((run for run in reversed(kept_runs(home)) if run.known_at <= moment), None)


def knows_all_by(run: KeptRun, home: Home, moment: datetime) -> bool:
    """Whether a run used just the loads that were in force at a moment."""
    known = not_taken_back(home, moment)
    used = [load for mine in in_force(known).values() for load in mine]
    for snapshots in earlier_deliveries(known).values():
        used += [load for snapshot in snapshots for load in snapshot]
    return run.loads == {f"{load.feed}/{load.load_id}" for load in used}


@dataclass(frozen=True)
class Arrived:
    """A fact told since, or told then and no more; `decides` when the answer turned on it."""

    row: FactRow
    came: bool
    decides: bool


def arrived_since(rule: Spells, then: OneChild, now: OneChild, day: date) -> tuple[Arrived, ...]:
    """How what a rule reads of a child differs between two moments, what decides first.

    The same fact told by another file is no difference. Where the answer for the day changed, the
    fewest differences that change it decide. A change of term dates is not told here.
    """
    before, after = read_by(rule, then), read_by(rule, now)
    gone = [(row, False) for told, row in before.items() if told not in after]
    came = [(row, True) for told, row in after.items() if told not in before]
    differences = came + gone
    answer = now.holds(rule, day)

    def answered(chosen: Iterable[tuple[FactRow, bool]]) -> bool:
        picked = list(chosen)
        rows = [row for row in before.values() if (row, False) not in picked]
        rows += [row for row, new in picked if new]
        return OneChild(rows, now.calendars).holds(rule, day)

    decide: list[tuple[FactRow, bool]] = []
    if then.holds(rule, day) != answer and answered(differences) == answer:
        decide = list(differences)
        for each in differences:
            fewer = [kept for kept in decide if kept is not each]
            if answered(fewer) == answer:
                decide = fewer
    told = [Arrived(row, new, (row, new) in decide) for row, new in differences]
    return tuple(sorted(told, key=lambda one: (not one.decides, not one.came, one.row.starts_on)))


def read_by(rule: Spells, child: OneChild) -> dict[tuple[Any, ...], FactRow]:
    """The rows a rule reads, by what they say and not by who says it; the first of each.

    Every row of a number counts, for they are added up.
    """
    found: dict[tuple[Any, ...], FactRow] = {}
    for name in sorted(facts_in(rule)):
        for row in child.facts.get(name, ()):
            said = (row.fact, row.starts_on, row.ends_before, row.value, row.setting)
            again = 0
            while row.value is not None and (*said, again) in found:
                again += 1
            found.setdefault((*said, again), row)
    return found
