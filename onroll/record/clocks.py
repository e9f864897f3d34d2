"""Clocks of every child at once, in SQL: the same rows as `clock_rows` gives of one child.

A clock's days are counted on a line of numbers: its calendar's numbering of school or working days,
or the days themselves. Start, due day and pauses are numbers on that line, so one query serves
every unit. The engine must hold the sweep's `spans` and `statuses`, `school_day` and
`next_school_day`, in which working days are a setting of their own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

from onroll.record.calendars import WORKING_DAYS
from onroll.record.clock_rows import alternatives
from onroll.record.definitions.base import Clock, Due
from onroll.record.one_child import periods
from onroll.record.periods import NUMBERED, Basis, Period
from onroll.record.spells import EPOCH, FOREVER, Fact, Spells, day_number, facts_in
from onroll.record.sweep import APART, in_force
from onroll.record.thresholds import Threshold
from onroll.record.timeline import Child

YEARS = range(2000, 2061)
"""The years in which a fixed date is looked for."""

NO_CLOCK = """select cast(null as varchar) as child, cast(null as varchar) as clock,
    cast(null as int) as s, cast(null as int) as due, cast(null as int) as met, setting, feed, file,
    "row" from facts where fact is null"""
"""The rows of no clock at all."""


LIFE = f"select child, min(s) as e from spans where fact = '{Child.died.name}' group by child"
"""The day on which each life ended."""


def facts_that_start(clock: Clock) -> set[str]:
    """The facts without any of which a clock starts for nobody."""
    return facts_in(clock.due.event)


def met_expressions(clocks: Iterable[Clock]) -> dict[str, Spells]:
    """What the sweep must work out, beside the definitions, before `clocks_sql` can be asked.

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


def clocks_sql(clock: Clock) -> str:
    """Every running of a clock for every child, as day numbers; the engine holds the sweep.

    Columns: child, clock, s, due, met (null when not known), setting, feed, file, row.
    """
    due = clock.due
    law = f"s >= {day_number(clock.since)}" if clock.since else "true"
    numbered = due.period.basis in NUMBERED
    stops = ["reached.day", "given.over", *(["given.e"] if due.met_by_its_end else [])]
    stop = f"least({', '.join(f'coalesce({each}, {FOREVER})' for each in stops)})"
    return f"""
        with begun as ({" union all ".join(starts_sql(event, due) for event in events(due))}),
        started as (
          select child, setting, s, feed, file, "row", {calendar_sql(due.period)} as calendar,
                 max(e) over (partition by child, setting, s) as e,
                 row_number() over (partition by child, setting, s
                                    order by feed, file, "row") as nth
          from begun
          left join (select distinct setting as urn from school_day) as known on urn = setting
          where {law}),
        given as (
          select started.child, started.setting, started.s, started.e, started.calendar,
                 started.feed, started.file, started."row",
                 least({"lasts.e" if due.during else FOREVER}, coalesce(life.e, {FOREVER})) as over
          from started {during_sql(due)}
          left join ({LIFE}) as life on life.child = started.child
          where nth = 1 and coalesce(started.s < life.e, true)),
        counted as ({counted_sql(due.period)}),
        moved as ({moved_sql(due, numbered)}),
        dated as ({dated_sql(due.period, numbered)}),
        met as ({met_sql(due)}),
        reached as (
          select dated.child, dated.setting, dated.s,
                 min({"met.s" if due.anew else "greatest(met.s, dated.s)"}) as day
          from dated join met on met.child = dated.child
               and {"met.s > dated.s" if due.anew else "met.e > dated.s"}
          group by dated.child, dated.setting, dated.s)
        select given.child, '{clock.key}' as clock, given.began as s, given.due,
               case when {stop} < {FOREVER} then {stop} end as met,
               given.setting, given.feed, given.file, given."row"
        from dated as given
        left join reached on reached.child = given.child and reached.s = given.s
             and coalesce(reached.setting, '') = coalesce(given.setting, '')
        where {"given.due is not null and given.due < given.e" if due.lasting else "true"}"""


def events(due: Due) -> list[Spells]:
    return list(alternatives(due.event))


def runs_sql(expression: Spells) -> str:
    """The rows of a fact, or the runs of anything else: child, s, e."""
    if isinstance(expression, Fact):
        return f"select child, s, e from spans where fact = '{expression.name}'"
    return f"select child, s, e from statuses where definition = '{run_key(expression)}'"


def starts_sql(event: Spells, due: Due) -> str:
    """What starts the clock: child, setting, s, e, feed, file, row."""
    names = ", ".join(f"'{name}'" for name in sorted(facts_in(event)))
    rows = f"""
        select child, setting, feed, file, "row",
               date_diff('day', date '{EPOCH}', starts_on) as s,
               coalesce(date_diff('day', date '{EPOCH}', ends_before), {FOREVER}) as e
        from facts where fact in ({names})
             and starts_on < coalesce(ends_before, date '9999-12-31')"""
    if isinstance(event, Fact) and not due.consecutive:
        found = f'select child, setting, s, e, feed, file, "row" from ({rows}) as told'
    else:
        same = "and coalesce(told.setting, '') = runs.key" if isinstance(event, Fact) else ""
        found = f"""
            select child, setting, s, e, feed, file, "row" from (
              select runs.child, told.setting, runs.s, runs.e, told.feed, told.file, told."row",
                     row_number() over (partition by runs.child, runs.key, runs.s order by
                                        told.feed, told.file, told."row", told.setting) as nth
              from ({joined_sql(event)}) as runs
              left join ({rows}) as told
                   on told.child = runs.child and told.s = runs.s {same}) as evidenced
            where nth = 1"""
    if due.from_end:
        return (
            'select child, setting, e - 1 as s, e, feed, file, "row" '
            f"from ({found}) as ended where e < {FOREVER}"
        )
    return found


def joined_sql(event: Spells) -> str:
    """Runs with a key that keeps them apart: of a fact the school's, of anything else none."""
    if isinstance(event, Fact):
        at = f"""select child, coalesce(setting, '') as key, s, e from spans
                 where fact = '{event.name}'"""
        return APART.format(keys="child, key", runs=at)
    return f"select child, '' as key, s, e from ({runs_sql(event)}) as found"


def calendar_sql(period: Period) -> str:
    """The key of the calendar that numbers the period's days; null for calendar days."""
    if period.basis is Basis.WORKING_DAYS:
        return f"'{WORKING_DAYS}'"
    if period.basis is not Basis.SCHOOL_DAYS:
        return "cast(null as varchar)"
    return "coalesce(known.urn, '')"


def during_sql(due: Due) -> str:
    if due.during is None:
        return ""
    runs = f"select child, s, e from statuses where definition = '{run_key(due.during)}'"
    return f"""join ({runs}) as lasts on lasts.child = started.child
               and lasts.s <= started.s and started.s < lasts.e"""


def counted_sql(period: Period) -> str:
    """The rows with `a`, the number counted from, and `d`, the number due; null when not known."""
    columns = 'child, setting, s, e, calendar, feed, file, "row", over'
    if period.basis not in NUMBERED:
        return f"select {columns}, s as a, {plain_due_sql(period)} as d from given"
    number = in_force(period.number) if period.number else "1"
    day = "given.s" if period.first_counts else "given.s + 1"
    listed = ", ".join(f"given.{each.strip()}" for each in columns.split(","))
    return f"""
        select {listed}, first.number as a,
               first.number + {number} - 1 as d
        from given left join next_school_day as first on first.setting = given.calendar
             and date_diff('day', date '{EPOCH}', first.day) = {day}"""


def plain_due_sql(period: Period) -> str:
    """The due day, from day `s`, of a period that no calendar numbers."""
    number = in_force(period.number) if period.number else "0"
    match period.basis:
        case Basis.CALENDAR_DAYS:
            return f"s + {number} - {int(period.first_counts)}"
        case Basis.WEEKS:
            return f"s + 7 * {number}"
        case Basis.MONTHS if period.number:
            return valued(period.number, months_sql)
        case Basis.FIXED_DATE:
            return fixed_date_sql(period)
        case Basis.ITS_OWN_END:
            return f"case when e < {FOREVER} then e - 1 end"
    return "cast(null as int)"


def valued(number: Threshold, said: object) -> str:
    """An expression over `s`, of the value in force on that day."""
    values = list(periods(number.values))
    whens = " ".join(f"when s < {until} then {said(int(v))}" for _, until, v in values)  # type: ignore[operator]
    return f"case {whens} end"


def months_sql(months: int) -> str:
    later = f"cast(date '{EPOCH}' + cast(s as int) + interval '{months}' month as date)"
    return f"date_diff('day', date '{EPOCH}', {later})"


def fixed_date_sql(period: Period) -> str:
    """The first fixed date on or after `s`: of a hundred years, each with the law of its day."""
    first = date(YEARS[0], 1, 1)
    changes = [first, *(since for since, _ in period.number.values)] if period.number else [first]
    spans = sorted({change for change in changes if change >= first} | {date.max})
    whens = []
    day = first
    for until in spans[1:] or [date.max]:
        last = min(until, date(YEARS[-1], 1, 1))
        while day < last:
            due = period.fixed_date(day)
            at = min(day_number(due), day_number(last) - 1)
            whens.append(f"when s <= {at} then {day_number(due)}")
            day = date.fromordinal(date(1970, 1, 1).toordinal() + at + 1)
    return f"case {' '.join(whens)} end"


def moved_sql(due: Due, numbered: bool) -> str:
    """The rows with `d` moved by every counted day on which the clock was paused."""
    if due.paused is None:
        return "select * from counted"
    runs = f"select child, s, e from statuses where definition = '{run_key(due.paused)}'"
    begins = "counted.s" if not numbered or due.period.first_counts else "counted.s + 1"
    pause = f"""
        select counted.child, counted.setting, counted.s, counted.d, counted.calendar,
               greatest(pause.s, {begins}) as begins, pause.e as ends
        from counted join ({runs}) as pause on pause.child = counted.child
             and pause.e > {begins}"""
    if numbered:
        pause = f"""
            select pause.child, pause.setting, pause.s, pause.d, first.number as p,
                   coalesce(after.number, {FOREVER}) - first.number as days
            from ({pause}) as pause
            join next_school_day as first on first.setting = pause.calendar
                 and date_diff('day', date '{EPOCH}', first.day) = pause.begins
            left join next_school_day as after on after.setting = pause.calendar
                 and date_diff('day', date '{EPOCH}', after.day) = pause.ends"""
    else:
        pause = f"""select child, setting, s, d, begins as p,
                           case when ends >= {FOREVER} then {FOREVER} else ends - begins end as days
                    from ({pause}) as pause"""
    return f"""
        select counted.child, counted.setting, counted.s, counted.e, counted.calendar, counted.feed,
               counted.file, counted."row", counted.over, counted.a,
               case when coalesce(lost.days, 0) < {FOREVER} then counted.d + coalesce(lost.days, 0)
               end as d
        from counted left join (
          select child, setting, s, cast(sum(days) as bigint) as days from (
            select child, setting, s, d, p, days,
                   coalesce(sum(days) over (partition by child, setting, s order by p
                            rows between unbounded preceding and 1 preceding), 0) as earlier
            from ({pause}) as pauses) as paused
          where p <= d + earlier group by child, setting, s) as lost
        on lost.child = counted.child and lost.s = counted.s
           and coalesce(lost.setting, '') = coalesce(counted.setting, '')"""


def dated_sql(period: Period, numbered: bool) -> str:
    """The rows with `began` and `due` as day numbers."""
    columns = 'child, setting, s, e, feed, file, "row", over'
    hours = period.hours_before
    back = f" - {valued(hours, lambda v: -(-v // 24))}" if hours else ""
    if not numbered:
        return f"select {columns}, s as began, d{back} as due from moved"
    listed = ", ".join(f"moved.{each.strip()}" for each in columns.split(","))
    began = "coalesce(date_diff('day', date '1970-01-01', first.day), moved.s)"
    return f"""
        select {listed}, {began if period.first_counts else "moved.s"} as began,
               date_diff('day', date '{EPOCH}', last.day){back} as due
        from moved
        left join school_day as first on first.setting = moved.calendar and first.number = moved.a
        left join school_day as last on last.setting = moved.calendar and last.number = moved.d"""


def met_sql(due: Due) -> str:
    if due.met is None:
        return f"select child, s, e from spans where s > {FOREVER}"
    return " union all ".join(runs_sql(each) for each in alternatives(due.met))
