"""The indicators that managers watch, in one table. One that the record cannot tell says why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from onroll.figures.periods import Period, period_words
from onroll.figures.reports.counted_run import CountedRun
from onroll.figures.reports.exits_rate import exits_table
from onroll.figures.reports.finding_words import many
from onroll.figures.reports.indicators import Indicator, share
from onroll.figures.reports.indicators_of_missing import (
    LOST,
    MISSING,
    WORK,
    of_missing,
    open_table,
)
from onroll.figures.reports.indicators_of_others import (
    ABSENT,
    GROUPS,
    SHORT,
    SOCIAL,
    WORKER,
    of_others,
    of_quality,
)
from onroll.figures.reports.neet_and_not_known import COHORT, NEET, NOT_KNOWN
from onroll.figures.reports.report import Column, Report, Table
from onroll.figures.reports.time_limits import TimeLimit, time_limits
from onroll.figures.reports.what_is_late import PROTECTED, what_is_late

REVIEW: Final = "home_education_annual_review"
CLOCKS_KEPT: Final = {
    "Full-time education by the sixth day of an exclusion": "sixth_school_day",
    "Education arranged in time for a child too ill to attend": "medical_provision",
    "Yearly review of home education in time": REVIEW,
    "Evidence of home education within six weeks": "home_education_evidence",
    "Deletion return by the day of the deletion": "deletion_return",
}
"""The indicators that say how many time limits, whose last day came in the period, were kept."""
KEYS: Final = tuple(
    dict.fromkeys(
        (MISSING, LOST, WORK, SHORT, *ABSENT, "unexplained_exit", COHORT, NEET, NOT_KNOWN, *SOCIAL,
         WORKER, *(group.key for group in GROUPS), *CLOCKS_KEPT.values())
    )
)  # fmt: skip


def make(run: CountedRun, period: Period) -> Report:
    """The indicators of a quarter up to its last day."""
    limits = list(time_limits(run))
    indicators = [
        *of_missing(run, period),
        *(kept(limits, title, key, period) for title, key in CLOCKS_KEPT.items()),
        in_date(run, limits, period),
        *of_others(run, period),
        *of_quality(run, period),
    ]
    not_told = sum(each.not_told for each in indicators)
    return Report(
        key="kpis",
        title="Indicators of the quarter",
        authority=run.authority,
        day=period.ends_on,
        period=period,
        definitions=KEYS,
        tables=(
            Table(
                key="indicators",
                title=f"Indicators, {period_words('quarter', period)}",
                things="children, spells or time limits, as each row says",
                by=(("indicator", "Indicator"), ("counted", "What is counted")),
                columns=(
                    Column("number_count", "Number"),
                    Column("of_count", "Out of"),
                    Column("number_percent", "Percentage", "%", 1),
                    Column("median_days", "Median", "days"),
                ),
                rows=tuple(each.row for each in indicators),
            ),
            open_table(run, period),
            exits_table(run, period),
        ),
        findings=(
            f"{many(len(indicators), 'indicator', 'indicators')}, of which the record cannot tell "
            f"{not_told:,}.",
        ),
        left_out=(PROTECTED,),
        not_known=what_is_late(run, KEYS),
    )


def in_date(run: CountedRun, limits: Iterable[TimeLimit], period: Period) -> Indicator:
    """The share of home-educated children of whom no yearly review is overdue on the last day."""
    day = period.ends_on
    home = run.on("home_educated", day)
    late = {each.child for each in limits if each.clock.key == REVIEW and each.overdue(day)}
    return share("Home educated, and no yearly review overdue", "Children", home - late, home)


def kept(limits: Iterable[TimeLimit], title: str, clock: str, period: Period) -> Indicator:
    """The share of one clock's time limits that were kept, of those over in the period."""
    due = [each for each in limits if each.clock.key == clock and each.due_in(period)]
    return share(
        title,
        "Time limits whose last day came",
        frozenset(each.thing for each in due if each.kept()),
        frozenset(each.thing for each in due),
    )
