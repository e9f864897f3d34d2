"""One child, in plain Python: the reference that every engine must agree with.

It also recalculates a child while an officer waits: no engine, a few milliseconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import floor

from onroll.record.looking_back import (
    BegunDuring,
    Ever,
    InLastSchoolDays,
    begun_within,
    first_on,
)
from onroll.record.places import AtThatPlace, AtTwoPlaces, stretches
from onroll.record.school_days import CalendarEnds, SchoolCalendar
from onroll.record.spells import (
    FOREVER,
    After,
    AtLeast,
    Both,
    Day,
    Either,
    Extended,
    Fact,
    FromSchoolDay,
    Joined,
    Named,
    Spells,
    Under,
    Until,
    Without,
    day_date,
    day_number,
)

Run = tuple[Day, Day]

NO_SCHOOL_DAYS = SchoolCalendar([])


@dataclass(frozen=True)
class FactRow:
    """One fact about the child and the row of the file that says so.

    `ends_before` is None while it is still true. `value` is None unless the fact is a number over
    time. `setting` is the URN of the school concerned, None when there is none.
    """

    fact: str
    starts_on: date
    ends_before: date | None
    value: float | None = None
    setting: str | None = None
    feed: str = ""
    file: str = ""
    row: int | None = None


class OneChild:
    """The facts about one child, and the days on which each expression over them is true.

    `calendars` are the school days by URN; the authority's own calendar has the key "" and
    serves every setting that has no school day of its own.
    """

    def __init__(
        self, facts: Iterable[FactRow], calendars: Mapping[str, SchoolCalendar] | None = None
    ):
        self.facts: dict[str, list[FactRow]] = defaultdict(list)
        for row in facts:
            self.facts[row.fact].append(row)
        self.calendars = {urn: days for urn, days in (calendars or {}).items() if len(days)}
        self.known: dict[Named, list[Run]] = {}

    def holds(self, expression: Spells, day: date) -> bool:
        """Whether the expression is true on a day."""
        return self.run_on(expression, day) is not None

    def run_on(self, expression: Spells, day: date) -> Run | None:
        """The run of days, around this one, on which the expression is true; None if it is not."""
        number = day_number(day)
        return next((run for run in self.runs(expression) if run[0] <= number < run[1]), None)

    def runs(self, expression: Spells) -> list[Run]:
        """Every run of days on which the expression is true, in order, apart from each other."""
        match expression:
            case Fact(name):
                return merged(span(row) for row in self.facts.get(name, ()))
            case Named(_, _, a):
                if expression not in self.known:
                    self.known[expression] = self.runs(a)
                return self.known[expression]
            case Both(a, b):
                return combined(self.runs(a), self.runs(b), lambda x, y: x and y)
            case Either(a, b):
                return merged(self.runs(a) + self.runs(b))
            case Without(a, b):
                return combined(self.runs(a), self.runs(b), lambda x, y: x and not y)
            case After(a, limit):
                begun = ((s + int(limit.on(on(s))), e) for s, e in self.runs(a))
                return [(s, e) for s, e in begun if s < e]
            case Joined(a, gap):
                return joined(self.runs(a), lambda day: int(gap.on(on(day))))
            case Extended(a, by):
                return merged((s, later(e, int(by.on(on(s))))) for s, e in self.runs(a))
            case Until(a, end):
                ends = self.runs(end)
                return merged(
                    (s, min((max(b, s + 1) for b, e in ends if e > s + 1), default=FOREVER))
                    for s, _ in self.runs(a)
                )
            case Under(a, provision):
                law = day_number(provision.in_force_from)
                return [(max(s, law), e) for s, e in self.runs(a) if max(s, law) < e]
            case Ever(a):
                return first_on(self.runs(a))
            case BegunDuring(a, b):
                return begun_within(self.runs(a), self.runs(b))
            case InLastSchoolDays(a, by):
                return merged(
                    (s, self.school_days_later(setting, e, int(by.on(on(s)))))
                    for setting, runs in self.by_setting(a).items()
                    for s, e in runs
                )
            case FromSchoolDay(a, number):
                return merged(
                    (begins, e)
                    for setting, runs in self.by_setting(a).items()
                    for s, e in runs
                    if (begins := self.reached(setting, s, int(number.on(on(s))))) < e
                )
            case AtLeast(steps, figure):
                return merged(
                    run
                    for since, until, value in periods(figure.values)
                    for run in self.at_least(steps.name, value, since, until)
                )
            case AtTwoPlaces() | AtThatPlace():
                return merged(stretches(expression, self.by_place))
        raise TypeError(f"{type(expression).__name__} is not an expression over spells")

    def at_least(self, name: str, figure: float, since: Day, until: Day) -> list[Run]:
        rows = [(*span(row), hundredths(row.value or 0.0)) for row in self.facts.get(name, ())]
        edges = sorted({since, until, *(d for s, e, _ in rows for d in (s, e))})
        return merged(
            (a, b)
            for a, b in pairwise(edges)
            if since <= a < until
            and any(s <= a < e for s, e, _ in rows)
            and sum(v for s, e, v in rows if s <= a < e) >= hundredths(figure)
        )

    def by_place(self, fact: Fact) -> dict[str, list[Run]]:
        """The runs of one fact at each place that a row of it names, apart from each other."""
        rows = self.facts.get(fact.name, ())
        places = {row.setting for row in rows if row.setting}
        return {at: merged(span(row) for row in rows if row.setting == at) for at in places}

    def by_setting(self, counted: Spells) -> dict[str, list[Run]]:
        """The runs of one fact for each school whose calendar counts, apart from each other.

        Of anything but a fact, its runs, counted by the authority's own calendar.
        """
        if not isinstance(counted, Fact):
            return {"": self.runs(counted)}
        spans: dict[str, list[Run]] = defaultdict(list)
        for row in self.facts.get(counted.name, ()):
            setting = row.setting if row.setting in self.calendars else ""
            spans[setting or ""].append(span(row))
        return {setting: merged(runs) for setting, runs in spans.items()}

    def reached(self, setting: str, start: Day, number: int) -> Day:
        """The day by which that many school days have passed, as far as the calendar knows.

        A spell older than the calendar is counted from the calendar's first day: late, never lost.
        """
        opens = day_number(next(iter(self.calendars.get(setting, ())), None))
        return self.nth_school_day(setting, max(start, opens), number)

    def school_days_later(self, setting: str, end: Day, days: int) -> Day:
        """The day after the last of so many school days from an end on; the end where none is."""
        opens = day_number(next(iter(self.calendars.get(setting, ())), None))
        if end >= FOREVER or end < opens or opens >= FOREVER or days == 0:
            return end
        reached = self.nth_school_day(setting, end, days)
        return FOREVER if reached >= FOREVER else reached + 1

    def nth_school_day(self, setting: str, start: Day, number: int) -> Day:
        """The day number of a school day; `FOREVER` when no calendar covers the days to count."""
        calendar = self.calendars.get(setting, NO_SCHOOL_DAYS)
        if start < day_number(next(iter(calendar), None)):
            return FOREVER
        try:
            return day_number(calendar.nth_school_day(on(start), number))
        except CalendarEnds:
            return FOREVER


def on(day: Day) -> date:
    return day_date(day) or date.max


def later(end: Day, days: int) -> Day:
    return FOREVER if end >= FOREVER else end + days


def hundredths(value: float) -> int:
    """A number over time in whole hundredths, so that sums are exact in every engine."""
    return floor(value * 100 + 0.5)


def span(row: FactRow) -> Run:
    return day_number(row.starts_on), day_number(row.ends_before)


def periods(values: tuple[tuple[date, float], ...]) -> Iterable[tuple[Day, Day, float]]:
    """Each value with the days on which it is in force; the first also holds before its date."""
    starts = [-FOREVER, *(day_number(since) for since, _ in values[1:]), FOREVER]
    return [(a, b, value) for (a, b), (_, value) in zip(pairwise(starts), values, strict=True)]


def merged(runs: Iterable[Run]) -> list[Run]:
    """The same days as runs in order that neither overlap nor touch."""
    out: list[Run] = []
    for s, e in sorted(runs):
        if s >= e:
            continue
        if out and s <= out[-1][1]:
            out[-1] = (out[-1][0], max(e, out[-1][1]))
        else:
            out.append((s, e))
    return out


def joined(runs: list[Run], gap: Callable[[Day], int]) -> list[Run]:
    out: list[Run] = []
    for s, e in runs:
        if out and s - out[-1][1] <= gap(s):
            out[-1] = (out[-1][0], e)
        else:
            out.append((s, e))
    return out


def combined(a: list[Run], b: list[Run], keep: Callable[[bool, bool], bool]) -> list[Run]:
    edges = sorted({day for run in (*a, *b) for day in run})

    def inside(runs: list[Run], day: Day) -> bool:
        return any(s <= day < e for s, e in runs)

    return merged((s, e) for s, e in pairwise(edges) if keep(inside(a, s), inside(b, s)))
