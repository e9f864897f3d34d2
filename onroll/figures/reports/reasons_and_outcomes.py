"""Why children were missing education, and where they were once they were not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from onroll.figures.one_children import one_children
from onroll.figures.reports.counted_run import CountedRun, Spell
from onroll.figures.reports.numbers import Thing
from onroll.figures.spells_over_a_period import thing
from onroll.record.missing_reasons import PRIMARY_REASONS
from onroll.record.reason_for_missing import reason_on

OUTCOMES: Final = {
    "on_roll": "On a school's roll",
    "home_educated": "Home educated",
    "arranged_otherwise": "Taught as the authority arranged",
    "moved_out_of_area": "Moved out of the area",
    "outside_school_age": "Over or under school age",
}
"""The words of each family of cohorts that a child can be in who is not missing education."""

Things = dict[str, frozenset[Thing]]


def by_reason(run: CountedRun, spells: Sequence[Spell], until: date) -> Things:
    """Spells of missing education by primary reason, in the words of the Department's return, on
    the last day of each that is no later than a day. What is known later than the first day counts,
    for an application is often told some days after."""
    known = one_children(run.folder, {each.child for each in spells})
    found: dict[str, set[Thing]] = defaultdict(set)
    for each in spells:
        last = until if each.ends_before is None else each.ends_before - timedelta(days=1)
        reason = reason_on(known[each.child], min(last, until))
        found[reason or PRIMARY_REASONS["not_recorded"]].add(thing(each))
    return {reason: frozenset(those) for reason, those in found.items()}


def by_outcome(run: CountedRun, spells: Sequence[Spell], unknown: str) -> Things:
    """Spells that are over by the family of cohorts that the child was in on the first day after;
    `unknown` where there is none, as of a child who has died."""
    asked = {each.child for each in spells}
    families: dict[str, dict[str, list[Spell]]] = {key: defaultdict(list) for key in OUTCOMES}
    for key, of_child in families.items():
        for held in run.spells(key):
            if held.child in asked:
                of_child[held.child].append(held)
    found: dict[str, set[Thing]] = defaultdict(set)
    for each in spells:
        after = each.ends_before or date.max
        became = (
            OUTCOMES[key]
            for key in OUTCOMES
            if any(held.on(after) for held in families[key].get(each.child, ()))
        )
        found[next(became, unknown)].add(thing(each))
    return {outcome: frozenset(those) for outcome, those in found.items()}
