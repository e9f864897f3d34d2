"""The runs that stand in a home, and reading one of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from onroll.cli.terminal import Stop
from onroll.record.home import Home
from onroll.record.one_child import FactRow, OneChild
from onroll.record.school_days import SchoolCalendar


@dataclass(frozen=True)
class Run:
    """One run's folder of tables."""

    folder: Path

    @cached_property
    def manifest(self) -> dict[str, Any]:
        held: dict[str, Any] = json.loads(
            (self.folder / "manifest.json").read_text(encoding="utf-8")
        )
        return held

    @property
    def as_of(self) -> date:
        return date.fromisoformat(self.manifest["as_of"])

    @property
    def known_at(self) -> datetime:
        return datetime.fromisoformat(self.manifest["known_at"])

    def rows(self, table: str, **wanted: str | Sequence[str]) -> list[dict[str, Any]]:
        """The rows of a table in which each named column has the value, or one of those, given."""
        filters = [
            (column, "=" if isinstance(value, str) else "in", value)
            for column, value in wanted.items()
        ] or None
        rows: list[dict[str, Any]] = pq.read_table(
            self.folder / f"{table}.parquet", filters=filters
        ).to_pylist()
        return rows

    def one_child(self, child: str) -> OneChild:
        """The facts about a child. Raises `Stop` when the run holds nobody with that reference."""
        if not self.rows("children", child=child):
            raise Stop(
                f"no child has the reference '{child[:40]}'. `onroll list KEY` prints references, "
                "and the web service finds them by name or UPN."
            )
        facts = [
            FactRow(**{name: row[name] for name in FactRow.__dataclass_fields__})
            for row in self.rows("facts", child=child)
        ]
        return OneChild(facts, self.calendars({fact.setting for fact in facts}))

    def calendars(self, settings: set[str | None]) -> dict[str, SchoolCalendar]:
        """The school days of those settings and of the authority, by URN; the authority's is ""."""
        wanted = {"", *filter(None, settings)}
        return {
            urn: SchoolCalendar(row["days"])
            for row in self.rows("schools")
            if (urn := row["urn"] or "") in wanted and row["days"]
        }


def latest_run(home: Home) -> Run:
    """The run that knows most, so never a replay of what was known once; of those the last made.

    Raises `Stop` when there is none.
    """
    manifests = list(home.runs.glob("*/manifest.json"))
    if not manifests:
        needed = "Load files with `onroll load`, then `onroll run`."
        raise Stop(f"{home.runs}: no run stands here yet. {needed}")
    made = {Run(manifest.parent): manifest.stat().st_mtime for manifest in manifests}
    return max(made, key=lambda run: (run.known_at, made[run]))
