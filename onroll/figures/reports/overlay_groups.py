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
NEED: Final = Child.semh_need
MEALS: Final = Child.free_school_meals
TOLD_BY: Final = {Child.sen_support: SUPPORT, Child.ehc_plan: PLAN, NEED: NEED, MEALS: MEALS}
"""Each group that is read from facts, by the fact without which nobody told of it."""


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
    support, plan, need, meals = told_by_facts(run, day)
    on_roll = run.on(ON_ROLL, day)
    return (
        OverlayGroup(definition(ON_ROLL).title, definition(ON_ROLL).words, on_roll),
        told("With a social worker", definition(KNOWN).words,
             run.on(KNOWN, day) if run.spells(KNOWN) else None),
        told("Special educational needs support, of those on a roll",
             f"A child who is on a school roll, {Child.sen_support.words} and without an "
             "education, health and care plan.", support, on_roll),
        told("With an education, health and care plan", f"A child who is {PLAN.words}.", plan),
        told("With social, emotional and mental health needs",
             f"A child who is {NEED.words}: the first need that a plan names, or any that the "
             "newest school census names.", need),
        told("Eligible for free school meals",
             f"A child who is {MEALS.words}, as the newest school census says that has the child.",
             meals),
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


def told_by_facts(run: CountedRun, day: date) -> list[frozenset[Thing] | None]:
    """Who is in each group of TOLD_BY on a day; null for one of which no source told of anybody."""
    read = set().union(*(facts_in(group) for group in TOLD_BY.values()))
    rows = run.facts_of(*sorted(read))
    names = {row["fact"] for told_of in rows.values() for row in told_of}
    children = {
        child: OneChild(
            FactRow(row["fact"], row["starts_on"], row["ends_before"]) for row in told_of
        )
        for child, told_of in rows.items()
    }
    return [
        frozenset(child for child, each in children.items() if each.holds(group, day))
        if fact.name in names
        else None
        for fact, group in TOLD_BY.items()
    ]
