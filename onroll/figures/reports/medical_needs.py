"""Children too ill to attend school: on the day, in each academic year, and what is owed."""

from __future__ import annotations

from typing import Final

from onroll.figures.periods import Period
from onroll.figures.reports.academic_years import academic_years, year_words
from onroll.figures.reports.counted_run import CountedRun, Spell
from onroll.figures.reports.durations import median_days
from onroll.figures.reports.finding_words import children, day_words, many, were
from onroll.figures.reports.numbers import Count, Number
from onroll.figures.reports.report import MORE_GROUPS, Column, Report, Row, Table
from onroll.figures.reports.time_limits import BY_KEY, time_limits
from onroll.figures.reports.what_is_late import what_is_late
from onroll.figures.spells_over_a_period import things
from onroll.record.definitions import definition

ALL: Final = "children_with_medical_needs"
COHORTS: Final = (
    ALL,
    "medical_needs_at_home",
    "medical_needs_in_hospital",
    "medical_needs_education_due",
    "pme_mental_health",
    "pme_medical_needs",
    "sickness_return_due",
)
CLOCK: Final = "medical_provision"
YEARS: Final = 3


def make(run: CountedRun, period: Period) -> Report:
    """The cohorts of the period's last day, and of each year the children and their illnesses."""
    day = period.ends_on
    held = {key: [each for each in run.spells(key) if each.on(day)] for key in COHORTS}
    owed = [each for each in time_limits(run) if each.clock.key == CLOCK and each.runs(day)]
    late = [each for each in owed if each.overdue(day)]
    number = Column("child_count", "Number of children")
    return Report(
        key="medical_needs",
        title="Children with medical needs",
        authority=run.authority,
        day=day,
        period=None,
        definitions=(*COHORTS, CLOCK),
        tables=(
            Table("cohorts", f"On {day_words(day)}", "children", (("cohort", "Cohort"),),
                  (number, Column("median_days", "Median time in it", "days")),
                  tuple(Row((definition(key).title,), of_day(held[key], period))
                        for key in COHORTS), MORE_GROUPS),
            Table("any_time_in_year", "At any time in an academic year", "children",
                  (("academic_year", "Academic year"), ("cohort", "Cohort")),
                  (number, Column("spell_count", "Times it began")),
                  tuple(of_year(run, key, year) for year in academic_years(day, YEARS)
                        for key in COHORTS[:4]), MORE_GROUPS,
                  ("A child is counted once in a year. Times it began are of that year.",)),
            Table("time_limits", "Education to be arranged", "time limits",
                  (("time_limit", "Time limit"),),
                  (Column("running_count", "Running"), Column("overdue_count", "Overdue")),
                  (Row((BY_KEY[CLOCK].title,),
                       tuple(Count(frozenset(each.thing for each in part))
                             for part in (owed, late))),)),
        ),
        findings=(
            f"{children(len(held[ALL]))} {were(len(held[ALL]))} too ill to attend, with evidence, "
            f"on {day_words(day)}.",
            f"{many(len(late), 'time limit', 'time limits')} for arranging education through "
            f"illness {were(len(late))} overdue.",
        ),
        left_out=("Illness that nobody gave evidence of is not counted.",),
        not_known=what_is_late(run, COHORTS),
    )  # fmt: skip


def of_day(spells: list[Spell], period: Period) -> tuple[Number, ...]:
    return Count(things(spells)), median_days(spells, period.ends_on)


def of_year(run: CountedRun, key: str, year: Period) -> Row:
    """How many children at any time in a year, and how many spells began in it."""
    return Row(
        (year_words(year), definition(key).title),
        (Count(run.at_any_time(key, year)), Count(things(run.began(key, year)))),
    )
