"""What the Department's termly returns share: their columns, their words, and that they add up.

Each child is in one group of every topic, and what nobody knows is a group, so that each topic
adds up to the total; `census_table` checks that before it gives the table back. Numbers are as they
were counted: what is sent to the Department is not rounded, and what is published must be protected
first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import pyarrow as pa

from onroll.figures.one_children import one_children
from onroll.figures.printed_shares import percent_cell
from onroll.figures.reports.counted_run import CountedRun
from onroll.record.ages import january_census, year_group
from onroll.record.one_child import OneChild

PLACE_AND_TIME: Final = (
    "time_period", "time_identifier", "geographic_level", "country_code", "country_name",
    "region_code", "region_name", "old_la_code", "new_la_code", "la_name",
)  # fmt: skip

COLUMNS: Final = (
    *PLACE_AND_TIME, "breakdown_topic", "breakdown", "child_count", "child_percent", "rate_per_100",
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

SEX_GROUPS: Final = (*SEXES.values(), UNKNOWN)
YEAR_GROUPS: Final = ("Reception", *(f"Year {year}" for year in range(1, 12)), UNKNOWN)

Topics = Mapping[str, tuple[str, ...]]
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


@dataclass(frozen=True)
class TermlyReturn:
    """One of the returns: `definition` says who is in it on a day, `groups_of` in which groups;
    `name` is that of its file and `children` what its children are called in a sentence.
    `not_known` are the groups of children to ask about before the census day."""

    name: str
    children: str
    definition: str
    topics: Topics
    not_known: frozenset[str]
    groups_of: Callable[[OneChild, dict[str, Any], date], dict[str, str]]

    def counted(self, run: CountedRun, day: date) -> list[Counted]:
        """The children of a run who are in the return on a day, by reference."""
        held = run.on(self.definition, day)
        known = one_children(run.folder, held)
        return [
            Counted(child, self.groups_of(known[child], run.children[child], day))
            for child in sorted(held)
        ]

    def to_chase(self, children: Iterable[Counted]) -> dict[str, list[str]]:
        """What nobody knows, by topic and group: the children to ask about before the census day.

        Only the groups that say so and have a child.
        """
        found: dict[str, list[str]] = {}
        for child in children:
            for topic, group in child.groups.items():
                if group in self.not_known:
                    found.setdefault(f"{topic}: {group}", []).append(child.child)
        return found

    def table(
        self, children: Iterable[Counted], *, place: Place, time_period: str, term: str
    ) -> pa.Table:
        """The return of an authority: one row for each group of each topic, in `COLUMNS`, as text.

        A share is in whole per cent of the total (`percent_cell`); the rate needs how many children
        live in the area, and is "x". Raises ValueError where a topic does not add up.
        """
        held = list(children)
        rows = [
            {
                **place_and_time(place, time_period, term),
                "breakdown_topic": topic, "breakdown": group, "child_count": str(count),
                "child_percent": percent_cell(count, len(held)),
                "rate_per_100": "x",
            }
            for topic, group, count in counts(held, self.topics)
        ]  # fmt: skip
        return text_table(rows, COLUMNS)


def of_unknown_age(run: CountedRun, day: date) -> frozenset[str]:
    """The children on no roll who are known of, and are in no return as nobody gives their date of
    birth: each may be of school age, and belong in one."""
    return run.asked_on("no_date_of_birth", day) - run.on("on_roll", day)


def place_and_time(place: Place, time_period: str, time_identifier: str) -> dict[str, str]:
    """The columns of `PLACE_AND_TIME` of an authority's row."""
    return {
        "time_period": time_period, "time_identifier": time_identifier,
        "geographic_level": "Local authority", "country_code": "E92000001",
        "country_name": "England", "region_code": place.region_code,
        "region_name": place.region_name, "old_la_code": place.la_code,
        "new_la_code": place.new_la_code, "la_name": place.la_name,
    }  # fmt: skip


def text_table(rows: list[dict[str, str]], columns: Collection[str]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=pa.schema([(name, pa.string()) for name in columns]))


def sex_and_year(who: dict[str, Any], day: date) -> dict[str, str]:
    """The groups that every return asks for: the total, the sex and the year group."""
    return {
        "Total": "Total",
        "Sex": SEXES.get(who["sex"] or "", UNKNOWN),
        "Year group": year_in_words(who["date_of_birth"], day),
    }


def year_in_words(born: date | None, day: date) -> str:
    """Reception, Year 1 to Year 11, or Unknown: for no date of birth, and for any other year."""
    year = None if born is None else year_group(born, day)
    if year is None or not RECEPTION <= year <= ELEVENTH:
        return UNKNOWN
    return f"Year {year}" if year else "Reception"


def when(day: date) -> tuple[str, str]:
    """The time period and the term of a census day: 202627 and Autumn term from September on,
    Spring term from January, Summer term from May."""
    term = "Autumn" if day.month >= 9 else "Spring" if day.month < 5 else "Summer"
    return year_period(day), f"{term} term"


def census_days(day: date) -> tuple[list[date], date]:
    """The last three census days up to a day, the newest first, and the next one after it.

    They are those of the school census: the first Thursday of October, and the third of January and
    of May.
    """
    days = [
        each
        for year in range(day.year - 1, day.year + 2)
        for each in (january_census(year), thursday(year, 5, 3), thursday(year, 10, 1))
    ]
    passed = [each for each in days if each <= day]
    return passed[:-4:-1], days[len(passed)]


def thursday(year: int, month: int, number: int) -> date:
    """The first, second, … Thursday of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 7 * (number - 1))


def year_period(day: date) -> str:
    """The school year that holds a day, as data files write it: 202627."""
    begun = day.year - (day.month < 9)
    return f"{begun}{(begun + 1) % 100:02}"


def counts(children: Collection[Counted], topics: Topics) -> Iterator[tuple[str, str, int]]:
    """Topic, group and how many children, of every group. Raises ValueError."""
    for topic, groups in topics.items():
        found = Counter(child.groups[topic] for child in children)
        if extra := set(found) - set(groups):
            raise ValueError(f"{topic} has no group {', '.join(sorted(extra))}")
        for group in groups:
            yield topic, group, found[group]
