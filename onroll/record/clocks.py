"""Clocks of every child at once: the same rows as `clock_rows` gives of one child."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

import numpy as np
import pyarrow as pa

from onroll.record.clock_facts import NONE, ClockFacts, Spans
from onroll.record.clock_periods import UNKNOWN, counted
from onroll.record.clock_rows import alternatives
from onroll.record.day_line import Points, days_at, forever, points, united
from onroll.record.definitions.base import Clock, Due
from onroll.record.engines import DuckDB
from onroll.record.spells import FOREVER, Fact, Spells, day_number, facts_in
from onroll.record.timeline import Child

CLOCK_ROWS: Final = ("child", "clock", "s", "due", "met", "setting", "feed", "file", "row")


def facts_that_start(clock: Clock) -> set[str]:
    """The facts without any of which a clock starts for nobody."""
    return facts_in(clock.due.event)


def met_expressions(clocks: Iterable[Clock]) -> dict[str, Spells]:
    """What the sweep must work out, beside the definitions, before `clocks_of` can be asked.

    Facts by themselves are read as they are, except that a sweep must have something to do: clocks
    of nothing but facts give one of those.
    """
    clocks = list(clocks)
    asked: dict[str, Spells] = {}
    for clock in clocks:
        due = clock.due
        either = [*alternatives(due.event), *(alternatives(due.met) if due.met else ())]
        runs = [each for each in either if not isinstance(each, Fact)]
        runs += [each for each in (due.during, due.paused) if each is not None]
        asked |= {run_key(each): each for each in runs}
    some = [clock.due.event for clock in clocks[:1]]
    return asked or {run_key(each): each for each in some}


def run_key(expression: Spells) -> str:
    """The name under which the sweep works out an expression: the same for the same expression."""
    return f"clock:{hashlib.sha256(repr(expression).encode()).hexdigest()[:16]}"


def clocks_of(engine: DuckDB, clocks: Iterable[Clock]) -> pa.Table:
    """Every running of these clocks for every child, as day numbers, in no order: `CLOCK_ROWS`.

    `due` and `met` are null when not known. The engine must hold `facts`, `school_day`, in which
    working days are a setting of their own, and what a sweep of `met_expressions` leaves.
    """
    clocks = list(clocks)
    facts = {Child.died.name}.union(*map(facts_read, clocks))
    told = ClockFacts(engine, facts, met_expressions(clocks))
    of_none = table("", told, NONE, NONE.s, NONE.s, NONE.s)
    return pa.concat_tables([of_none, *(rows(clock, told) for clock in clocks)])


def facts_read(clock: Clock) -> set[str]:
    """The facts whose own rows start or meet a clock."""
    met = alternatives(clock.due.met) if clock.due.met else ()
    return facts_that_start(clock).union(each.name for each in met if isinstance(each, Fact))


def rows(clock: Clock, told: ClockFacts) -> pa.Table:
    """Every running of a clock, as `CLOCK_ROWS`."""
    due = clock.due
    starts = started(clock, told)
    starts, over = lasting(due, told, starts)
    place = told.place[starts.row]
    paused = runs(due.paused, told) if due.paused else None
    first, last = counted(due.period, told, starts, place, paused)
    stop = np.minimum(met(due, told, starts), over)
    if due.met_by_its_end:
        stop = np.minimum(stop, starts.e)
    kept = np.flatnonzero(last < starts.e) if due.lasting else np.arange(len(last))
    return table(clock.key, told, starts.of(kept), first[kept], last[kept], stop[kept])


def table(
    key: str, told: ClockFacts, starts: Spans, first: Points, last: Points, stop: Points
) -> pa.Table:
    row = starts.row
    source = told.rows.take(pa.array(np.maximum(row, 0), mask=row < 0))
    return pa.table(
        [
            told.children.take(pa.array(starts.child)),
            pa.array([key] * len(row), pa.string()),
            first,
            pa.array(last, mask=last >= UNKNOWN),
            pa.array(stop, mask=stop >= FOREVER),
            *(source[name] for name in ("setting", "feed", "file", "row")),
        ],
        names=CLOCK_ROWS,
    )


def started(clock: Clock, told: ClockFacts) -> Spans:
    """What starts a clock: one spell for each child, place and day, with its first row."""
    begun = Spans.together(begins(each, clock.due, told) for each in alternatives(clock.due.event))
    if clock.since:
        begun = begun.of(begun.s >= day_number(clock.since))
    place = told.place[begun.row]
    order = told.in_order(begun.row, begun.s, place, begun.child)
    begun, place = begun.of(order), place[order]
    first = np.append(True, (begun.begins[1:] != begun.begins[:-1]) | (place[1:] != place[:-1]))
    if not len(order):
        return begun
    first = np.flatnonzero(first)
    return Spans(
        begun.child[first],
        begun.s[first],
        np.maximum.reduceat(begun.e, first),
        begun.row[first],
    )


def begins(event: Spells, due: Due, told: ClockFacts) -> Spans:
    """The starts that one alternative gives; on the last day of the spell with `from_end`."""
    if not isinstance(event, Fact):
        found = evidenced(runs(event, told), event, told)
    elif due.consecutive:
        found = consecutive(told.facts.get(event.name, NONE), told)
    else:
        found = told.facts.get(event.name, NONE)
    if not due.from_end:
        return found
    found = found.of(found.e < FOREVER)
    return Spans(found.child, found.e - 1, found.e, found.row)


def runs(expression: Spells, told: ClockFacts) -> Spans:
    """The runs of an expression, in order."""
    return told.runs.get(run_key(expression), NONE)


def consecutive(rows: Spans, told: ClockFacts) -> Spans:
    """Rows at one school with no day between them as one spell, with its first row."""
    bits = told.no_place.bit_length()
    place = told.place[rows.row]
    at = (rows.child << bits) + np.where(place == told.no_place, 0, place)
    begun = points(at, rows.s)
    line = united(begun, points(at, rows.e))
    some = np.isin(begun, line[0::2])
    first = told.in_order(rows.row[some], begun[some])
    rows, begun = rows.of(some).of(first), begun[some][first]
    once = np.append(True, begun[1:] != begun[:-1])[: len(begun)]
    rows = rows.of(once)
    return Spans(rows.child, rows.s, days_at(line[1::2]), rows.row)


def evidenced(found: Spans, event: Spells, told: ClockFacts) -> Spans:
    """Runs of an expression, each with the first row among its facts that begins that day."""
    names = facts_in(event) & told.facts.keys()
    said = Spans.together([NONE, *(told.facts[name] for name in sorted(names))])
    at = np.searchsorted(found.begins, said.begins)
    at = np.minimum(at, max(len(found.s) - 1, 0))
    some = np.flatnonzero(found.begins[at] == said.begins) if len(found.s) else at[:0]
    run, row = at[some], said.row[some]
    last_first = told.in_order(row, run)[::-1]
    first_row = np.full(len(found.s), -1)
    first_row[run[last_first]] = row[last_first]
    return Spans(found.child, found.s, found.e, first_row)


def lasting(due: Due, told: ClockFacts, starts: Spans) -> tuple[Spans, Points]:
    """The starts of which a clock comes, and the day on which each is over in any case.

    That is the day when what it runs during ends, or the child's life.
    """
    died = told.facts.get(Child.died.name, NONE)
    life = np.full(len(told.children), FOREVER)
    np.minimum.at(life, died.child, died.s)
    over = life[starts.child]
    some = starts.s < over
    if due.during is not None:
        lasts = runs(due.during, told)
        at = np.searchsorted(lasts.begins, starts.begins, "right") - 1
        ends = np.append(lasts.e, 0)[at]
        of = np.append(lasts.child, -1)[at]
        some &= (of == starts.child) & (starts.s < ends)
        over = np.minimum(over, ends)
    chosen = np.flatnonzero(some)
    return starts.of(chosen), over[chosen]


def met(due: Due, told: ClockFacts, starts: Spans) -> Points:
    """The first day from each start on that the clock is met; `FOREVER` when it is not."""
    if due.met is None:
        return np.full(len(starts.s), FOREVER)
    either = (
        told.facts.get(each.name, NONE) if isinstance(each, Fact) else runs(each, told)
        for each in alternatives(due.met)
    )
    held = Spans.together(either)
    if due.anew:
        days = np.append(np.sort(held.begins), np.iinfo(np.int64).max)
        found = days[np.searchsorted(days, starts.begins, "right")]
    else:
        line = united(held.begins, held.ends)
        days = np.append(line[0::2], np.iinfo(np.int64).max)
        found = days[np.searchsorted(line[1::2], starts.begins, "right")]
        found = np.maximum(found, starts.begins)
    none = found >= forever(starts.begins)
    return np.where(none, FOREVER, days_at(found))
