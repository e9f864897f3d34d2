"""Verbs that look back: ever true, true in the last school days, begun while something else was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onroll.record.spells import EPOCH, FOREVER, Day, Spells, bracketed
from onroll.record.thresholds import Threshold

Run = tuple[Day, Day]


@dataclass(frozen=True)
class Ever(Spells):
    a: Spells

    @property
    def words(self) -> str:
        return f"{bracketed(self.a)} now or before"


@dataclass(frozen=True)
class BegunDuring(Spells):
    a: Spells
    b: Spells

    @property
    def words(self) -> str:
        return f"{bracketed(self.a)}, begun while {self.b.words}"


@dataclass(frozen=True)
class InLastSchoolDays(Spells):
    a: Spells
    by: Threshold

    @property
    def words(self) -> str:
        return f"{self.a.words} in the last {self.by.words}"


def ever(expression: Spells) -> Ever:
    """True from the first day on which the expression was, for good."""
    return Ever(expression)


def begun_during(expression: Spells, other: Spells) -> BegunDuring:
    """The spells of the expression whose first day is one on which the other is true."""
    return BegunDuring(expression, other)


def in_last_school_days(expression: Spells, by: Threshold) -> InLastSchoolDays:
    """True, or was true within the last `by` school days: of a fact, those of its own school.

    Before the calendar begins no school day can be counted, so nothing is added to a spell that
    ended then. One that ends too near the calendar's end to be counted out stays true.
    """
    return InLastSchoolDays(expression, by)


def first_on(runs: list[Run]) -> list[Run]:
    return [(s, FOREVER) for s, _ in runs[:1]]


def begun_within(a: Iterable[Run], b: Iterable[Run]) -> list[Run]:
    within = list(b)
    return [(s, e) for s, e in a if any(t <= s < u for t, u in within)]


def first_on_sql(runs: str) -> str:
    return f"select child, min(s) as s, {FOREVER} as e from ({runs}) as given group by child"


def begun_within_sql(a: str, b: str) -> str:
    return f"""
        select begun.child, begun.s, begun.e from ({a}) as begun
        join ({b}) as held on held.child = begun.child and held.s <= begun.s and held.e > begun.s"""


def school_days_later_sql(runs: str, days: str) -> str:
    """A query for runs that end later; `runs` has child, setting, s, e, and `days` is a number.

    The engine must hold `school_day` and `next_school_day`.
    """
    return f"""
        select child, given.s, case when given.e >= {FOREVER} or opens.day is null
                                      or given.e < opens.day or given.days = 0 then given.e
               else coalesce(date_diff('day', date '{EPOCH}', reached.day) + 1, {FOREVER}) end as e
        from (select child, setting, s, e, {days} as days from ({runs}) as found) as given
        left join (select setting as school, date_diff('day', date '{EPOCH}', min(day)) as day
                   from school_day group by setting) as opens on opens.school = given.setting
        left join next_school_day as first on first.setting = given.setting
             and date_diff('day', date '{EPOCH}', first.day) = given.e
        left join school_day as reached on reached.setting = given.setting
             and reached.number = first.number + given.days - 1"""
