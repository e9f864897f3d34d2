"""Young people of academic age 16 and 17: not in education, employment or training, or not known.

Leicestershire printed percentages of a cohort that it did not print: about 15,139 in September 2021
and 14,259 in October. Here every row has its cohort. The two groups have nobody in common, so their
sum is the headline. Years 12 and 13 go by age on 31 August.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from onroll.figures.monthly_means import WINTER
from onroll.figures.periods import Period, period_words
from onroll.figures.reports.academic_years import a_year_before, academic_years, year_words
from onroll.figures.reports.counted_run import CountedRun
from onroll.figures.reports.finding_words import against, day_words, were
from onroll.figures.reports.months import is_over, months_of
from onroll.figures.reports.numbers import Count, Mean, MeanShare, Number, Share, Thing
from onroll.figures.reports.published_beside import AFTER_16, NONE_GIVEN, published_beside
from onroll.figures.reports.report import MORE_GROUPS, Column, Report, Row, Table
from onroll.figures.reports.what_is_late import what_is_late
from onroll.record.ages import year_group

COHORT: Final = "young_person_after_16"
NEET: Final = "neet"
NOT_KNOWN: Final = "destination_not_known"
RECORDED: Final = "activity_not_known_after_16"
PARTICIPATING: Final = "participating_after_16"
GUARANTEE: Final = (
    "september_guarantee_met", "september_guarantee_not_met", "september_guarantee_not_recorded",
)  # fmt: skip
DEFINITIONS: Final = (NEET, NOT_KNOWN, RECORDED, PARTICIPATING, *GUARANTEE, COHORT)
YEARS: Final = 2
COLUMNS: Final = (
    Column("cohort_child_count", "Young people in the cohort"),
    Column("neet_child_count", "Not in education, employment or training"),
    Column("neet_child_percent", "Percentage not in any", "%", 2),
    Column("not_known_child_count", "Not known"),
    Column("not_known_child_percent", "Percentage not known", "%", 2),
    Column("either_child_count", "Either of the two"),
    Column("either_child_percent", "Percentage either", "%", 2),
)


def make(run: CountedRun, period: Period) -> Report:
    """Each month of the school year and of the one before; the indicators of the last day."""
    day = period.ends_on
    years = academic_years(day, YEARS)
    published = published_beside(run, AFTER_16, "As the Department published them")
    return Report(
        key="neet_and_not_known",
        title="Young people not in education, employment or training, and not known",
        authority=run.authority,
        day=day,
        period=years[-1],
        definitions=DEFINITIONS,
        tables=(
            winter(run, years),
            by_month(run, [month for year in years for month in months_of(year)]),
            indicators(run, day),
            *published,
        ),
        findings=findings(run, day),
        left_out=("Young people of 18 to 24 with an education, health and care plan.",),
        not_known=(*what_is_late(run, DEFINITIONS), *(() if published else (NONE_GIVEN,))),
    )


def by_month(run: CountedRun, months: list[Period]) -> Table:
    """One row for each month, on its last day: the cohort, and the share of it in each group."""
    rows = []
    for month in months:
        cohort, *groups = cohort_and_groups(run, month.ends_on)
        numbers: list[Number] = [Count(cohort)]
        for held in groups:
            numbers += [Count(held), Share(held, cohort, 2)]
        rows.append(Row((period_words("month", month),), tuple(numbers)))
    note = "Not known: recorded as such, or no source says anything. Nobody is in both groups."
    return Table("by_month", "At the end of each month", "young people", (("month", "Month"),),
                 COLUMNS, tuple(rows), notes=(note,))  # fmt: skip


def cohort_and_groups(run: CountedRun, day: date) -> tuple[frozenset[Thing], ...]:
    """The cohort of a day; of it who is in nothing, who is not known, and both together."""
    cohort = of_years_12_and_13(run, COHORT, day)
    neet, not_known = (cohort & run.on(key, day) for key in (NEET, NOT_KNOWN))
    return cohort, neet, not_known - neet, neet | not_known


def winter(run: CountedRun, years: list[Period]) -> Table:
    """One row for each year: the means of the ends of December, January and February; not available
    before all three are over."""
    rows = []
    for year in years:
        days = [month.ends_on for month in months_of(year)
                if month.starts_on.month in WINTER and is_over(month)]  # fmt: skip
        counted = [cohort_and_groups(run, day) for day in days]
        known = len(counted) == len(WINTER)
        cohort, *groups = (
            Mean(tuple(each[at] for each in counted) if known else None) for at in range(4)
        )
        numbers: list[Number] = [cohort]
        for held in groups:
            numbers += [held, MeanShare(held, cohort, 2)]
        rows.append(Row((year_words(year),), tuple(numbers)))
    columns = tuple(
        each if each.unit else Column(each.key.replace("_count", "_mean"), f"{each.label}: mean")
        for each in COLUMNS
    )
    note = "As the Department's scorecard counts: the mean of the ends of these three months."
    return Table("winter_mean", "The headline: December, January and February", "young people",
                 (("academic_year", "Academic year"),), columns, tuple(rows),
                 notes=(note,))  # fmt: skip


def indicators(run: CountedRun, day: date) -> Table:
    """The indicators of the Department's scorecard on one day, each with what it is a share of."""
    cohort = of_years_12_and_13(run, COHORT, day)
    owed = frozenset().union(*(of_years_12_and_13(run, key, day) for key in GUARANTEE))
    groups = {
        "Not in education, employment or training": (NEET, cohort),
        "Not known": (NOT_KNOWN, cohort),
        "Of them, recorded as not known": (RECORDED, cohort),
        "Participating in education or training": (PARTICIPATING, cohort),
        "September Guarantee: offered a suitable place": (GUARANTEE[0], owed),
    }
    rows = tuple(
        Row((words,), (Count(part), Count(whole), Share(part, whole)))
        for words, (key, whole) in groups.items()
        for part in (whole & run.on(key, day),)
    )
    columns = (
        Column("child_count", "Number of young people"),
        Column("cohort_child_count", "Out of"),
        Column("child_percent", "Percentage", "%", 1),
    )
    return Table("indicators", f"Indicators on {day_words(day)}", "young people",
                 (("indicator", "Indicator"),), columns, rows, MORE_GROUPS)  # fmt: skip


def of_years_12_and_13(run: CountedRun, definition: str, day: date) -> frozenset[str]:
    """Those of a list on a day who are of academic age 16 or 17."""
    return frozenset(
        child
        for child in run.on(definition, day)
        if (born := run.children[child]["date_of_birth"]) and year_group(born, day) in (12, 13)
    )


def findings(run: CountedRun, day: date) -> tuple[str, ...]:
    """How many of how many, on the day and a year before: the cohort is another."""
    ago = a_year_before(day)
    cohort, before = (of_years_12_and_13(run, COHORT, on) for on in (day, ago))
    said = []
    for key, words in (
        (NEET, "not in education, employment or training"),
        (NOT_KNOWN, "not known"),
    ):
        now, then = len(cohort & run.on(key, day)), len(before & run.on(key, ago))
        said.append(
            f"Of {len(cohort):,} young people of academic age 16 and 17, {now:,} {were(now)} "
            f"{words} on {day_words(day)}, {against(now, then, f'on {day_words(ago)}')}; there "
            f"were {len(before):,} in the cohort then."
        )
    return tuple(said)
