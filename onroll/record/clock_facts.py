"""What clocks are worked out from: the rows that start or meet them, runs, and calendars."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from onroll.record.day_line import Points, points
from onroll.record.engines import DuckDB
from onroll.record.spells import EPOCH, FOREVER
from onroll.record.told_facts import NOWHERE, Calendars

ROWS = """
select number as child, cast(fact as enum({listed})) as key,
       date_diff('day', date '{epoch}', starts_on) as s,
       coalesce(date_diff('day', date '{epoch}', ends_before), {forever}) as e,
       setting, feed, file, "row"
from (select child, fact, starts_on, ends_before, setting, feed, file, "row" from facts
      where fact in ({listed})) as told join numbers on numbers.child = told.child
where starts_on < coalesce(ends_before, date '9999-12-31')"""

RUNS = """
select number as child, cast(definition as enum({listed})) as key, s, e
from statuses join numbers on numbers.child = statuses.child
where definition in ({listed}) order by number, s"""

LAST: Final = 1 << 62
"""A number after all others."""


@dataclass(frozen=True)
class Spans:
    """Spells of children: rows, each with its number, or runs of an expression, with -1 for it."""

    child: Points
    s: Points
    e: Points
    row: Points

    def of(self, chosen: NDArray) -> Spans:
        return Spans(self.child[chosen], self.s[chosen], self.e[chosen], self.row[chosen])

    @cached_property
    def begins(self) -> Points:
        return points(self.child, self.s)

    @cached_property
    def ends(self) -> Points:
        return points(self.child, self.e)

    @classmethod
    def together(cls, parts: Iterable[Spans]) -> Spans:
        held = [(each.child, each.s, each.e, each.row) for each in parts]
        return cls(*map(np.concatenate, zip(*held, strict=True)))


NONE: Final = Spans(*(np.empty(0, np.int64) for _ in range(4)))


class ClockFacts:
    """The rows of some facts, and the runs that a sweep found, of the children it numbered.

    Rows are told apart by number; after the last, and so at -1, comes one that says nothing.
    `place` has the number of each row's place, and `no_place` where it names none. `order` is what
    comes first where several rows say the same: feed, file, row, and then the place; what is not
    said comes last.
    """

    def __init__(self, engine: DuckDB, facts: Iterable[str], runs: Iterable[str]) -> None:
        listed = quoted(facts)
        self.rows = engine.fetch(ROWS.format(listed=listed, epoch=EPOCH, forever=FOREVER))
        self.children = engine.fetch("select child from numbers order by number")["child"]
        school_day = engine.fetch("select setting, day from school_day")
        named = {*self.rows["setting"].unique().to_pylist()} - {None}
        named |= {*school_day["setting"].unique().to_pylist()}
        self.places = {place: n for n, place in enumerate(sorted(named | {""}))}
        assert self.places[""] == NOWHERE
        self.calendars = Calendars.of(school_day, self.places)
        self.no_place = len(self.places)
        self.place = numbered(self.rows["setting"], self.places)
        row = self.rows["row"].cast(pa.int64()).fill_null(LAST).to_numpy()
        self.order = (
            *(numbered(self.rows[each]) for each in ("feed", "file")),
            np.append(row, LAST),
            self.place,
        )
        self.facts = by_key(self.rows, np.arange(len(self.rows)))
        found = engine.fetch(RUNS.format(listed=quoted(runs)))
        self.runs = by_key(found, np.full(len(found), -1))

    def in_order(self, row: Points, *before: Points) -> Points:
        """The places of spells in order of what is given, the last first, and then of rows."""
        return np.lexsort((*(each[row] for each in reversed(self.order)), *before))


def quoted(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in sorted(names)) or "''"


def numbered(texts: pa.ChunkedArray, numbers: dict[str, int] | None = None) -> Points:
    """The number of each text, in order of the texts; those of none, and one more, come last."""
    held = texts.combine_chunks().dictionary_encode()
    known = held.dictionary.to_pylist()
    numbers = numbers or {text: n for n, text in enumerate(sorted(known))}
    of_known = np.array([*(numbers[text] for text in known), len(numbers)], np.int64)
    at = pc.fill_null(held.indices, len(known)).to_numpy()
    return of_known[np.append(at, len(known))]


def by_key(found: pa.Table, row: Points) -> dict[str, Spans]:
    """The spells of each key, in the order they are given."""
    key = found["key"].combine_chunks()
    spans = Spans(
        found["child"].to_numpy().astype(np.int64),
        found["s"].to_numpy(),
        found["e"].to_numpy(),
        row,
    )
    code = key.indices.to_numpy().astype(np.int16)
    order = np.argsort(code, kind="stable")
    names = key.dictionary.to_pylist()
    bounds = np.searchsorted(code[order], np.arange(len(names) + 1))
    return {
        name: spans.of(order[a:b]) for name, a, b in zip(names, bounds, bounds[1:], strict=False)
    }
