"""The list for inspectors: each child not in full-time school education on a day, one row a child.

Ofsted's recommendation of 2013 names its columns. A child of compulsory school age who lives in the
area is on it unless the child is on a school's roll, taught full time, and taught nowhere else.
What nobody told is "Not known", and never 0 hours. Whoever is protected is counted and not listed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from onroll.figures.csv_text import csv_of
from onroll.figures.reports.counted_run import CountedRun
from onroll.record.thresholds import threshold

NOT_KNOWN: Final = "Not known"
NO_PROVISION: Final = "None"
DOES_NOT_APPLY: Final = "Does not apply"
HEADINGS: Final = (
    "Child reference", "Date of birth", "UPN", "Type of provision", "Hours a week",
    "Over or under 25 hours", "How the hours are made up", "Exclusion", "Date provision began",
)  # fmt: skip
PLACED: Final = "alternative_provision"
HOURS: Final = "weekly_hours"
ON_ROLL: Final = "on_roll"
TYPES: Final = {
    PLACED: "Alternative provision, type not known",
    "part_time_timetable": "School, part-time timetable",
    "home_educated": "Home educated by parents",
    "in_hospital": "Hospital",
    "in_custody": "Custody",
}
"""The words of each fact that tells of provision. A placement has those of its own row, if any."""

EXCLUSIONS: Final = {
    "permanently_excluded_without_place": "Permanent exclusion",
    "suspended": "Suspension",
}
DEFINITIONS: Final = (
    "compulsory_school_age", "resident", ON_ROLL, "full_time_education", *EXCLUSIONS,
)  # fmt: skip

Placement = tuple[str, int]
"""The file and row of a placement."""


@dataclass(frozen=True)
class Listed:
    """One child of the list, in the words of its file; dates as 2026-11-23."""

    child: str
    date_of_birth: str
    upn: str
    provision: str
    hours: str
    over_or_under: str
    made_up: str
    exclusion: str
    began: str


@dataclass(frozen=True)
class InspectorsList:
    """The rows by reference; how many children are protected, and so on no row of it."""

    day: date
    rows: tuple[Listed, ...]
    protected: int

    @property
    def gaps(self) -> dict[str, int]:
        """How many rows say of each column that it is not known, of those where any does."""
        found = {
            heading: sum(NOT_KNOWN in cells or "type not known" in cells for cells in column)
            for heading, column in zip(HEADINGS, zip(*map(astuple, self.rows), strict=True),
                                       strict=False)
        }  # fmt: skip
        return {heading: number for heading, number in found.items() if number}

    @property
    def csv(self) -> str:
        return csv_of(HEADINGS, (astuple(row) for row in self.rows))


def inspectors_list(run: CountedRun, day: date, types: Mapping[Placement, str]) -> InspectorsList:
    """The list of a day. `types` has the type of setting of placements by file and row."""
    at_school = run.on(ON_ROLL, day) & run.on("full_time_education", day)
    age = run.on("compulsory_school_age", day) & run.on("resident", day)
    facts = facts_on(run, age, day)
    elsewhere = {
        child for child, rows in facts.items() if any(row["fact"] == PLACED for row in rows)
    }
    asked = age - (at_school - elsewhere)
    listed = run.without_protected(asked)
    exclusions = {words: run.on(key, day) for key, words in EXCLUSIONS.items()}
    rows = tuple(
        row_of(child, run.children[child], facts.get(child, []), types, exclusions, day)
        for child in sorted(listed)
    )
    return InspectorsList(day, rows, len(asked - listed))


def facts_on(
    run: CountedRun, children: Iterable[str], day: date
) -> dict[str, list[dict[str, Any]]]:
    """The facts of provision and hours that are true on a day, by child, in order of first day."""
    wanted = (
        pc.field("fact").isin([*TYPES, HOURS, ON_ROLL])
        & pc.field("child").isin(pa.array(sorted(children), pa.string()))
        & (pc.field("starts_on") <= day)
        & (pc.field("ends_before").is_null() | (pc.field("ends_before") > day))
    )
    columns = ["child", "fact", "starts_on", "value", "setting", "file", "row"]
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in pq.read_table(
        run.folder / "facts.parquet", columns=columns, filters=wanted
    ).to_pylist():
        found[row["child"]].append(row)
    return {
        child: sorted(rows, key=lambda row: (row["starts_on"], row["fact"], str(row["file"])))
        for child, rows in found.items()
    }


def row_of(
    child: str,
    who: dict[str, Any],
    facts: list[dict[str, Any]],
    types: Mapping[Placement, str],
    exclusions: Mapping[str, frozenset[str]],
    day: date,
) -> Listed:
    provided = provisions(facts, types)
    hours = sorted(
        row["value"] for row in facts if row["fact"] == HOURS and row["value"] is not None
    )
    return Listed(
        child=child,
        date_of_birth=said(who["date_of_birth"]),
        upn=who["upn"] or NOT_KNOWN,
        provision="; ".join(words for words, _ in provided) or NO_PROVISION,
        hours=f"{sum(hours):g}" if hours else NOT_KNOWN,
        over_or_under=over_or_under(sum(hours), day) if hours else NOT_KNOWN,
        made_up=" + ".join(f"{each:g}" for each in hours) if len(hours) > 1 else "",
        exclusion=next((words for words, those in exclusions.items() if child in those), "None"),
        began="; ".join(said(began) for _, began in provided) or DOES_NOT_APPLY,
    )


def provisions(
    facts: list[dict[str, Any]], types: Mapping[Placement, str]
) -> list[tuple[str, date]]:
    """The words and first day of each provision, the longest first; a roll alone is a school."""
    found = {
        (types.get((row["file"], row["row"])) or TYPES[PLACED] if row["fact"] == PLACED
         else TYPES[row["fact"]], row["starts_on"])
        for row in facts
        if row["fact"] in TYPES
    }  # fmt: skip
    rolls = {("School", row["starts_on"]) for row in facts if row["fact"] == ON_ROLL}
    return sorted(found or rolls, key=lambda each: (each[1], each[0]))


def over_or_under(hours: float, day: date) -> str:
    figure = threshold("hours_ofsted_asks_about").on(day)
    return f"{figure:g} or more" if hours >= figure else f"Under {figure:g}"


def said(day: date | None) -> str:
    return day.isoformat() if day else NOT_KNOWN


def setting_types(loads: Path, standing: Iterable[dict[str, Any]]) -> dict[Placement, str]:
    """The type of setting that each row of the placements of these loads tells, by file and row."""
    found: dict[Placement, str] = {}
    for load in standing:
        path = loads / load["feed"] / load["load_id"] / "accepted.parquet"
        if load["feed"] == "placements" and path.exists():
            rows = pq.read_table(path, columns=["file", "row", "setting_type"]).to_pylist()
            found |= {(row["file"], row["row"]): row["setting_type"] for row in rows
                      if row["setting_type"]}  # fmt: skip
    return found
