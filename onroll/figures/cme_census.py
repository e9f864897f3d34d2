"""Children missing education on a census day, as the Department publishes them.

The columns, topics and words, in the order of the published file of autumn 2025. Each child is in
one group of every topic, and what nobody knows is a group, so that each topic adds up to the total;
`cme_census` checks that before it gives the table back. Numbers are as they were counted: what is
sent to the Department is not rounded, and what is published must be protected first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from onroll.figures.printed_shares import share
from onroll.record.ages import year_group
from onroll.record.missing_reasons import PRIMARY_REASONS
from onroll.record.one_child import FactRow, OneChild
from onroll.record.reason_for_missing import (
    OVER,
    UNKNOWN_BAND,
    WEEKS,
    days_missing,
    duration_band,
    reason_on,
)
from onroll.record.school_days import SchoolCalendar

DEFINITION: Final = "dfe_return_missing_education"

COLUMNS: Final = (
    "time_period", "time_identifier", "geographic_level", "country_code", "country_name",
    "region_code", "region_name", "old_la_code", "new_la_code", "la_name", "breakdown_topic",
    "breakdown", "child_count", "child_percent", "rate_per_100",
)  # fmt: skip

METADATA: Final = (
    {"col_name": "breakdown", "col_type": "Filter", "label": "Breakdown",
     "filter_grouping_column": "breakdown_topic"},
    {"col_name": "child_count", "col_type": "Indicator", "label": "Number of children",
     "indicator_dp": "0"},
    {"col_name": "child_percent", "col_type": "Indicator", "label": "Percentage of children",
     "indicator_unit": "%", "indicator_dp": "0"},
    {"col_name": "rate_per_100", "col_type": "Indicator", "label": "Rate per 100 children",
     "indicator_dp": "1"},
)  # fmt: skip

SEXES: Final = {"F": "Female", "M": "Male"}
UNKNOWN: Final = "Unknown"
RECEPTION, ELEVENTH = 0, 11

REASONS: Final = (
    "moved_in_from_another_authority", "moved_in_from_another_country",
    "application_awaiting_outcome", "offer_not_accepted", "waiting_to_start",
    "did_not_get_preference", "unsuitable_home_education", "difficulty_getting_suitable_place",
    "dissatisfied", "dissatisfied_send", "mental_health", "physical_health", "parents_decision",
    "did_not_apply", "challenging_attendance_order", "moved_to_another_authority",
    "moved_to_another_country", "unknown", "not_recorded", "other",
)  # fmt: skip
"""The keys of the reasons in the order of the published file."""

TOPICS: Final[dict[str, tuple[str, ...]]] = {
    "Total": ("Total",),
    "Sex": (*SEXES.values(), UNKNOWN),
    "Year group": ("Reception", *(f"Year {year}" for year in range(1, 12)), UNKNOWN),
    "Duration": (*(band for _, band in WEEKS), OVER, UNKNOWN_BAND),
    "Reason": tuple(PRIMARY_REASONS[key] for key in REASONS),
}
"""The groups of each topic, in order. Each child is in one group of each."""


@dataclass(frozen=True)
class Place:
    """The authority of a return: its codes and names, and those of its region."""

    la_code: str
    new_la_code: str
    la_name: str
    region_code: str
    region_name: str


@dataclass(frozen=True)
class Counted:
    """A child of the return, and the group of each topic that the child is in."""

    child: str
    groups: dict[str, str]


def counted(folder: Path, day: date) -> list[Counted]:
    """The children of a run's folder who are in the return on a day, by reference."""
    statuses = pq.read_table(
        folder / "statuses.parquet", filters=[("definition", "=", DEFINITION)]
    ).to_pylist()
    missing = sorted(
        {row["child"] for row in statuses
         if row["starts_on"] <= day and (row["ends_before"] is None or day < row["ends_before"])}
    )  # fmt: skip
    wanted = pc.field("child").isin(pa.array(missing, pa.string()))
    rows = pq.read_table(folder / "children.parquet", filters=wanted).to_pylist()
    who = {row["child"]: row for row in rows}
    schools = pq.read_table(folder / "schools.parquet", columns=["urn", "days"]).to_pylist()
    calendars = {row["urn"] or "": SchoolCalendar(row["days"]) for row in schools if row["days"]}
    facts: dict[str, list[FactRow]] = {child: [] for child in missing}
    for row in pq.read_table(folder / "facts.parquet", filters=wanted).to_pylist():
        told = FactRow(**{name: row[name] for name in FactRow.__dataclass_fields__})
        facts[row["child"]].append(told)
    return [
        Counted(child, groups_of(OneChild(facts[child], calendars), who[child], day))
        for child in missing
    ]


def groups_of(child: OneChild, who: dict[str, object], day: date) -> dict[str, str]:
    born, sex = who["date_of_birth"], str(who["sex"] or "")
    return {
        "Total": "Total",
        "Sex": SEXES.get(sex, UNKNOWN),
        "Year group": year_in_words(born if isinstance(born, date) else None, day),
        "Duration": duration_band(days_missing(child, day)),
        "Reason": reason_on(child, day) or PRIMARY_REASONS["not_recorded"],
    }


def year_in_words(born: date | None, day: date) -> str:
    """Reception, Year 1 to Year 11, or Unknown: for no date of birth, and for any other year."""
    year = None if born is None else year_group(born, day)
    if year is None or not RECEPTION <= year <= ELEVENTH:
        return UNKNOWN
    return f"Year {year}" if year else "Reception"


def cme_census(
    children: Iterable[Counted], *, place: Place, time_period: str, term: str
) -> pa.Table:
    """The return of an authority: one row for each group of each topic, in `COLUMNS`, as text.

    A share is in whole per cent of the total, "z" where there is no child; the rate needs how many
    children live in the area, and is "x". Raises ValueError where a topic does not add up.
    """
    held = list(children)
    rows = [
        {
            "time_period": time_period, "time_identifier": term,
            "geographic_level": "Local authority", "country_code": "E92000001",
            "country_name": "England", "region_code": place.region_code,
            "region_name": place.region_name, "old_la_code": place.la_code,
            "new_la_code": place.new_la_code, "la_name": place.la_name,
            "breakdown_topic": topic, "breakdown": group, "child_count": str(count),
            "child_percent": str(share(count, len(held), 0)) if held else "z",
            "rate_per_100": "x",
        }
        for topic, group, count in counts(held)
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=pa.schema([(name, pa.string()) for name in COLUMNS]))


def to_chase(children: Iterable[Counted]) -> dict[str, list[str]]:
    """What nobody knows, by topic and group: the children to ask about before the census day.

    Only the groups that say so and have a child.
    """
    found: dict[str, list[str]] = {}
    for child in children:
        for topic, group in child.groups.items():
            if group in (UNKNOWN, PRIMARY_REASONS["not_recorded"]):
                found.setdefault(f"{topic}: {group}", []).append(child.child)
    return found


def when(day: date) -> tuple[str, str]:
    """The time period and the term of a census day: 202627 and Autumn term from September on,
    Spring term from January, Summer term from May."""
    begun = day.year - (day.month < 9)
    term = "Autumn" if day.month >= 9 else "Spring" if day.month < 5 else "Summer"
    return f"{begun}{(begun + 1) % 100:02}", f"{term} term"


def counts(children: list[Counted]) -> Iterator[tuple[str, str, int]]:
    """Topic, group and how many children, of every group. Raises ValueError."""
    for topic, groups in TOPICS.items():
        found = Counter(child.groups[topic] for child in children)
        if extra := set(found) - set(groups):
            raise ValueError(f"{topic} has no group {', '.join(sorted(extra))}")
        for group in groups:
            yield topic, group, found[group]
