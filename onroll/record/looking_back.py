"""Verbs that look back: ever true, true in the last school days, begun while something else was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onroll.record.spells import FOREVER, Day, Spells, bracketed
from onroll.record.thresholds import Threshold

Run = tuple[Day, Day]


@dataclass(frozen=True)
class Ever(Spells):
    a: Spells

    @property
    def words(self) -> str:
        return f"{bracketed(self.a)} now or before"


@dataclass(frozen=True)
class BegunDuring(Spells):
    a: Spells
    b: Spells

    @property
    def words(self) -> str:
        return f"{bracketed(self.a)}, begun while {self.b.words}"


@dataclass(frozen=True)
class InLastSchoolDays(Spells):
    a: Spells
    by: Threshold

    @property
    def words(self) -> str:
        return f"{self.a.words} in the last {self.by.words}"


def ever(expression: Spells) -> Ever:
    """True from the first day on which the expression was, for good."""
    return Ever(expression)


def begun_during(expression: Spells, other: Spells) -> BegunDuring:
    """The spells of the expression whose first day is one on which the other is true."""
    return BegunDuring(expression, other)


def in_last_school_days(expression: Spells, by: Threshold) -> InLastSchoolDays:
    """True, or was true within the last `by` school days: of a fact, those of its own school.

    Before the calendar begins no school day can be counted, so nothing is added to a spell that
    ended then. One that ends too near the calendar's end to be counted out stays true.
    """
    return InLastSchoolDays(expression, by)


def first_on(runs: list[Run]) -> list[Run]:
    return [(s, FOREVER) for s, _ in runs[:1]]


def begun_within(a: Iterable[Run], b: Iterable[Run]) -> list[Run]:
    within = list(b)
    return [(s, e) for s, e in a if any(t <= s < u for t, u in within)]
