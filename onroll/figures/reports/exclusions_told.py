"""Every exclusion that a school told of, and how many pupils its schools had in January."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from onroll.figures.periods import Period
from onroll.figures.reports.counted_run import CountedRun
from onroll.figures.reports.numbers import Thing
from onroll.figures.reports.phases import phase_of_school
from onroll.figures.reports.report import TOTAL
from onroll.record.ages import january_census

ROLLS: Final = ("pupil_roll", "census_on_roll")
"""The feeds that tell of everybody on a roll. Of who had left before the first of them nobody
tells, so what they say of an earlier day is no roll of that day."""

Exclusions = Mapping[Thing, dict[str, Any]]
"""What was told of each exclusion, by child, school and first day."""


def told(run: CountedRun, fact: str) -> Exclusions:
    """Each exclusion once, though several sources tell of it."""
    return {f"{row['child']}|{row['setting'] or ''}|{row['starts_on']}": row
            for row in run.facts(fact)}  # fmt: skip


def within(held: Exclusions, period: Period) -> frozenset[Thing]:
    return frozenset(thing for thing, row in held.items() if is_in(row, period))


def is_in(row: dict[str, Any], period: Period) -> bool:
    return bool(period.starts_on <= row["starts_on"] <= period.ends_on)


def first_day_of(*held: Exclusions) -> date | None:
    """The first day on which there was any exclusion that was told; null where none was."""
    return min((row["starts_on"] for each in held for row in each.values()), default=None)


def phase_of(run: CountedRun, row: dict[str, Any]) -> str:
    return phase_of_school(run.schools.get(row["setting"]))


def census_day(year: Period) -> date:
    """The day of the January school census of a school year."""
    return january_census(year.starts_on.year + 1)


def on_roll_at_census(run: CountedRun, years: Sequence[Period]) -> dict[tuple[Period, str], int]:
    """How many pupils were on the rolls of each phase's schools in January, by year and phase.

    Nothing of a year whose census day is to come or was before the first roll that was told, nor of
    a phase of which nobody told any roll.
    """
    first = run.first_told_on(*ROLLS)
    pupils: dict[tuple[Period, str], set[str]] = defaultdict(set)
    days = {year: day for year in years
            if first and first <= (day := census_day(year)) <= year.ends_on}  # fmt: skip
    for row in run.facts("on_roll"):
        for year, day in days.items():
            if row["starts_on"] <= day and (row["ends_before"] is None or day < row["ends_before"]):
                pupils[year, phase_of(run, row)].add(row["child"])
                pupils[year, TOTAL].add(row["child"])
    return {which: len(those) for which, those in pupils.items()}
