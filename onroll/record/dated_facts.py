"""The dated facts of one child that a rule reads: what a why names, and what can be taken away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from onroll.record.one_child import FactRow, OneChild, span
from onroll.record.spells import FOREVER, Spells, day_number, facts_in


@dataclass(frozen=True)
class DatedFact:
    """Something that was true of a child for a time, with all the rows that say it.

    What is true on the day asked about is one dated fact, however many rows of however many files
    say so: take one of them away and it is true all the same. So is each unbroken stretch before
    that day, or after it, of which no row reaches the day.
    """

    fact: str
    rows: tuple[FactRow, ...]

    @property
    def starts_on(self) -> date:
        return min(row.starts_on for row in self.rows)

    @property
    def ends_before(self) -> date | None:
        """The day it ends before; None while a row of it has no end."""
        ends = [row.ends_before for row in self.rows if row.ends_before is not None]
        return max(ends) if len(ends) == len(self.rows) else None


def dated_facts(expression: Spells, child: OneChild, day: date) -> list[DatedFact]:
    """What a rule reads of a child, those true on the day last; empty rows of no day left out."""
    number = day_number(day)
    apart: list[DatedFact] = []
    true_then: list[DatedFact] = []
    for name in sorted(facts_in(expression)):
        rows = [row for row in child.facts.get(name, ()) if span(row)[0] < span(row)[1]]
        on_it = [row for row in rows if span(row)[0] <= number < span(row)[1]]
        apart += [DatedFact(name, run) for run in unbroken(r for r in rows if r not in on_it)]
        if on_it:
            true_then.append(DatedFact(name, tuple(on_it)))
    return sorted(apart, key=lambda told: told.starts_on) + true_then


def unbroken(rows: Iterable[FactRow]) -> list[tuple[FactRow, ...]]:
    """The rows of one fact, together where their days overlap or touch."""
    runs: list[list[FactRow]] = []
    reached = -FOREVER
    for row in sorted(rows, key=span):
        begins, ends = span(row)
        if begins <= reached:
            runs[-1].append(row)
        else:
            runs.append([row])
        reached = max(reached, ends)
    return [tuple(run) for run in runs]


def only(told: Iterable[DatedFact], child: OneChild) -> OneChild:
    """The same child as if these were all the record held of it."""
    return OneChild([row for each in told for row in each.rows], child.calendars)
