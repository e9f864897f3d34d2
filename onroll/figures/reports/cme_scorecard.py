"""The quarter's scorecard of children missing education: how many came, left and are there.

What is counted is spells of missing education: a child who is missing twice in a quarter is new
twice. Rotherham's scorecard (2018) counted the officers' cases; those are a table of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from onroll.figures.periods import Period, period_words, periods
from onroll.figures.reports import breakdowns as by
from onroll.figures.reports.counted_run import CountedRun, Spell
from onroll.figures.reports.durations import median_days
from onroll.figures.reports.families import families, families_note
from onroll.figures.reports.finding_words import adds_up, came, children, day_words, were
from onroll.figures.reports.numbers import Count, Given, Number
from onroll.figures.reports.reasons_and_outcomes import OUTCOMES, by_outcome
from onroll.figures.reports.report import Column, Report, Row, Table
from onroll.figures.reports.scorecard_cases import of_the_cases
from onroll.figures.reports.scorecard_groups import NOT_KNOWN, of_the_new, of_the_open
from onroll.figures.reports.what_is_late import PROTECTED, what_is_late
from onroll.figures.spells_over_a_period import Flow, flow, things
from onroll.figures.termly_return import UNKNOWN

COUNTED: Final = "missing_education"
WORK: Final = "open_case"
QUARTERS: Final = 4
NO_WORK: Final = "No case was told to the record."
SUM: Final = "Brought forward + new - resolved = open at the end, in every row."
COLUMNS: Final = (
    Column("brought_forward_count", "Brought forward"),
    Column("new_count", "New"),
    Column("again_count", "Of the new, not the first time"),
    Column("resolved_count", "Resolved"),
    Column("active_count", "Open at the end"),
    Column("new_child_count", "Children who are new"),
    Column("new_family_count", "Families of the new, at most"),
)


def make(run: CountedRun, period: Period) -> Report:
    """The scorecard of a quarter up to its last day, with the three quarters before it."""
    quarters = periods("quarter", period.ends_on, QUARTERS)
    flows = [flow(run.spells(COUNTED), quarter) for quarter in quarters]
    return Report(
        key="cme_scorecard",
        title="Children missing education: the quarter's scorecard",
        authority=run.authority,
        day=period.ends_on,
        period=period,
        definitions=(COUNTED, NOT_KNOWN, WORK),
        tables=(
            sums(run, "reconciliation", "Children missing education: how the quarters add up",
                 "spells of missing education", quarters, flows),
            *work(run, quarters),
            *of_the_new(run, flows[-1].new, period),
            by.breakdown("resolved_by_outcome", "Resolved, by where the child was next", "Outcome",
                         by_outcome(run, flows[-1].resolved, UNKNOWN), things="spells",
                         order=(*OUTCOMES.values(), UNKNOWN)),
            *of_the_open(run, flows[-1].active, period),
        ),
        findings=findings(run, quarters, flows),
        left_out=(
            PROTECTED,
            "A pupil on a roll who does not attend is not counted here.",
        ),
        not_known=(*what_is_late(run, (COUNTED,)), families_note(run)),
    )  # fmt: skip


def sums(
    run: CountedRun,
    key: str,
    title: str,
    counted: str,
    quarters: Sequence[Period],
    flows: Sequence[Flow[Spell]],
) -> Table:
    """One row for each quarter; brought forward + new - resolved = open at the end."""
    rows = (
        Row((period_words("quarter", quarter),), numbers_of(run, each))
        for quarter, each in zip(quarters, flows, strict=True)
    )
    return Table(
        key,
        title,
        counted,
        (("quarter", "Quarter"),),
        COLUMNS,
        tuple(rows),
        notes=(SUM, families_note(run)),
    )


def numbers_of(run: CountedRun, each: Flow[Spell]) -> tuple[Number, ...]:
    parts = (each.brought_forward, each.new, each.again, each.resolved, each.active)
    new = new_children(each)
    return (*(Count(things(part)) for part in parts), Count(new), families(run, new))


def work(run: CountedRun, quarters: Sequence[Period]) -> tuple[Table, ...]:
    """The same sum of the officers' cases, and what they are about and how they ended; not
    available where there is no case at all."""
    cases = run.spells(WORK)
    flows = [flow(cases, quarter) for quarter in quarters]
    table = sums(run, "work", "Cases: how the quarters add up", "cases", quarters, flows)
    if cases:
        return (table, *of_the_cases(run, flows[-1]))
    nothing = (Given(None, "x"),) * len(COLUMNS)
    rows = tuple(Row(row.labels, nothing) for row in table.rows)
    return (replace(table, rows=rows, notes=(NO_WORK,)),)


def findings(
    run: CountedRun, quarters: Sequence[Period], flows: Sequence[Flow[Spell]]
) -> tuple[str, ...]:
    before, now = flows[-2:]
    day = quarters[-1].ends_on
    open_now = frozenset(each.child for each in now.active)
    lost = len(open_now & run.on(NOT_KNOWN, day))
    median = median_days(now.active, day).value
    said = [
        came(len(new_children(now)), len(new_children(before)), (quarters[-2], quarters[-1])),
        adds_up(*(len(part) for part in (now.brought_forward, now.new, now.resolved, now.active))),
    ]
    if open_now:
        said += [
            f"Of {children(len(open_now))} missing education on {day_words(day)}, the whereabouts "
            f"of {lost:,} {were(lost)} not known.",
            f"Half had been missing education for {median} days or more.",
        ]
    return tuple(said)


def new_children(each: Flow[Spell]) -> frozenset[str]:
    return frozenset(spell.child for spell in each.new)
