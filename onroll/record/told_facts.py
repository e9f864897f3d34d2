"""The facts that an engine holds, as numbers: of which child, from which day, at which place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from onroll.record.day_line import FIRST, Points, days_at, points
from onroll.record.engines import DuckDB
from onroll.record.spells import EPOCH, FOREVER

AT_ONCE = 16_384
"""Children worked out together: what is known of so many stays near the processor."""

NUMBERS = """
select child, row_number() over (order by child) - 1 as number
from (select distinct child from facts) as everybody order by number
"""

NOWHERE = 0
"""The number of no place at all, and of the authority's own calendar."""


@dataclass(frozen=True)
class Rows:
    """The rows of one fact, in no order: children, first days, days they end before, and more.

    `value` is NaN where a row has none, and `place` is `NOWHERE`.
    """

    child: Points
    s: Points
    e: Points
    value: NDArray[np.float64]
    place: Points

    def of(self, chosen: NDArray | slice) -> Rows:
        return Rows(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


@dataclass(frozen=True)
class Calendars:
    """The school days of every place that has its own, as points of a line of places."""

    days: Points
    begins: Points
    ends: Points

    @classmethod
    def of(cls, school_day: pa.Table, places: Mapping[str, int]) -> Calendars:
        settings = school_day["setting"].combine_chunks().dictionary_encode()
        number = np.array([places[each] for each in settings.dictionary.to_pylist()], np.int64)
        days = school_day["day"].cast(pa.int32()).to_numpy().astype(np.int64)
        line = np.sort(points(number[settings.indices.to_numpy()], days))
        edges = np.searchsorted(line, points(np.arange(len(places) + 1), FIRST))
        return cls(line, edges[:-1], edges[1:])

    def own(self, places: Points) -> Points:
        """The place whose calendar counts: `NOWHERE`, the authority's, where one has none."""
        return np.where((self.begins < self.ends)[places], places, NOWHERE)

    def opens(self, places: Points) -> Points:
        """The first school day that is known; `FOREVER` where none is."""
        return self.nth(places, np.full(len(places), FIRST), np.ones(len(places), np.int64))

    def nth(self, places: Points, start: Points, number: Points) -> Points:
        """The n-th school day from a day on; `FOREVER` where the calendar does not reach so far."""
        at = np.searchsorted(self.days, points(places, start)) + number - 1
        return self.day_at(places, at, FOREVER)

    def day_at(self, places: Points, at: Points, unknown: int) -> Points:
        """The days at places in `days`, of the calendars of places; `unknown` where one is past."""
        found = np.full(len(at), unknown, np.int64)
        known = np.flatnonzero(at < self.ends[places])
        found[known] = days_at(self.days[at[known]])
        return found


class ToldFacts:
    """What a sweep reads, from the engine's `facts` and `school_day`; children are numbered.

    `children` has the child of each number: all of whom there is a fact, in order.
    """

    def __init__(self, engine: DuckDB, facts: Iterable[str]) -> None:
        self.names = sorted(facts)
        engine.table("numbers", NUMBERS)
        self.children = engine.fetch("select child from numbers order by number")["child"]
        listed = ", ".join(f"'{name}'" for name in self.names) or "''"
        said = engine.fetch(f"""
            select number as child, cast(fact as enum({listed})) as fact,
                   date_diff('day', date '{EPOCH}', starts_on) as s,
                   coalesce(date_diff('day', date '{EPOCH}', ends_before), {FOREVER}) as e,
                   value, setting
            from (select child, fact, starts_on, ends_before, value, setting from facts
                  where fact in ({listed})) as asked join numbers on numbers.child = asked.child
            where starts_on < coalesce(ends_before, date '9999-12-31')""")
        school_day = engine.fetch("select setting, day from school_day")
        settings = said["setting"].combine_chunks().dictionary_encode()
        known = settings.dictionary.to_pylist()
        named = sorted({*known, *school_day["setting"].unique().to_pylist()} - {""})
        places = {"": NOWHERE} | {place: n for n, place in enumerate(named, start=1)}
        of_known = np.array([NOWHERE, *(places[each] for each in known)], np.int64)
        self.place_bits = len(places).bit_length()
        self.calendars = Calendars.of(school_day, places)
        fact = said["fact"].combine_chunks()
        self.fact = fact.indices.to_numpy().astype(np.int16)
        self.said = Rows(
            said["child"].to_numpy().astype(np.int64),
            said["s"].to_numpy(),
            said["e"].to_numpy(),
            said["value"].to_numpy(),
            of_known[settings.indices.fill_null(-1).to_numpy() + 1],
        )

    def parts(self) -> Iterator[tuple[range, dict[str, Rows]]]:
        """The children a part at a time: their numbers, and the rows of each fact they have."""
        everybody = len(self.children)
        of_part = (self.said.child // AT_ONCE).astype(np.int16)
        order = np.argsort(of_part, kind="stable")
        edges = np.searchsorted(of_part[order], np.arange(everybody // AT_ONCE + 2))
        for n, first in enumerate(range(0, everybody, AT_ONCE)):
            mine = order[edges[n] : edges[n + 1]]
            mine = mine[np.argsort(self.fact[mine], kind="stable")]
            fact = self.fact[mine]
            said = self.said.of(mine)
            bounds = np.searchsorted(fact, np.arange(len(self.names) + 1))
            rows = {
                name: said.of(slice(a, b))
                for name, a, b in zip(self.names, bounds[:-1], bounds[1:], strict=True)
                if a < b
            }
            yield range(first, min(first + AT_ONCE, everybody)), rows
