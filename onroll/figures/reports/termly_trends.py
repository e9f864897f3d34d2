"""Each cohort by term and phase over three school years: what rises in which term.

As in Leicestershire's paper of 2020, whose chart is lost. A number is of children who were in the
cohort on any day of the term; a child of two cohorts is in both.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from onroll.figures.periods import Period
from onroll.figures.reports.academic_years import academic_years, year_words
from onroll.figures.reports.counted_run import CountedRun
from onroll.figures.reports.finding_words import against, children, were
from onroll.figures.reports.numbers import Count
from onroll.figures.reports.phases import BY_YEAR_GROUP, PHASES, phase_of_child
from onroll.figures.reports.report import ONE_GROUP, TOTAL, Column, Report, Row, Table
from onroll.figures.reports.what_is_late import what_is_late
from onroll.record.definitions import definition

COHORTS: Final = (
    "missing_education",
    "home_educated",
    "children_with_medical_needs",
    "permanently_excluded_without_place",
    "suspended",
    "part_time_timetable_over_limit",
)
YEARS: Final = 3
BEGINS: Final = {"Autumn term": (9, 1), "Spring term": (1, 1), "Summer term": (5, 1)}
"""The first month and day of each term, the same for all schools, so that terms compare."""


def make(run: CountedRun, period: Period) -> Report:
    """Three school years up to the period's last day; the newest term is cut at it."""
    years = academic_years(period.ends_on, YEARS)
    terms = [term for year in years for term in terms_of(year)]
    return Report(
        key="termly_trends",
        title="Trends by term",
        authority=run.authority,
        day=period.ends_on,
        period=Period(years[0].starts_on, period.ends_on),
        definitions=COHORTS,
        tables=tuple(by_term(run, key, terms) for key in COHORTS),
        findings=tuple(finding(run, key, terms) for key in COHORTS[:2]),
        left_out=("Children over or under school age.",),
        not_known=what_is_late(run, COHORTS),
    )


def terms_of(year: Period) -> list[tuple[str, Period]]:
    """The terms of a school year, with their words; the last is cut where the year is."""
    begun = year.starts_on.year
    days = [date(begun + (month < 9), month, day) for month, day in BEGINS.values()]
    ends = [*(day - timedelta(days=1) for day in days[1:]), date(begun + 1, 8, 31)]
    found = []
    for name, first, last in zip(BEGINS, days, ends, strict=True):
        if first <= year.ends_on:
            cut = "" if last <= year.ends_on else ", so far"
            words = f"{name} {year_words(Period(year.starts_on, ends[-1]))}{cut}"
            found.append((words, Period(first, min(last, year.ends_on))))
    return found


def by_term(run: CountedRun, key: str, terms: Sequence[tuple[str, Period]]) -> Table:
    """One cohort: a row for each term and phase, and for the term."""
    rows = []
    for words, term in terms:
        held = run.at_any_time(key, term)
        groups = {
            phase: frozenset(child for child in held if of_phase(run, child, term) == phase)
            for phase in PHASES
        }
        rows += [Row((words, phase), (Count(those),)) for phase, those in groups.items()]
        rows.append(Row((words, TOTAL), (Count(held),)))
    return Table(
        key,
        f"{definition(key).title}, by term and phase",
        "children",
        (("term", "Term"), ("phase", "Phase")),
        (Column("child_count", "Number of children"),),
        tuple(rows),
        ONE_GROUP,
        (BY_YEAR_GROUP, "A child is counted once in each term. Terms do not add up."),
    )


def of_phase(run: CountedRun, child: str, term: Period) -> str:
    return phase_of_child(run.children.get(child, {}).get("date_of_birth"), term.ends_on)


def finding(run: CountedRun, key: str, terms: Sequence[tuple[str, Period]]) -> str:
    """The last whole term beside the same term of the year before."""
    whole = [(words, term) for words, term in terms if not words.endswith("so far")]
    (words, term), (before, earlier) = whole[-1], whole[-1 - len(BEGINS)]
    now, then = len(run.at_any_time(key, term)), len(run.at_any_time(key, earlier))
    return (
        f"{definition(key).title}: {children(now)} {were(now)} counted in the "
        f"{words[0].lower()}{words[1:]}, "
        f"{against(now, then, f'in the {before[0].lower()}{before[1:]}')}."
    )
