"""Why a child meets a definition on a day, and why not: each test and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from onroll.record.definitions.base import Definition, said
from onroll.record.one_child import FactRow, OneChild
from onroll.record.spells import (
    Both,
    Either,
    Fact,
    Named,
    Spells,
    Without,
    day_date,
    tests,
)
from onroll.record.timeline import Child


@dataclass(frozen=True)
class Evidence:
    """A fact that bears on a test, and the row that says so. `ends_before` is None while true."""

    feed: str
    file: str
    row: int | None
    fact: str
    starts_on: date
    ends_before: date | None
    value: float | None
    setting: str | None

    @property
    def words(self) -> str:
        """The fact as a phrase: "on a school roll", "12.5 hours of education a week"."""
        label = Child.vocabulary.get(self.fact, self.fact.replace("_", " "))
        return label if self.value is None else f"{self.value:g} {label}"


@dataclass(frozen=True)
class Test:
    """One test of a definition. `words` say what must be so; `met` whether it is.

    `evidence` is what is true on the day or, where nothing is, the last that was true before it;
    empty when no source has ever said anything about it.
    """

    met: bool
    words: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Explanation:
    """Whether a child meets a definition on a day, since when (None if not), and each test."""

    definition: str
    title: str
    as_of: date
    met: bool
    since: date | None
    tests: tuple[Test, ...]

    @property
    def nearest(self) -> Test | None:
        """The one test that keeps the child out; None when they are in, or several do."""
        failing = [test for test in self.tests if not test.met]
        return failing[0] if len(failing) == 1 else None


def explain(definition: Definition, child: OneChild, day: date) -> Explanation:
    """Every test of a definition for one child on one day, and what it rests on.

    Where a definition can be met in more than one way, the way shown is the one that is met, or
    else the one with the fewest tests still failing.
    """
    run = child.run_on(definition.expression, day)
    return Explanation(
        definition=definition.key,
        title=definition.title,
        as_of=day,
        met=run is not None,
        since=day_date(run[0]) if run else None,
        tests=tuple(
            Test(child.holds(test, day) == wanted, said(test, wanted), evidence(test, child, day))
            for test, wanted in shown(definition.expression.a, child, day)
        ),
    )


Asked = list[tuple[Spells, bool]]
"""Tests to put to a child: each expression, and whether it must be true."""


def shown(expression: Spells, child: OneChild, day: date) -> Asked:
    """The tests to show: the ways an *or* can be met are narrowed to the nearest one."""
    narrowed: Asked = []
    for test, wanted in tests(expression):
        if wanted and isinstance(test, Either):
            ways = [shown(opened(way), child, day) for way in branches(test)]
            narrowed += min(ways, key=partial(failing, child=child, day=day))
        else:
            narrowed.append((test, wanted))
    return narrowed


def branches(expression: Spells) -> Iterator[Spells]:
    if isinstance(expression, Either):
        yield from branches(expression.a)
        yield from branches(expression.b)
    else:
        yield expression


def opened(expression: Spells) -> Spells:
    return expression.a if isinstance(expression, Named) else expression


def failing(way: Asked, child: OneChild, day: date) -> int:
    return sum(child.holds(test, day) != wanted for test, wanted in way)


def evidence(test: Spells, child: OneChild, day: date) -> tuple[Evidence, ...]:
    """The fewest rows that settle a test: those that make it so, or keep it from being so.

    A fact rests on its rows that are true on the day or, where none is, on the last before it. An
    *and* that fails rests on the failing part with least to show; an *or* that holds, on the parts
    that hold.
    """
    return tuple(map(evidence_of, dict.fromkeys(settling(test, child, day))))


def evidence_of(row: FactRow) -> Evidence:
    """What a row says, and where it stands."""
    return Evidence(
        row.feed,
        row.file,
        row.row,
        row.fact,
        row.starts_on,
        row.ends_before,
        row.value,
        row.setting,
    )


def settling(test: Spells, child: OneChild, day: date) -> list[FactRow]:
    def rows(part: Spells) -> list[FactRow]:
        return settling(part, child, day)

    match test:
        case Fact(name):
            return latest(child.facts.get(name, ()), day)
        case Both(a, b):
            short = [part for part in (a, b) if not child.holds(part, day)]
            if short:
                return min(map(rows, short), key=lambda found: (len(found), ended(found, day)))
            return rows(a) + rows(b)
        case Without(a, b):
            if not child.holds(a, day):
                return rows(a)
            return rows(b) if child.holds(b, day) else rows(a) + rows(b)
        case Either(a, b):
            holding = [part for part in (a, b) if child.holds(part, day)]
            return [row for part in holding or (a, b) for row in rows(part)]
        case _:
            return [row for part in test.parts for row in rows(part)]


def ended(rows: Iterable[FactRow], day: date) -> int:
    """How many of the rows were true only before the day."""
    return sum(row.ends_before is not None and row.ends_before <= day for row in rows)


def latest(said: Iterable[FactRow], day: date) -> list[FactRow]:
    """The rows true on the day or, where none is, the last that was true before it."""
    begun = [row for row in said if row.starts_on <= day]
    current = [row for row in begun if row.ends_before is None or row.ends_before > day]
    return current or sorted(begun, key=lambda row: (row.ends_before, row.starts_on))[-1:]
