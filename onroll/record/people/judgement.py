"""One decision of a person, and whether it can stand beside what others decided.

What is decided must be possible: no two records are one child's and two children's, not even by way
of others. So *same* is refused where it would close a chain round a *different*, and the other way.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import Final


class Verdict(StrEnum):
    """What somebody decided of two sides."""

    SAME = "same"
    DIFFERENT = "different"
    NOT_SURE = "not_sure"


_IN_WORDS: Final = {
    Verdict.SAME: "that these are one child",
    Verdict.DIFFERENT: "that these are two children",
    Verdict.NOT_SURE: "not to be sure whether these are one child",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """One act: a verdict on two sides, or a decision taken back, or both at once.

    `one` and `other` are the record ids of the sides, the pair that was shown first. `verdict` is
    None where `takes_back` is all there is to it; the sides are then those of that decision.
    """

    number: int
    verdict: Verdict | None
    one: tuple[str, ...]
    other: tuple[str, ...]
    at: dt.datetime
    by: str
    why: str
    takes_back: int | None = None

    @property
    def shown(self) -> tuple[str, str]:
        """The pair of records that was looked at."""
        return self.one[0], self.other[0]

    @property
    def pairs(self) -> frozenset[frozenset[str]]:
        """The pairs it is about.

        *Different* keeps every record of one side from every one of the other. *Same* is of two
        whole children, so it holds every record of both with the first: else numbers that differ
        would keep the rest of a side out. *Not sure* is about the pair that was shown.
        """
        if self.verdict is Verdict.DIFFERENT:
            return frozenset(map(frozenset, product(self.one, self.other)))
        if self.verdict is Verdict.SAME:
            first = self.one[0]
            return frozenset(frozenset({first, each}) for each in self.records - {first})
        return frozenset({frozenset(self.shown)})

    @property
    def records(self) -> frozenset[str]:
        """The records of both sides."""
        return frozenset(self.one + self.other)

    def in_words(self) -> str:
        """Who decided what and when, and why, in one line."""
        what = (
            _IN_WORDS[self.verdict] if self.verdict else f"to take back decision {self.takes_back}"
        )
        why = self.why.removesuffix(".")
        return f"{self.by} decided on {self.at.day} {self.at:%B %Y} {what}: {why}"


class Contradicts(ValueError):
    """A decision that cannot stand beside others. `standing` are those, in the order of the chain.

    Where there is one, a new decision may name it as `instead_of`.
    """

    def __init__(self, message: str, standing: Sequence[Decision]):
        super().__init__(message)
        self.standing = tuple(standing)


def refuse_if_contradicted(new: Decision, beside: list[Decision]) -> None:
    """Raise `Contradicts` where some records would then be one child's and two children's."""
    if against := [
        each
        for each in beside
        if each.verdict not in (new.verdict, Verdict.NOT_SURE)
        and each.records & new.records
        and each.pairs & new.pairs
    ]:
        raise Contradicts(
            f"{against[0].in_words()}. Take decision {against[0].number} back first, or decide "
            "instead of it.",
            against,
        )
    if new.verdict is Verdict.NOT_SURE:
        return
    steps = _steps(each for each in [*beside, new] if each.verdict is Verdict.SAME)
    apart = [each for each in [*beside, new] if each.verdict is Verdict.DIFFERENT]
    if new.verdict is Verdict.DIFFERENT:
        apart = [new]
    else:
        joined = _reached(steps, new.shown[:1]).keys()
        apart = [each for each in apart if joined & set(each.one) and joined & set(each.other)]
    for each in apart:
        chains = _reached(steps, each.one)
        for end in each.other:
            if end in chains:
                _refuse_chain(new, each, chains[end], end)


def _refuse_chain(new: Decision, apart: Decision, chain: list[Decision], end: str) -> None:
    named = [each for each in [apart, *chain] if each is not new]
    start = next(iter(set(apart.one) & chain[0].records))
    raise Contradicts(
        f"{start} and {end} would be one child and two. "
        f"{'. '.join(f'Decision {each.number}: {each.in_words()}' for each in named)}. "
        "Take one of these back first.",
        named,
    )


Steps = dict[str, list[tuple[str, Decision]]]


def _steps(same: Iterable[Decision]) -> Steps:
    steps: Steps = {}
    for each in same:
        for one, other in map(sorted, each.pairs):
            steps.setdefault(one, []).append((other, each))
            steps.setdefault(other, []).append((one, each))
    return steps


def _reached(steps: Steps, starts: Iterable[str]) -> dict[str, list[Decision]]:
    """Every record that decisions make one child's with one of `starts`: the fewest of them."""
    reached: dict[str, list[Decision]] = {start: [] for start in starts}
    waiting = deque(reached)
    while waiting:
        at = waiting.popleft()
        for to, by in steps.get(at, ()):
            if to not in reached:
                reached[to] = [*reached[at], by]
                waiting.append(to)
    return reached
