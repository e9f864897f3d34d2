"""Children missing education: on no roll, on a roll, and both together, each by its definition.

Leicestershire's table (2022) adds its two rows. A child who was on no roll in one part of a year
and on a roll in another is in both, and is in the total once: so the overlap has a row of its own.
"""

from __future__ import annotations

from typing import Final

from onroll.figures.periods import Period
from onroll.figures.reports.academic_years import academic_years, year_words
from onroll.figures.reports.counted_run import CountedRun
from onroll.figures.reports.finding_words import children, day_words, were
from onroll.figures.reports.numbers import Count, Number, Thing
from onroll.figures.reports.report import Column, Report, Row, Table
from onroll.figures.reports.what_is_late import what_is_late
from onroll.record.definitions import definition
from onroll.record.thresholds import threshold

NOT_ON_ROLL: Final = "missing_education_extended_not_on_roll"
ON_ROLL: Final = "missing_education_extended_on_roll"
WHEREABOUTS: Final = ("whereabouts_known", "whereabouts_not_known")
YEARS: Final = 3
LONG: Final = threshold("significant_absence").words
CONFIRMED: Final = threshold("whereabouts_verified_for").words
STATUTORY: Final = (
    "Of compulsory school age, on no roll and not suitably educated otherwise (Education Act "
    "1996, section 436A)"
)
SUM: Final = "Not on a roll + on a roll - in both = total. Each child is in the total once."


def make(run: CountedRun, period: Period) -> Report:
    """The headline of the period's last day, and of academic years at any time in them."""
    day = period.ends_on
    years = academic_years(day, YEARS)
    at_once = rows_of(run.on(NOT_ON_ROLL, day), run.on(ON_ROLL, day))
    any_time = [
        rows_of(run.at_any_time(NOT_ON_ROLL, year), run.at_any_time(ON_ROLL, year))
        for year in years
    ]
    by = (("group", "Group"), ("definition", "Definition"))
    return Report(
        key="cme_headline",
        title="Children missing education: the headline",
        authority=run.authority,
        day=day,
        period=None,
        definitions=(NOT_ON_ROLL, ON_ROLL, *WHEREABOUTS),
        tables=(
            Table("on_the_day", f"On {day_words(day)}", "children", by,
                  (Column("child_count", "Number of children"),),
                  tuple(Row(label, (number,)) for label, number in at_once.items()),
                  notes=(SUM,)),
            Table("any_time_in_year", "At any time in an academic year", "children",
                  (("academic_year", "Academic year"), *by),
                  (Column("child_count", "Number of children"),),
                  tuple(
                      Row((year_words(year), *label), (number,))
                      for year, found in zip(years, any_time, strict=True)
                      for label, number in found.items()
                  ),
                  notes=(SUM,)),
            whereabouts(run, period),
        ),
        findings=findings(run, period),
        left_out=("Pupils on a roll who attend now and then are not counted.",),
        not_known=what_is_late(run, (NOT_ON_ROLL, ON_ROLL)),
    )  # fmt: skip


def rows_of(
    not_on_roll: frozenset[Thing], on_roll: frozenset[Thing]
) -> dict[tuple[str, str], Number]:
    """The four rows: label and definition, and what each counts."""
    return {
        ("Not on a roll (statutory)", STATUTORY): Count(not_on_roll),
        ("On a roll", f"On a roll, and not attending for {LONG} in a row"): Count(on_roll),
        ("In both", "Both of these"): Count(not_on_roll & on_roll),
        ("Total", "One of these, or both"): Count(not_on_roll | on_roll),
    }


def whereabouts(run: CountedRun, period: Period) -> Table:
    """Of those on no roll on the day: whereabouts known, and not known."""
    day = period.ends_on
    return Table(
        "whereabouts", "Not on a roll, by whereabouts", "children",
        (("whereabouts", "Whereabouts"),), (Column("child_count", "Number of children"),),
        tuple(Row((definition(key).title,), (Count(run.on(key, day)),)) for key in WHEREABOUTS),
        notes=(f"Not known: nobody confirmed the address within {CONFIRMED}.",),
    )  # fmt: skip


def findings(run: CountedRun, period: Period) -> tuple[str, ...]:
    day = period.ends_on
    off, on = (len(run.on(key, day)) for key in (NOT_ON_ROLL, ON_ROLL))
    lost = len(run.on(WHEREABOUTS[1], day))
    return (
        f"{children(off)} {were(off)} on no school's roll and not suitably educated otherwise on "
        f"{day_words(day)}. {children(on)} on a roll had not attended for a long time.",
        f"The whereabouts of {children(lost)} {were(lost)} not known.",
    )
