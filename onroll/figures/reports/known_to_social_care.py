"""How many children of each cohort have a social worker: an overlay, which changes no other count.

Looked-after children are included, as in Leicestershire's table (2022).
"""

from __future__ import annotations

from typing import Final

from onroll.figures.periods import Period
from onroll.figures.reports.counted_run import CountedRun
from onroll.figures.reports.finding_words import children, day_words
from onroll.figures.reports.numbers import Count, Share
from onroll.figures.reports.report import MORE_GROUPS, Column, Report, Row, Table
from onroll.figures.reports.what_is_late import what_is_late
from onroll.record.definitions import definition

KNOWN: Final = "with_a_social_worker"
BEFORE: Final = "previously_with_a_social_worker"
EVERYBODY: Final = "Everybody in the record"
COHORTS: Final = (
    "missing_education",
    "missing_education_extended_on_roll",
    "children_with_medical_needs",
    "home_educated",
    "missing_out_on_education",
    "permanently_excluded_without_place",
    "suspended",
    "part_time_timetable_over_limit",
    "persistent_absence",
    "severe_absence",
)


def make(run: CountedRun, period: Period) -> Report:
    """Each cohort of the period's last day, and how many of it have or had a social worker."""
    day = period.ends_on
    known, before = run.on(KNOWN, day), run.on(BEFORE, day)
    cohorts = {definition(key).title: run.on(key, day) for key in COHORTS}
    rows = [
        Row((title,), (Count(held), Count(held & known), Share(held & known, held),
                       Count(held & before)))
        for title, held in {**cohorts, EVERYBODY: frozenset(run.children)}.items()
    ]  # fmt: skip
    missing = cohorts[definition(COHORTS[0]).title]
    return Report(
        key="known_to_social_care",
        title="Children with a social worker, by cohort",
        authority=run.authority,
        day=day,
        period=None,
        definitions=(*COHORTS, KNOWN, BEFORE),
        tables=(
            Table(
                key="cohorts",
                title=f"With a social worker on {day_words(day)}",
                things="children",
                by=(("cohort", "Cohort"),),
                columns=(
                    Column("child_count", "Number of children"),
                    Column("known_count", "With a social worker"),
                    Column("known_percent", "Percentage with a social worker", "%", 1),
                    Column("before_count", "Had one before, not now"),
                ),
                rows=tuple(rows),
                groups=MORE_GROUPS,
                notes=("A child in need, on a child protection plan, or looked after.",),
            ),
        ),
        findings=(
            f"Of {children(len(missing))} missing education, {len(missing & known):,} had a social "
            f"worker on {day_words(day)}, looked-after children included.",
        ),
        not_known=what_is_late(run, (KNOWN,)),
    )
