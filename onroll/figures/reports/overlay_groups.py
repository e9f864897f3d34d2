"""The groups that SESLIP (2020) sees too often among children missing education: who is in each.

A group that nobody told the record of is null, and says why: it is never an empty group.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from onroll.figures.reports.counted_run import CountedRun
from onroll.figures.reports.numbers import Thing
from onroll.record.definitions import definition
from onroll.record.one_child import FactRow, OneChild
from onroll.record.spells import facts_in
from onroll.record.timeline import Child

KNOWN: Final = "with_a_social_worker"
ON_ROLL: Final = "on_roll"
PLAN: Final = Child.ehc_plan.until(Child.ehc_plan_ended)
SUPPORT: Final = Child.sen_support - PLAN
"""A child has one or the other, as in the school census: the plan counts where both are told."""

NO_KIND_OF_NEED: Final = (
    "Social, emotional and mental health needs are not available: the files of plans and of the "
    "school census name the kind of need, and the record keeps none of it."
)
NO_MEALS: Final = (
    "Free school meals are not available: the school census names who is eligible, and the record "
    "keeps none of it."
)


@dataclass(frozen=True)
class OverlayGroup:
    """`formula` says in words who is in it. `children` are those of the day, of everybody in the
    record; null where the record cannot say, and then `why_not` is the sentence that says so.
    `among` are those of whom alone it is told; null where it is told of anybody."""

    title: str
    formula: str
    children: frozenset[Thing] | None
    why_not: str = ""
    among: frozenset[Thing] | None = None

    def parts(self, whole: frozenset[Thing]) -> tuple[frozenset[Thing], frozenset[Thing]] | None:
        """Who of a whole is in the group, and of whom that is a share; null as `children` is."""
        if self.children is None:
            return None
        told_of = whole if self.among is None else whole & self.among
        return told_of & self.children, told_of


def overlay_groups(run: CountedRun, day: date) -> tuple[OverlayGroup, ...]:
    """Who is on a roll on a day, of whom alone support is told; and SESLIP's groups."""
    support, plan = with_support_and_plan(run, day)
    on_roll = run.on(ON_ROLL, day)
    return (
        OverlayGroup(definition(ON_ROLL).title, definition(ON_ROLL).words, on_roll),
        told("With a social worker", definition(KNOWN).words,
             run.on(KNOWN, day) if run.spells(KNOWN) else None),
        told("Special educational needs support, of those on a roll",
             f"A child who is on a school roll, {Child.sen_support.words} and without an "
             "education, health and care plan.", support, on_roll),
        told("With an education, health and care plan", f"A child who is {PLAN.words}.", plan),
        OverlayGroup("With social, emotional and mental health needs", "", None, NO_KIND_OF_NEED),
        OverlayGroup("Eligible for free school meals", "", None, NO_MEALS),
    )  # fmt: skip


def told(
    title: str,
    formula: str,
    children: frozenset[Thing] | None,
    among: frozenset[Thing] | None = None,
) -> OverlayGroup:
    """A group that feeds can tell: null children where none of them told of any child."""
    lacking = f"{title}: not available, for no source told the record of any such child."
    return OverlayGroup(title, formula, children, "" if children is not None else lacking, among)


def with_support_and_plan(
    run: CountedRun, day: date
) -> tuple[frozenset[Thing] | None, frozenset[Thing] | None]:
    """Who gets support and who has a plan on a day; null for what no source told of anybody."""
    rows = run.facts_of(*facts_in(SUPPORT))
    names = {row["fact"] for told_of in rows.values() for row in told_of}
    children = {
        child: OneChild(
            FactRow(row["fact"], row["starts_on"], row["ends_before"]) for row in told_of
        )
        for child, told_of in rows.items()
    }
    support, plan = (
        frozenset(child for child, each in children.items() if each.holds(expression, day))
        for expression in (SUPPORT, PLAN)
    )
    return (
        support if Child.sen_support.name in names else None,
        plan if Child.ehc_plan.name in names else None,
    )
