"""The month for managers: every cohort against the month before, and the time limits broken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from onroll.figures.periods import Period, period_words, periods
from onroll.figures.reports.counted_run import CountedRun
from onroll.figures.reports.finding_words import against, children, day_words, many, were
from onroll.figures.reports.numbers import Count
from onroll.figures.reports.report import MORE_GROUPS, Column, Report, Row, Table
from onroll.figures.reports.time_limits import TimeLimit, time_limits
from onroll.figures.reports.what_is_late import what_is_late
from onroll.figures.spells_over_a_period import flow, things
from onroll.record.definitions import CATALOGUE, CLOCKS, Group
from onroll.record.precedence import NEVER_LEAD

COHORTS: Final = tuple(
    each for each in CATALOGUE if each.group not in NEVER_LEAD or each.group is Group.SOCIAL_CARE
)
"""Every definition but those that count as another paper does, or that others are built from."""

IN_WORDS: Final = ("missing_education", "whereabouts_not_known", "missing_out_on_education")
BY_LAW: Final = "Law or statutory guidance"
ALL: Final = "All of these together"
BY_PRACTICE: Final = "Local practice"


def make(run: CountedRun, period: Period) -> Report:
    """Flow and stock of the month up to the period's last day, beside the month before."""
    before, month = periods("month", period.ends_on, 2)
    limits = list(time_limits(run))
    return Report(
        key="management_month",
        title="The month for managers",
        authority=run.authority,
        day=month.ends_on,
        period=month,
        definitions=tuple(each.key for each in COHORTS),
        tables=(cohorts(run, before, month), clocks(limits, month)),
        findings=findings(run, limits, month),
        left_out=("Time limits that began for nobody have no row.",),
        not_known=what_is_late(run, [each.key for each in COHORTS]),
    )


def cohorts(run: CountedRun, before: Period, month: Period) -> Table:
    """One row for each cohort: who was there, joined, left and is there, of this month and last."""
    rows = []
    for each in COHORTS:
        last, now = (flow(run.spells(each.key), period) for period in (before, month))
        parts = (now.brought_forward, now.new, now.resolved, now.active, last.new, last.resolved)
        numbers = tuple(Count(things(part)) for part in parts)
        rows.append(Row((each.group.value, each.title), numbers))
    return Table(
        key="cohorts",
        title="Cohorts: who joined, who left, who is there",
        things="spells in a cohort",
        by=(("group", "Group"), ("cohort", "Cohort")),
        columns=(
            Column("opening_count", "At the start"),
            Column("joined_count", "Joined"),
            Column("left_count", "Left"),
            Column("closing_count", "At the end"),
            Column("last_joined_count", "Joined, month before"),
            Column("last_left_count", "Left, month before"),
        ),
        rows=tuple(rows),
        groups=MORE_GROUPS,
        notes=("At the start + joined - left = at the end, in every row.",),
    )


def clocks(limits: Iterable[TimeLimit], month: Period) -> Table:
    """One row for each clock that began for anybody: how many run, are overdue, were broken."""
    of_clock: dict[str, list[TimeLimit]] = defaultdict(list)
    begun = [each for each in limits if each.starts_on <= month.ends_on]
    for each in begun:
        of_clock[each.clock.key].append(each)
    rows = [
        Row(
            (clock.title, BY_LAW if clock.statutory else BY_PRACTICE),
            counts(of_clock[clock.key], month),
        )
        for clock in CLOCKS
        if of_clock[clock.key]
    ]
    by_law = [each for each in begun if each.clock.statutory]
    rows.append(Row((ALL, BY_LAW), counts(by_law, month)))
    return Table(
        key="time_limits",
        title="Time limits: running, overdue and broken",
        things="time limits",
        by=(("time_limit", "Time limit"), ("set_by", "Set by")),
        columns=(
            Column("running_count", "Running"),
            Column("overdue_before_count", "Overdue at the start"),
            Column("overdue_count", "Overdue at the end"),
            Column("breach_count", "Told to the director as a breach"),
            Column("broken_count", "Broken this month"),
        ),
        rows=tuple(rows),
        notes=(
            "Broken: the day after the last day came in the month, and it was not met by then.",
        ),
    )


def counts(limits: Sequence[TimeLimit], month: Period) -> tuple[Count, ...]:
    """Running, overdue at the start and at the end, in breach, broken in the month."""
    eve, day = month.starts_on - timedelta(days=1), month.ends_on
    parts = (
        (each for each in limits if each.runs(day)),
        (each for each in limits if each.overdue(eve)),
        (each for each in limits if each.overdue(day)),
        (each for each in limits if each.in_breach(day)),
        (each for each in limits if each.broken_in(month)),
    )
    return tuple(Count(frozenset(each.thing for each in part)) for part in parts)


def findings(run: CountedRun, limits: Iterable[TimeLimit], month: Period) -> tuple[str, ...]:
    """How many are in each main cohort, and how many statutory limits are overdue and broken."""
    eve, day = month.starts_on - timedelta(days=1), month.ends_on
    statutory = [each for each in limits if each.clock.statutory]
    broken = sum(each.broken_in(month) for each in statutory)
    overdue, overdue_before = (sum(each.overdue(on) for each in statutory) for on in (day, eve))
    titles = {each.key: each.title for each in COHORTS}
    return (
        *(in_a_sentence(run, key, titles[key], eve, day) for key in IN_WORDS),
        f"{many(overdue, 'statutory time limit', 'statutory time limits')} {were(overdue)} overdue "
        f"on {day_words(day)}, {against(overdue, overdue_before, f'on {day_words(eve)}')}.",
        f"{many(broken, 'statutory time limit', 'statutory time limits')} {were(broken)} broken in "
        f"{period_words('month', month)}.",
    )


def in_a_sentence(run: CountedRun, key: str, title: str, eve: date, day: date) -> str:
    now, before = (len(run.on(key, on)) for on in (day, eve))
    return (
        f"{title}: {children(now)} on {day_words(day)}, "
        f"{against(now, before, f'on {day_words(eve)}')}."
    )
