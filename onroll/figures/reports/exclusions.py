"""Suspensions and permanent exclusions: how many, of how many pupils, in which phase and year.

Exclusions and the pupils who were excluded are counted in tables of their own: a pupil may have
several. A rate is of 100 pupils on roll at the January school census, as the Department has it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from onroll.figures.periods import Period, period_words
from onroll.figures.reports.academic_years import a_year_before, academic_years, year_words
from onroll.figures.reports.counted_run import CountedRun
from onroll.figures.reports.exclusions_told import (
    Exclusions,
    first_day_of,
    is_in,
    on_roll_at_census,
    phase_of,
    told,
    within,
)
from onroll.figures.reports.finding_words import against, many, were
from onroll.figures.reports.months import months_of
from onroll.figures.reports.numbers import Count, Given, Number, Rate, child_of
from onroll.figures.reports.phases import SCHOOL_PHASES
from onroll.figures.reports.published_beside import EXCLUSIONS, NONE_GIVEN, published_beside
from onroll.figures.reports.report import MORE_GROUPS, ONE_GROUP, TOTAL, Column, Report, Row, Table
from onroll.figures.reports.what_is_late import what_is_late

PERMANENT: Final = "permanent_exclusion"
SUSPENSION: Final = "suspension"
DEFINITIONS: Final = ("permanently_excluded_without_place", "suspended")
YEARS: Final = 4
NOT_TOLD: Final = Given(None, "x")
BY: Final = (("academic_year", "Academic year"), ("phase", "Phase"))
AS_TOLD: Final = (
    "Each that a school told of is counted, by child, school and first day, whatever came of it."
)
PER_100: Final = (
    "The rate is of 100 pupils on the roll of schools of the phase at the January school census of "
    "the year, as the record has it; x where that day is to come, or was before the first roll "
    "that the record was told of."
)


def make(run: CountedRun, period: Period) -> Report:
    """The year up to the period's last day, beside the three before it."""
    years = academic_years(period.ends_on, YEARS)
    permanent, suspensions = told(run, PERMANENT), told(run, SUSPENSION)
    first = first_day_of(permanent, suspensions)
    known = [year for year in years if first and year.ends_on >= first] or years[-1:]
    tables = (
        by_phase(
            run, "permanent", "Permanent exclusions", "permanent exclusions", permanent, known
        ),
        by_phase(run, "suspensions", "Suspensions", "suspensions", suspensions, known),
        pupils(run, permanent, suspensions, known),
        in_month(permanent, years[-1], first or period.starts_on),
    )
    published = published_beside(run, EXCLUSIONS, "Rates as the Department published them")
    return Report(
        key="exclusions",
        title="Suspensions and permanent exclusions",
        authority=run.authority,
        day=period.ends_on,
        period=years[-1],
        definitions=DEFINITIONS,
        tables=(
            *(tables if first else map(with_no_number, tables)),
            *published,
        ),
        findings=findings(permanent, period.ends_on, first) if first else (),
        left_out=("Suspensions over lunchtime.",),
        not_known=(
            *what_is_late(run, DEFINITIONS),
            *((no_earlier(known, first),) if len(known) < len(years) else ()),
            *(() if published else (NONE_GIVEN,)),
        ),
    )  # fmt: skip


def by_phase(
    run: CountedRun, key: str, title: str, things: str, held: Exclusions, years: Sequence[Period]
) -> Table:
    """One row for each year and phase of the school: how many exclusions, and of 100 pupils."""
    on_roll = on_roll_at_census(run, years)

    def numbers(year: Period, phase: str) -> tuple[Number, ...]:
        those = frozenset(
            thing for thing, row in held.items()
            if is_in(row, year) and phase in (TOTAL, phase_of(run, row))
        )  # fmt: skip
        return Count(those), Rate(those, on_roll.get((year, phase)), per=100)

    columns = (
        Column(f"{key}_count", f"Number of {things}"),
        Column(f"{key}_rate", f"{title}, per 100 pupils", places=2),
    )
    return Table(key, f"{title}, by phase", things, BY, columns, rows_of(years, numbers),
                 ONE_GROUP, (AS_TOLD, PER_100))  # fmt: skip


def pupils(
    run: CountedRun, permanent: Exclusions, suspensions: Exclusions, years: Sequence[Period]
) -> Table:
    """One row for each year and phase: how many pupils were excluded, each counted once in it."""

    def numbers(year: Period, phase: str) -> tuple[Number, ...]:
        return tuple(
            Count(frozenset(child_of(thing) for thing, row in held.items()
                            if is_in(row, year) and phase in (TOTAL, phase_of(run, row))))
            for held in (suspensions, permanent)
        )  # fmt: skip

    columns = (
        Column("suspended_child_count", "Pupils who were suspended"),
        Column("excluded_child_count", "Pupils who were permanently excluded"),
    )
    return Table("pupils", "Pupils who were suspended or excluded, by phase", "pupils", BY,
                 columns, rows_of(years, numbers), MORE_GROUPS, (AS_TOLD,))  # fmt: skip


def rows_of(
    years: Sequence[Period], numbers: Callable[[Period, str], tuple[Number, ...]]
) -> tuple[Row, ...]:
    return tuple(
        Row((year_words(year), phase), numbers(year, phase))
        for year in years
        for phase in (*SCHOOL_PHASES, TOTAL)
    )


def in_month(permanent: Exclusions, year: Period, first: date) -> Table:
    """Permanent exclusions of each month of the year; not available before the first that was told
    of."""
    rows = tuple(
        Row((period_words("month", month),),
            (Count(within(permanent, month)) if month.ends_on >= first else NOT_TOLD,))
        for month in months_of(year)
    )  # fmt: skip
    column = Column("permanent_count", "Number of permanent exclusions")
    return Table("permanent_in_month", "Permanent exclusions in the month", "permanent exclusions",
                 (("month", "Month"),), (column,), rows)  # fmt: skip


def with_no_number(table: Table) -> Table:
    """The table of a record to which nobody told of any exclusion: not one is known not to be."""
    rows = tuple(replace(row, numbers=(NOT_TOLD,) * len(row.numbers)) for row in table.rows)
    return replace(table, rows=rows)


def no_earlier(known: Sequence[Period], first: date | None) -> str:
    """What stands for the years of which nobody told: a year, for the day of the first exclusion
    would be one child's."""
    return f"Nobody told of any exclusion{f' before {year_words(known[0])}' if first else ''}."


def findings(permanent: Exclusions, day: date, first: date) -> tuple[str, ...]:
    """How many in the school year so far, and in as much of the year before, where the record
    reaches back to the first day of it: of a part of that year nothing is compared."""
    year = academic_years(day, 1)[0]
    ago = Period(a_year_before(year.starts_on), a_year_before(day))
    now, before = len(within(permanent, year)), len(within(permanent, ago))
    if first > year.ends_on:
        return ()
    said = many(now, "permanent exclusion", "permanent exclusions")
    told = f"There {were(now)} {said} in {year_words(year)}"
    if first > ago.starts_on:
        return (f"{told}, as far as schools told of them.",)
    return (f"{told}, {against(now, before, 'in as much of the year before')}.",)
