"""Spells over a period: brought forward, new, resolved, open at its end. They always add up.

The one sum behind every scorecard: brought forward + new - resolved = open at the end. What is
counted is spells, of cases or of being in a list, for a child who comes back is new twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from onroll.figures.periods import Period
from onroll.figures.reports.counted_run import Spell
from onroll.figures.reports.numbers import Thing

S = TypeVar("S", bound=Spell)


@dataclass(frozen=True)
class Flow(Generic[S]):
    """The spells of a period, in the order they were given.

    `brought_forward` began before it and were open on its first day's eve; `new` began in it, and
    `again` are those of them whose child had one that was over by then; `resolved` ended in it, so
    that their first day without is in it; `active` are open on its last day. Raises ValueError
    where they do not add up.
    """

    brought_forward: tuple[S, ...]
    new: tuple[S, ...]
    again: tuple[S, ...]
    resolved: tuple[S, ...]
    active: tuple[S, ...]

    def __post_init__(self) -> None:
        parts = (self.brought_forward, self.new, self.resolved, self.active)
        before, new, resolved, active = map(len, parts)
        if before + new - resolved != active:
            raise ValueError(
                f"{before:,} brought forward + {new:,} new - {resolved:,} resolved are not "
                f"{active:,} open at the end"
            )


def flow(spells: Iterable[S], period: Period) -> Flow[S]:
    """What the spells come to in a period. One that ends on the day it began is no spell."""
    first, last = period
    held = [
        each for each in spells if each.ends_before is None or each.ends_before > each.starts_on
    ]
    over: dict[str, date] = {}
    for each in held:
        if each.ends_before is not None:
            over[each.child] = min(each.ends_before, over.get(each.child, each.ends_before))
    new = [each for each in held if first <= each.starts_on <= last]
    return Flow(
        brought_forward=tuple(
            each
            for each in held
            if each.starts_on < first and (each.ends_before is None or each.ends_before >= first)
        ),
        new=tuple(new),
        again=tuple(
            each for each in new if each.child in over and over[each.child] <= each.starts_on
        ),
        resolved=tuple(
            each
            for each in held
            if each.ends_before is not None and first <= each.ends_before <= last
        ),
        active=tuple(each for each in held if each.on(last)),
    )


def thing(spell: Spell) -> Thing:
    """The name of one spell of a child: the reference, a bar, and its first day."""
    return f"{spell.child}|{spell.starts_on.isoformat()}"


def things(spells: Sequence[Spell]) -> frozenset[Thing]:
    """The names of spells of one definition, of which a child has no two that begin on one day."""
    return frozenset(thing(each) for each in spells)
