"""Clocks of one child, as functions of events, calendars and law: recomputed, never counted up.

One row for each start of a clock: `clocks.clocks_of` gives the same rows for every child at once.
A clock that was met late is missed for ever; there is no counter to set back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from onroll.record.calendars import working_days
from onroll.record.definitions.base import Clock, Due
from onroll.record.one_child import FactRow, OneChild, Run, merged, on, span
from onroll.record.periods import Basis, Period, months_after
from onroll.record.school_days import CalendarEnds, SchoolCalendar
from onroll.record.spells import FOREVER, Day, Either, Fact, Spells, day_date, day_number, facts_in
from onroll.record.timeline import Child


@dataclass(frozen=True)
class ClockRow:
    """One running of a clock for one child.

    `starts_on` is the day it is counted from: of an n-th school day, the first school day.
    `due_on` is null where the calendar does not reach that far or the rule names no time; `met_on`
    until it is met, or until nothing is asked any more. `setting` is null without a school. `feed`,
    `file` and `row` are of the row that says what started it.
    """

    clock: str
    starts_on: date
    due_on: date | None
    met_on: date | None
    setting: str | None
    feed: str = field(default="", compare=False)
    file: str = field(default="", compare=False)
    row: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Started:
    """What starts a clock: a spell, by whose calendar, and the row that says so."""

    s: Day
    e: Day
    setting: str | None = None
    feed: str = ""
    file: str = ""
    row: int | None = None


def alternatives(expression: Spells) -> Iterator[Spells]:
    """The expressions of which any will do: those that `|` joins, outermost."""
    if isinstance(expression, Either):
        yield from alternatives(expression.a)
        yield from alternatives(expression.b)
    else:
        yield expression


def clock_rows(clock: Clock, child: OneChild) -> list[ClockRow]:
    """Every running of a clock for one child, in order of start and setting."""
    due = clock.due
    law = day_number(clock.since) if clock.since else -FOREVER
    found = []
    for start in starts(due, child):
        over = during(due, child, start.s)
        if start.s < law or over is None:
            continue
        first, last = counted(due, child, start)
        if due.lasting and not last < start.e:
            continue
        stops = [met(due, child, start.s), over, *([start.e] if due.met_by_its_end else [])]
        found.append(
            ClockRow(
                clock.key,
                day_date(first) or on(start.s),
                day_date(last),
                day_date(min(stops)),
                start.setting,
                start.feed,
                start.file,
                start.row,
            )
        )
    return found


def starts(due: Due, child: OneChild) -> list[Started]:
    """What starts the clock, in order: one for each day and setting."""
    every = sorted(
        (start for event in alternatives(due.event) for start in begun(event, due, child)),
        key=lambda one: (one.s, in_order(one.setting), one.feed, one.file, in_order(one.row)),
    )
    chosen: dict[tuple[Day, str | None], Started] = {}
    for one in every:
        held = chosen.get((one.s, one.setting), one)
        chosen[one.s, one.setting] = Started(
            held.s, max(held.e, one.e), held.setting, held.feed, held.file, held.row
        )
    return list(chosen.values())


def begun(event: Spells, due: Due, child: OneChild) -> Iterable[Started]:
    """The starts that one alternative gives; on the last day of the spell with `from_end`."""
    if isinstance(event, Fact):
        rows = [row for row in child.facts.get(event.name, ()) if span(row)[0] < span(row)[1]]
        found = [Started(*span(r), r.setting, r.feed, r.file, r.row) for r in rows]
        if due.consecutive:
            found = [one for setting in {r.setting for r in rows} for one in joined(rows, setting)]
    else:
        found = [evidenced(event, child, run) for run in child.runs(event)]
    if not due.from_end:
        return found
    return [
        Started(one.e - 1, one.e, one.setting, one.feed, one.file, one.row)
        for one in found
        if one.e < FOREVER
    ]


def joined(rows: list[FactRow], setting: str | None) -> Iterator[Started]:
    """The rows at one school with no day between them as one start, with its first row."""
    here = [row for row in rows if row.setting == setting]
    for s, e in merged(map(span, here)):
        yield Started(s, e, setting, *first_row(row for row in here if span(row)[0] == s))


def evidenced(event: Spells, child: OneChild, run: Run) -> Started:
    """A run of an expression, with the first row among its facts that begins that day, if any."""
    rows = [
        row
        for name in facts_in(event)
        for row in child.facts.get(name, ())
        if span(row)[0] == run[0] < span(row)[1]
    ]
    if not rows:
        return Started(*run)
    row = min(rows, key=lambda r: (r.feed, r.file, in_order(r.row), in_order(r.setting)))
    return Started(*run, row.setting, row.feed, row.file, row.row)


def first_row(rows: Iterable[FactRow]) -> tuple[str, str, int | None]:
    first = min(rows, key=lambda row: (row.feed, row.file, in_order(row.row)))
    return first.feed, first.file, first.row


def in_order(value: str | int | None) -> tuple[bool, str | int]:
    """A key that puts null last, as the engines do."""
    return (value is None, value or 0) if not isinstance(value, str) else (False, value)


def during(due: Due, child: OneChild, start: Day) -> Day | None:
    """The day on which what the clock runs during is over; null where it does not hold at all.

    The child's life is over on the day of a death.
    """
    life = min((s for s, _ in child.runs(Child.died)), default=FOREVER)
    if due.during is None:
        over: Day | None = FOREVER
    else:
        over = next((e for s, e in child.runs(due.during) if s <= start < e), None)
    return None if over is None or life <= start else min(over, life)


def met(due: Due, child: OneChild, start: Day) -> Day:
    """The first day from the start on that the clock is met; `FOREVER` when it is not."""
    if due.met is None:
        return FOREVER
    runs = [run for either in alternatives(due.met) for run in rows_or_runs(either, child)]
    if due.anew:
        return min((s for s, _ in runs if s > start), default=FOREVER)
    return min((max(s, start) for s, e in runs if e > start), default=FOREVER)


def rows_or_runs(expression: Spells, child: OneChild) -> list[Run]:
    """Of a fact every row by itself, of anything else its runs."""
    if isinstance(expression, Fact):
        spans = (span(row) for row in child.facts.get(expression.name, ()))
        return [(s, e) for s, e in spans if s < e]
    return child.runs(expression)


def counted(due: Due, child: OneChild, start: Started) -> tuple[Day, Day]:
    """The day the clock is counted from and the day it is due; `FOREVER` where nobody can say."""
    period, begins = due.period, start.s
    calendar = calendar_of(period, child, start.setting)
    first = nth(calendar, begins, 1) if calendar and period.first_counts else begins
    last = plain_due(period, start, calendar)
    if due.paused is not None and last < FOREVER:
        last = later_by_pauses(period, calendar, begins, last, child.runs(due.paused))
    if last < FOREVER:
        last -= period.days_before(on(begins))
    return first, last


def calendar_of(period: Period, child: OneChild, setting: str | None) -> SchoolCalendar | None:
    """Whose days number the period: the school's, else the authority's; null for calendar days."""
    if period.basis is Basis.WORKING_DAYS:
        return working_days()
    if period.basis is not Basis.SCHOOL_DAYS:
        return None
    known = setting if setting in child.calendars else ""
    return child.calendars.get(known or "", SchoolCalendar([]))


def plain_due(period: Period, start: Started, calendar: SchoolCalendar | None) -> Day:
    """The due day with no day left out."""
    begins, day = start.s, on(start.s)
    number = period.counted(day)
    if calendar is not None:
        return nth(calendar, begins + (not period.first_counts), number)
    match period.basis:
        case Basis.CALENDAR_DAYS:
            return begins + number - period.first_counts
        case Basis.WEEKS:
            return begins + 7 * number
        case Basis.MONTHS:
            return day_number(months_after(day, number))
        case Basis.FIXED_DATE:
            return day_number(period.fixed_date(day))
        case Basis.ITS_OWN_END if start.e < FOREVER:
            return start.e - 1
    return FOREVER


def later_by_pauses(
    period: Period, calendar: SchoolCalendar | None, begins: Day, last: Day, pauses: list[Run]
) -> Day:
    """The due day moved by every counted day on which the clock was paused."""
    counts_from = begins + (calendar is not None and not period.first_counts)
    number = last if calendar is None else position(calendar, last)
    for s, e in pauses:
        if e <= counts_from:
            continue
        begin = max(s, counts_from)
        before = begin if calendar is None else position(calendar, begin)
        if before > number:
            break
        if e >= FOREVER:
            return FOREVER
        number += (e if calendar is None else position(calendar, e)) - before
    if calendar is None:
        return number
    days = list(calendar)
    return day_number(days[number - 1]) if number <= len(days) else FOREVER


def position(calendar: SchoolCalendar, day: Day) -> int:
    """The number in the calendar of the first of its days on or after a day."""
    days = [day_number(each) for each in calendar]
    return 1 + sum(each < day for each in days)


def nth(calendar: SchoolCalendar, start: Day, number: int) -> Day:
    """The n-th day of a calendar from a day on; `FOREVER` where it does not cover the days."""
    if start < day_number(next(iter(calendar), None)):
        return FOREVER
    try:
        return day_number(calendar.nth_school_day(on(start), number))
    except CalendarEnds:
        return FOREVER
