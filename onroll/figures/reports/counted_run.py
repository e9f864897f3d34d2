"""A run of the record as reports read it: who was in which list on which day, and what was told.

It reads a run's folder and nothing else, so a report of a day asked for again is the same report.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from onroll.figures.periods import Period
from onroll.figures.published.observations import Observation
from onroll.record.calendars import AUTHORITY
from onroll.record.run_tables import school_days_of
from onroll.record.school_days import SchoolCalendar

FACT_COLUMNS = ["child", "fact", "starts_on", "ends_before", "value", "setting"]


@dataclass(frozen=True)
class Spell:
    """A child was in a list from one day until the eve of another; null: there is no end yet."""

    child: str
    starts_on: date
    ends_before: date | None

    def on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_before is None or day < self.ends_before)

    def within(self, period: Period) -> bool:
        """Whether any day of the spell is in the period."""
        return self.starts_on <= period.ends_on and (
            self.ends_before is None or self.ends_before > period.starts_on
        )


class CountedRun:
    """The folder of a run, its authority, its day, and the children who are protected.

    What it says of days after its own day is what becomes true if nothing else is told: reports
    count nothing later than `as_of`. Raises FileNotFoundError for a folder without a run.

    `published` is what others published and is to stand beside the numbers; `la_code` are the
    three digits that it has for this authority.
    """

    def __init__(
        self,
        folder: Path,
        *,
        authority: str,
        as_of: date,
        protected: Collection[str] = (),
        la_code: str = "",
        published: Iterable[Observation] = (),
    ) -> None:
        self.folder = folder
        self.authority = authority
        self.as_of = as_of
        self.protected = frozenset(protected)
        self.la_code = la_code
        self.published = tuple(published)
        self.held: dict[str, list[Spell]] = {}

    def spells(self, definition: str) -> list[Spell]:
        """The spells of one definition that began by the run's day, in order of child and day."""
        if definition not in self.held:
            rows = pq.read_table(
                self.folder / "statuses.parquet",
                columns=["child", "starts_on", "ends_before"],
                filters=[("definition", "=", definition), ("starts_on", "<=", self.as_of)],
            ).to_pylist()
            found = [Spell(**row) for row in rows]
            found = [s for s in found if s.ends_before is None or s.ends_before > s.starts_on]
            self.held[definition] = sorted(found, key=lambda each: (each.child, each.starts_on))
        return self.held[definition]

    def on(self, definition: str, day: date) -> frozenset[str]:
        """The children of whom a definition is true on a day."""
        return frozenset(each.child for each in self.spells(definition) if each.on(day))

    def at_any_time(self, definition: str, period: Period) -> frozenset[str]:
        """The children of whom a definition is true on any day of a period."""
        return frozenset(each.child for each in self.spells(definition) if each.within(period))

    def began(self, definition: str, period: Period) -> list[Spell]:
        """The spells that began in a period."""
        first, last = period
        return [each for each in self.spells(definition) if first <= each.starts_on <= last]

    def ended(self, definition: str, period: Period) -> list[Spell]:
        """The spells that ended in a period: their first day without is in it."""
        first, last = period
        return [each for each in self.spells(definition)
                if each.ends_before is not None and first <= each.ends_before <= last]  # fmt: skip

    def facts(
        self, *names: str, of: Collection[str] | None = None, on: date | None = None
    ) -> list[dict[str, Any]]:
        """What was told of these facts by the run's day: `FACT_COLUMNS`, one row for each telling
        of each source, in order of child and first day. `of` are the children to tell of, everybody
        where nobody is named; `on` a day on which it is true, any day where none is given."""
        wanted = pc.field("fact").isin(names) & (pc.field("starts_on") <= (on or self.as_of))
        if of is not None:
            wanted &= pc.field("child").isin(pa.array(sorted(of), pa.string()))
        if on is not None:
            wanted &= pc.field("ends_before").is_null() | (pc.field("ends_before") > on)
        rows = pq.read_table(
            self.folder / "facts.parquet", columns=FACT_COLUMNS, filters=wanted
        ).to_pylist()
        return sorted(rows, key=lambda row: (row["child"], row["starts_on"]))

    def facts_of(self, *names: str) -> dict[str, list[dict[str, Any]]]:
        """`facts`, by child."""
        found: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in self.facts(*names):
            found[row["child"]].append(row)
        return found

    @cached_property
    def clocks(self) -> list[dict[str, Any]]:
        """Every time limit that began by the run's day: child, clock, starts_on, due_on, met_on."""
        return pq.read_table(
            self.folder / "clocks.parquet",
            columns=["child", "clock", "starts_on", "due_on", "met_on"],
            filters=[("starts_on", "<=", self.as_of)],
        ).to_pylist()

    @cached_property
    def children(self) -> dict[str, dict[str, Any]]:
        """Sex, date of birth, ethnicity, UPN, school and postcode of every child, by reference."""
        rows = pq.read_table(
            self.folder / "children.parquet",
            columns=["child", "sex", "date_of_birth", "ethnicity", "upn", "setting", "postcode"],
        ).to_pylist()
        return {row["child"]: row for row in rows}

    @cached_property
    def schools(self) -> dict[str, dict[str, Any]]:
        """Name, phase and type of every school, by URN."""
        rows = pq.read_table(
            self.folder / "schools.parquet", columns=["urn", "name", "phase", "type"]
        ).to_pylist()
        return {row["urn"]: row for row in rows if row["urn"]}

    @cached_property
    def calendar(self) -> SchoolCalendar:
        """The authority's own school days; none where nobody told of its terms."""
        return school_days_of(self.folder, [AUTHORITY]).get(AUTHORITY, SchoolCalendar(()))

    def asked_on(self, contradiction: str, day: date) -> frozenset[str]:
        """The children of whom a contradiction is asked on a day; nobody in a run without any."""
        rows = (row for row in self.kept("contradictions") if row["contradiction"] == contradiction)
        spells = (Spell(row["child"], row["starts_on"], row["ends_before"]) for row in rows)
        return frozenset(each.child for each in spells if each.on(day))

    def first_told_on(self, *feeds: str) -> date | None:
        """The first day of which a file of any of these feeds told; null where none came, and in a
        run that an earlier version made."""
        days = [row.get("first_told_on") for row in self.kept("feeds") if row["feed"] in feeds]
        return min((day for day in days if day), default=None)

    @cached_property
    def cases(self) -> list[dict[str, Any]]:
        """Each opening and closing of a case that was told: child, decision, told_on (its day),
        issue and outcome, which are null where nobody said."""
        return [
            row | {"child": self.child_of_record[row["record_id"]]}
            for row in self.kept("cases")
            if row["record_id"] in self.child_of_record and row["told_on"] <= self.as_of
        ]

    @cached_property
    def siblings(self) -> list[tuple[str, str]]:
        """Two children each whom an officer linked as brothers or sisters."""
        pairs = {
            tuple(sorted((self.child_of_record[row["record_id"]], whose)))
            for row in self.kept("siblings")
            if (whose := self.child_of_record.get(row["sibling"]))
            and row["record_id"] in self.child_of_record
        }
        return sorted((one, other) for one, other in pairs if one != other)

    @cached_property
    def localities(self) -> dict[str, str | None]:
        """The locality of each postcode that a child has, null where it lies in none; empty where
        the council has loaded no localities."""
        return {row["postcode"]: row["locality"] for row in self.kept("localities")}

    @cached_property
    def child_of_record(self) -> dict[str, str]:
        """Whose each record is that casework tells of."""
        asked = {row["record_id"] for row in (*self.kept("cases"), *self.kept("siblings"))}
        asked |= {row["sibling"] for row in self.kept("siblings")}
        wanted = pc.field("record_id").isin(pa.array(sorted(asked), pa.string()))
        rows = pq.read_table(
            self.folder / "records.parquet", columns=["record_id", "child"], filters=wanted
        ).to_pylist()
        return {row["record_id"]: row["child"] for row in rows}

    def kept(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table of the run; none where an earlier version made it without."""
        path = self.folder / f"{table}.parquet"
        return pq.read_table(path).to_pylist() if path.exists() else []

    @cached_property
    def school_names(self) -> Counter[str]:
        """How many schools have each name."""
        return Counter(school["name"] for school in self.schools.values())

    def without_protected(self, children: Iterable[str]) -> frozenset[str]:
        """These children but those protected: a number by school or area would say where one is."""
        return frozenset(children) - self.protected
