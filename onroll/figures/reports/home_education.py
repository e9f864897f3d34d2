"""Home education: how many at any time, at each month's end, in a term; who is new, and why.

As in Leicestershire's report of 2022 (paragraphs 37 and 40), whose sample of 63 reasons stood
beside 50 new children: here each table of reasons says of which children, and each has one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from onroll.figures.ehe_census import EHE_CENSUS, home_education_reason
from onroll.figures.monthly_means import TERMS
from onroll.figures.one_children import one_children
from onroll.figures.periods import Period, period_words
from onroll.figures.reports.academic_years import a_year_before, academic_years, year_words
from onroll.figures.reports.breakdowns import breakdown
from onroll.figures.reports.counted_run import CountedRun, Spell
from onroll.figures.reports.finding_words import against, children, day_words, were
from onroll.figures.reports.months import is_over, months_of
from onroll.figures.reports.numbers import Count, Mean, Thing
from onroll.figures.reports.phases import BY_YEAR_GROUP, PHASES, phase_of_child
from onroll.figures.reports.published_beside import (
    HOME_EDUCATION,
    NONE_GIVEN,
    published_beside,
)
from onroll.figures.reports.report import ONE_GROUP, TOTAL, Column, Report, Row, Table
from onroll.figures.reports.stated import Stated, changed
from onroll.figures.reports.what_is_late import what_is_late
from onroll.figures.spells_over_a_period import thing, things
from onroll.record.definitions import definition

COUNTED: Final = "home_educated"
YEARS: Final = 3
NUMBER: Final = Column("child_count", "Number of children")
YEAR: Final = ("academic_year", "Academic year")
MONTH: Final = ("month", "Month")
ONE_REASON: Final = "The main reason that the register gives. A child has one."


def make(run: CountedRun, period: Period) -> Report:
    """The school year up to the period's last day, beside the two before it."""
    day = period.ends_on
    years = academic_years(day, YEARS)
    new = run.began(COUNTED, years[-1])
    published = published_beside(
        run, HOME_EDUCATION, "Numbers of children as the Department published them"
    )
    return Report(
        key="home_education",
        title="Home education",
        authority=run.authority,
        day=day,
        period=years[-1],
        definitions=(COUNTED,),
        tables=(
            any_time(run, years),
            month_ends(run, years),
            term_means(run, years),
            new_by_month(run, years[-1], new),
            reasons_of_new(run, new, years[-1]),
            reasons_of_all(run, day),
            *published,
        ),
        findings=findings(run, years),
        left_out=(
            "Children whose education at home was found unsuitable: they are missing education.",
            "Children over or under school age.",
        ),
        not_known=(
            *what_is_late(run, (COUNTED,)),
            "A family need not tell the authority: of those who were never on a roll some are not "
            "known.",
            *(() if published else (NONE_GIVEN,)),
        ),
    )


def any_time(run: CountedRun, years: Sequence[Period]) -> Table:
    """Children who were home educated on any day of each year; a child is counted once in it."""
    rows = tuple(Row((year_words(year),), (Count(run.at_any_time(COUNTED, year)),))
                 for year in years)  # fmt: skip
    note = "A child is counted once in a year, and in each year. Years do not add up."
    return Table("any_time_in_year", "Home educated at any time in a year", "children", (YEAR,),
                 (NUMBER,), rows, notes=(note,))  # fmt: skip


def month_ends(run: CountedRun, years: Sequence[Period]) -> Table:
    """Children who were home educated on the last day of each month that is over."""
    rows = tuple(
        Row((year_words(year), month_words(month)), (Count(run.on(COUNTED, month.ends_on)),))
        for year in years
        for month in months_of(year)
        if is_over(month)
    )
    return Table("month_end", "Home educated at the end of the month", "children", (YEAR, MONTH),
                 (NUMBER,), rows)  # fmt: skip


def term_means(run: CountedRun, years: Sequence[Period]) -> Table:
    """The mean of the month ends of each term: not available while one is to come."""
    rows = []
    for year in years:
        held = {month.starts_on.month: run.on(COUNTED, month.ends_on)
                for month in months_of(year) if is_over(month)}  # fmt: skip
        for term, months in TERMS.items():
            known = all(month in held for month in months)
            mean = Mean(tuple(held[month] for month in months) if known else None)
            rows.append(Row((year_words(year), f"{term} term"), (mean,)))
    note = "Autumn is September to December, spring January to April, summer May to July."
    return Table("term_mean", "Home educated in a term: the mean of its months' ends", "children",
                 (YEAR, ("term", "Term")), (Column("child_mean", "Mean number of children"),),
                 tuple(rows), notes=(note,))  # fmt: skip


def new_by_month(run: CountedRun, year: Period, new: Sequence[Spell]) -> Table:
    """Who became home educated in each month of the year, by phase."""
    rows = []
    for month in months_of(year):
        began = [each for each in new if month.starts_on <= each.starts_on <= month.ends_on]
        groups = {phase: frozenset(thing(each) for each in began if of_phase(run, each) == phase)
                  for phase in PHASES}  # fmt: skip
        words = period_words("month", month)
        rows += [Row((words, phase), (Count(held),)) for phase, held in groups.items()]
        rows.append(Row((words, TOTAL), (Count(things(began)),)))
    again = (
        "A start is also of a child who reaches school age, moves in, or is found to be suitably "
        "educated again."
    )
    return Table("new_by_month", "New to home education", "starts of home education",
                 (MONTH, ("phase", "Phase")), (Column("start_count", "Number of starts"),),
                 tuple(rows), ONE_GROUP, (BY_YEAR_GROUP, again))  # fmt: skip


def of_phase(run: CountedRun, spell: Spell) -> str:
    return phase_of_child(run.children.get(spell.child, {}).get("date_of_birth"), spell.starts_on)


def reasons_of_new(run: CountedRun, new: Sequence[Spell], year: Period) -> Table:
    """The reason on the day that each start of the year began."""
    known = one_children(run.folder, {each.child for each in new})
    groups: dict[str, set[Thing]] = {}
    for each in new:
        reason = home_education_reason(known[each.child], each.starts_on)
        groups.setdefault(reason, set()).add(thing(each))
    title = f"Why: those who began in {year_words(year)}"
    return breakdown("reasons_of_new", title, "Reason", groups, things="starts",
                     order=EHE_CENSUS.topics["Reason"], notes=(ONE_REASON,))  # fmt: skip


def reasons_of_all(run: CountedRun, day: date) -> Table:
    """The reason of everybody who is home educated on the day."""
    groups: dict[str, set[Thing]] = {}
    for each in EHE_CENSUS.counted(run, day):
        groups.setdefault(each.groups["Reason"], set()).add(each.child)
    title = f"Why: everybody home educated on {day_words(day)}"
    return breakdown("reasons_of_all", title, "Reason", groups,
                     order=EHE_CENSUS.topics["Reason"], notes=(ONE_REASON,))  # fmt: skip


def findings(run: CountedRun, years: Sequence[Period]) -> tuple[str, ...]:
    """How many now and a year ago, and in the last two whole years."""
    day = years[-1].ends_on
    now, ago = (Stated(COUNTED, on, len(run.on(COUNTED, on))) for on in (day, a_year_before(day)))
    last, before = (len(run.at_any_time(COUNTED, year)) for year in (years[-2], years[-3]))
    return (
        f"{definition(COUNTED).title}: {changed(now, ago)}.",
        f"{children(last)} {were(last)} home educated at any time in {year_words(years[-2])}, "
        f"{against(last, before, f'in {year_words(years[-3])}')}.",
    )


def month_words(month: Period) -> str:
    """September 2026."""
    return f"{month.starts_on:%B %Y}"
