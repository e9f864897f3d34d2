"""Statutory clocks as functions of events, calendars and law: recomputed, never counted up.

One row per clock and event: child, clock, starts_on (the first school day of the event), due_on
(null past the calendar's end), met_on (null until met), setting, and the event's own row.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onroll.record.definitions.base import Clock
from onroll.record.one_child import OneChild, on
from onroll.record.spells import EPOCH, FOREVER, Spells, day_date, day_number
from onroll.record.sweep import in_force

DUE_SOON_DAYS = 7


class State(StrEnum):
    """How a clock stands on a day, in the words a screen shows."""

    OVERDUE = "Overdue"
    DUE_TODAY = "Due today"
    DUE_SOON = "Due soon"
    ON_TRACK = "On track"
    DONE = "Done"
    MISSED = "Missed"
    NO_DATE = "No date yet"


def clock_state(due_on: date | None, met_on: date | None, as_of: date) -> State:
    """How a clock stands on a day. One met late is *Missed* for ever; `due_on` may be unknown."""
    met = met_on is not None and met_on <= as_of
    if due_on is None:
        return State.DONE if met else State.NO_DATE
    if met and met_on is not None:
        return State.DONE if met_on <= due_on else State.MISSED
    days = (due_on - as_of).days
    if days < 0:
        return State.OVERDUE
    if days == 0:
        return State.DUE_TODAY
    return State.DUE_SOON if days <= DUE_SOON_DAYS else State.ON_TRACK


@dataclass(frozen=True)
class ClockRow:
    """One running of a clock for one child."""

    clock: str
    starts_on: date
    due_on: date | None
    met_on: date | None
    setting: str | None


def clock_rows(clock: Clock, child: OneChild) -> list[ClockRow]:
    """Every running of a clock for one child, in order of its event."""
    due = clock.due
    met = child.runs(due.met)
    rows = []
    events = {(r.starts_on, r.setting) for r in child.facts.get(due.event.name, ())}
    for begun, setting in sorted(events, key=lambda event: (event[0], event[1] or "")):
        start = day_number(begun)
        calendar = setting if setting in child.calendars else ""
        first = child.nth_school_day(calendar or "", start, 1)
        last = child.nth_school_day(calendar or "", start, int(due.school_day.on(on(start))))
        reached = min((max(s, start) for s, e in met if e > start), default=FOREVER)
        rows.append(
            ClockRow(
                clock.key,
                day_date(first) or begun,
                day_date(last),
                day_date(reached),
                setting,
            )
        )
    return rows


def met_key(clock: Clock) -> str:
    """The name under which the sweep works out what meets a clock."""
    return f"met:{clock.key}"


def met_expressions(clocks: Iterable[Clock]) -> dict[str, Spells]:
    """What the sweep must work out, beside the definitions, before `clocks_sql` can be asked."""
    return {met_key(clock): clock.due.met for clock in clocks}


def clocks_sql(clock: Clock) -> str:
    """Every running of a clock for every child, as day numbers; the engine holds the sweep.

    Columns: child, clock, s, due, met (null when not known), setting, feed, file, row.
    """
    event = clock.due.event.name
    return f"""
        with given as (
          select child, setting, date_diff('day', date '{EPOCH}', starts_on) as s,
                 feed, file, "row",
                 case when exists (select 1 from school_day as known
                                   where known.setting = facts.setting)
                      then setting else '' end as calendar,
                 row_number() over (partition by child, setting, starts_on
                                    order by feed, file, "row") as nth
          from facts where fact = '{event}'),
        met as (select child, s, e from statuses where definition = '{met_key(clock)}'),
        reached as (
          select given.child, given.setting, given.s,
                 min(greatest(met.s, given.s)) as day
          from given join met on met.child = given.child and met.e > given.s
          where given.nth = 1 group by given.child, given.setting, given.s)
        select given.child, '{clock.key}' as clock,
               coalesce(date_diff('day', date '{EPOCH}', began.day), given.s) as s,
               date_diff('day', date '{EPOCH}', due.day) as due,
               reached.day as met, given.setting, given.feed, given.file, given."row"
        from given
        left join next_school_day as first on first.setting = given.calendar
             and date_diff('day', date '{EPOCH}', first.day) = given.s
        left join school_day as began on began.setting = given.calendar
             and began.number = first.number
        left join school_day as due on due.setting = given.calendar
             and due.number = first.number + {in_force(clock.due.school_day)} - 1
        left join reached on reached.child = given.child and reached.s = given.s
             and coalesce(reached.setting, '') = coalesce(given.setting, '')
        where given.nth = 1"""
