"""How long children have been out of education, or of full-time education, by cohort."""

from __future__ import annotations

from typing import Final

from onroll.figures.periods import Period
from onroll.figures.reports.counted_run import CountedRun, Spell
from onroll.figures.reports.durations import BANDS, BANDS_NOTE, in_bands, median_days
from onroll.figures.reports.finding_words import children, day_words
from onroll.figures.reports.numbers import Count, Share, Thing
from onroll.figures.reports.report import MORE_GROUPS, TOTAL, Column, Report, Row, Table
from onroll.figures.reports.what_is_late import what_is_late
from onroll.figures.spells_over_a_period import things
from onroll.record.definitions import definition

COHORTS: Final = (
    "missing_education",
    "whereabouts_not_known",
    "missing_education_extended_on_roll",
    "missing_out_on_education",
    "under_25_hours",
    "permanently_excluded_without_place",
    "part_time_timetable_over_limit",
    "children_with_medical_needs",
    "awaiting_school_place",
)


def make(run: CountedRun, period: Period) -> Report:
    """The children of each cohort on the period's last day, by how long they have been in it."""
    day = period.ends_on
    held = {key: [each for each in run.spells(key) if each.on(day)] for key in COHORTS}
    titles = {key: definition(key).title for key in COHORTS}
    bands = tuple(row for key in COHORTS for row in rows_of(titles[key], held[key], period))
    medians = tuple(
        Row((titles[key],), (Count(things(held[key])), median_days(held[key], day)))
        for key in COHORTS
    )
    cohort = ("cohort", "Cohort")
    number = Column("child_count", "Number of children")
    percent = Column("child_percent", "Percentage of children", "%", 1)
    return Report(
        key="time_out_of_education",
        title="Time out of education",
        authority=run.authority,
        day=day,
        period=None,
        definitions=COHORTS,
        tables=(
            Table("medians", "Half had been so long, or longer", "children", (cohort,),
                  (number, Column("median_days", "Median", "days")), medians, MORE_GROUPS),
            Table("bands", "By duration band", "children", (cohort, ("duration", "Duration")),
                  (number, percent), bands, MORE_GROUPS, (BANDS_NOTE,)),
        ),
        findings=findings(held["missing_education"], period),
        left_out=("Counted is the time since a child last joined the cohort. Time before a child "
                  "left it and came back is left out.",),
        not_known=what_is_late(run, COHORTS),
    )  # fmt: skip


def rows_of(title: str, spells: list[Spell], period: Period) -> list[Row]:
    """One row for each band, and the total."""
    found, whole = in_bands(spells, period.ends_on), things(spells)
    none: frozenset[Thing] = frozenset()
    return [
        Row((title, band), (Count(part), Share(part, whole)))
        for band, part in [*((band, found.get(band, none)) for band in BANDS), (TOTAL, whole)]
    ]


def findings(missing: list[Spell], period: Period) -> tuple[str, ...]:
    day = period.ends_on
    median = median_days(missing, day).value
    if median is None:
        return (f"No child was missing education on {day_words(day)}.",)
    longest = len(in_bands(missing, day).get(BANDS[-1], ()))
    return (
        f"Of {children(len(missing))} missing education on {day_words(day)}, {longest:,} "
        "had been for over 52 weeks.",
        f"Half had been missing education for {median} days or more.",
    )
