"""Exits from each school of the run that is shown, without the children who are protected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
from django.core.cache import cache

from onroll.figures.exits_by_school import by_school, exits_of_run, named, without
from onroll.figures.periods import By, Period, period_words, periods
from onroll.web.children.models import School
from onroll.web.figures.scorecards import KEPT_SECONDS, SHOWN
from onroll.web.library.models import Run
from onroll.web.library.trying import folder_of
from onroll.web.shields.restricting import restricted_children

COUNTS = ("exits", "unexplained", "home_educated")


@dataclass(frozen=True)
class PeriodTotals:
    """All schools in one period. `row` holds the three counts by name."""

    period: Period
    words: str
    row: dict[str, int]


@dataclass(frozen=True)
class Exits:
    """`table` is what the file has; `found` has one row per child, school and period."""

    by: By
    shown: list[Period]
    found: pa.Table
    table: pa.Table

    def rows(self, period: Period) -> list[dict[str, Any]]:
        """The schools of a period by name: setting, school and the three counts."""
        rows = [row for row in self.table.to_pylist() if row["period_start"] == period.starts_on]
        return sorted(rows, key=lambda row: (row["school"], row["setting"]))

    def to_ask_about(self, period: Period) -> list[dict[str, Any]]:
        """Of these, the schools with an exit that is unexplained or led to home education."""
        return [row for row in self.rows(period) if row["unexplained"] or row["home_educated"]]

    def totals(self) -> list[PeriodTotals]:
        """Every period, the newest first."""
        return [
            PeriodTotals(period, period_words(self.by, period), summed(self.rows(period)))
            for period in reversed(self.shown)
        ]

    def starting(self, starts_on: date) -> Period | None:
        return next((each for each in self.shown if each.starts_on == starts_on), None)

    def children(self, period: Period, setting: str, kind: str) -> list[str]:
        """The children behind one number of one school."""
        return [
            row["child"]
            for row in self.found.to_pylist()
            if row["period_start"] == period.starts_on
            and row["setting"] == setting
            and (kind == "exits" or row[kind])
        ]


def summed(rows: Iterable[dict[str, Any]]) -> dict[str, int]:
    held = list(rows)
    return {count: sum(row[count] for row in held) for count in COUNTS}


def exits_shown(run: Run, by: By) -> Exits:
    """The exits of the last twelve months or eight quarters. Raises `RunNotHere`.

    Who is protected is asked every time: a child whom a shield covers since is in no number.
    """
    shown = periods(by, run.as_of, SHOWN[by])
    key = f"exits:{run.run_id}:{run.published_at.timestamp()}:{by}"
    found = cache.get(key)
    if found is None:
        found = exits_of_run(folder_of(run), shown, run.as_of)
        cache.set(key, found, KEPT_SECONDS)
    found = without(found, protected())
    names = dict(School.objects.values_list("urn", "name"))
    return Exits(by, shown, found, named(by_school(found), names))


def protected() -> frozenset[str]:
    return restricted_children()
