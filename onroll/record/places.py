"""Verbs that look at the place a fact is said of: two places at once, the same place, or not there.

A place is a row's `setting`, the URN of a school. A row that names none is of no place, so no verb
here is true of it: what cannot be compared is not said to differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from onroll.record.spells import Day, Fact, Spells

Run = tuple[Day, Day]
ByPlace = Mapping[str, list[Run]]
"""The runs of one fact at each place, in order and apart from each other."""


@dataclass(frozen=True)
class AtTwoPlaces(Spells):
    a: Fact

    @property
    def words(self) -> str:
        return f"{self.a.words} at two places at once"


@dataclass(frozen=True)
class AtThatPlace(Spells):
    """The days on which `a` is said of a place, and `b` is said of that place too, or is not."""

    a: Fact
    b: Fact
    both: bool

    @property
    def words(self) -> str:
        return f"{self.a.words} and {'' if self.both else 'not '}{self.b.words} at that place"


def at_two_places(fact: Fact) -> AtTwoPlaces:
    """True on the days on which rows of the fact name two places or more."""
    return AtTwoPlaces(fact)


def where(fact: Fact, other: Fact) -> AtThatPlace:
    """True on the days on which both facts are said of one and the same place."""
    return AtThatPlace(fact, other, both=True)


def not_where(fact: Fact, other: Fact) -> AtThatPlace:
    """True on the days on which the fact is said of a place, and the other not of that place."""
    return AtThatPlace(fact, other, both=False)


def stretches(verb: AtTwoPlaces | AtThatPlace, by_place: Callable[[Fact], ByPlace]) -> list[Run]:
    """The days on which the verb is true of one child; the runs may overlap."""
    first = by_place(verb.a)
    if isinstance(verb, AtTwoPlaces):
        return counted(run for runs in first.values() for run in runs)
    second: ByPlace = by_place(verb.b)
    return [
        run
        for place, runs in first.items()
        for run in (inside if verb.both else outside)(runs, second.get(place, []))
    ]


def counted(runs: Iterable[Run]) -> list[Run]:
    """The stretches that two runs or more cover."""
    steps: dict[Day, int] = defaultdict(int)
    for s, e in runs:
        steps[s] += 1
        steps[e] -= 1
    found, held = [], 0
    for day, following in pairwise(sorted(steps)):
        held += steps[day]
        if held > 1:
            found.append((day, following))
    return found


def inside(a: Iterable[Run], b: Iterable[Run]) -> list[Run]:
    return [(max(s, t), min(e, u)) for s, e in a for t, u in b if max(s, t) < min(e, u)]


def outside(a: Iterable[Run], b: Iterable[Run]) -> list[Run]:
    left = list(a)
    for t, u in b:
        left = [(x, y) for s, e in left for x, y in ((s, min(e, t)), (max(s, u), e)) if x < y]
    return left
