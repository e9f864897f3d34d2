"""The ways in which facts could be changed so that an expression is, or is not, true.

Each way is a child's rows, changed; the nearest come first. They are guesses: whoever asks puts
the expression to them once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain, islice, zip_longest

from onroll.record.looking_back import BegunDuring, Ever, InLastSchoolDays
from onroll.record.one_child import FactRow, Run, on, span
from onroll.record.places import AtThatPlace, AtTwoPlaces
from onroll.record.remembering import Remembering
from onroll.record.school_days import SchoolCalendar
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
    facts_in,
)
from onroll.record.thresholds import Threshold

Rows = tuple[FactRow, ...]
SOMEWHERE = ("one school",)
ANOTHER = "another school"
MOST = 12
"""The most ways handed on from one part of an expression to the next."""
EARLIER = (0, 3, 60)
"""How many days before, where it is enough that something was once true."""
STEPS_BACK = (0, 1, 5, 10, 20, 42, 90, 200, 400, 1200)
"""How many days before the day a fact is tried from, where nothing better is known."""


class WaysToBe:
    """Ways for one child; `day` is the day asked about, from which told facts stay open."""

    def __init__(self, calendars: Mapping[str, SchoolCalendar], day: date) -> None:
        self.calendars = calendars
        self.day = day_number(day)
        self.children: dict[int, tuple[Rows, Remembering]] = {}

    def holds(self, expression: Spells, rows: Rows, day: date) -> bool:
        return self.child(rows).holds(expression, day)

    def child(self, rows: Rows) -> Remembering:
        """The child of whom these rows are told; the same one for the same rows."""
        if id(rows) not in self.children:
            self.children[id(rows)] = (rows, Remembering(rows, self.calendars))
        return self.children[id(rows)][1]

    def is_so(self, expression: Spells, wanted: bool, rows: Rows, first: Day, last: Day) -> bool:
        """Whether it is, or is not, true on every day from the first to the last."""
        runs = self.child(rows).runs(expression)
        if wanted:
            return any(s <= first and last < e for s, e in runs)
        return all(e <= first or last < s for s, e in runs)

    def to_be(
        self, expression: Spells, wanted: bool, rows: Rows, first: Day, last: Day
    ) -> Iterator[Rows]:
        """Rows on which it is, or is not, true on every day from the first to the last."""
        if self.is_so(expression, wanted, rows, first, last):
            yield rows
            return
        found: Iterable[Rows]
        match expression:
            case Named(_, _, a) | Under(a, _):
                found = self.to_be(a, wanted, rows, first, last)
            case Fact(name):
                found = self.fact(name, wanted, rows, first, last)
            case Both(a, b):
                found = self.of_all([(a, True), (b, True)], wanted, rows, first, last)
            case Without(a, b):
                found = self.of_all([(a, True), (b, False)], wanted, rows, first, last)
            case Either(a, b):
                found = self.of_all([(a, False), (b, False)], not wanted, rows, first, last)
            case _:
                known = self.verb(expression, wanted, rows, first, last)
                found = chain(known, self.by_trying(expression, wanted, rows, first, last))
        tried = islice(found, 5 * MOST)
        right = (to for to in tried if self.is_so(expression, wanted, to, first, last))
        yield from islice(right, MOST)

    def of_all(
        self, parts: list[tuple[Spells, bool]], wanted: bool, rows: Rows, first: Day, last: Day
    ) -> Iterator[Rows]:
        """Every part as said or, when not `wanted`, one of them not: the nearer one first."""
        if wanted:
            (a, so_a), (b, so_b) = parts
            for to in self.to_be(a, so_a, rows, first, last):
                yield from self.to_be(b, so_b, to, first, last)
            for to in self.to_be(b, so_b, rows, first, last):
                yield from self.to_be(a, so_a, to, first, last)
            return
        branches = [list(self.to_be(a, not so, rows, first, last)) for a, so in parts]
        every = [to for branch in branches for to in branch]
        yield from sorted(every, key=lambda to: len(set(rows) ^ set(to)))

    def fact(self, name: str, wanted: bool, rows: Rows, first: Day, last: Day) -> Iterator[Rows]:
        if wanted:
            yield (*rows, self.row(name, first, last))
            return
        yield self.cut(rows, {name}, first, last)

    def row(
        self, name: str, first: Day, last: Day, place: str | None = None, value: float | None = None
    ) -> FactRow:
        """A row that no source has yet; open where it must hold up to the day asked about."""
        end = None if last >= self.day else day_date(last + 1)
        return FactRow(name, on(first), end, value, place)

    def verb(self, verb: Spells, wanted: bool, rows: Rows, first: Day, last: Day) -> Iterator[Rows]:
        match verb:
            case After(a, limit):
                for days in lengths(limit):
                    if wanted:
                        yield from self.to_be(a, True, rows, first - days, last)
                    else:
                        yield from self.to_be(a, False, rows, first, last)
                        yield from self.to_be(a, False, rows, first - days, first - 1)
            case Joined(a, gap):
                yield from self.to_be(a, wanted, rows, first, last)
                for days in lengths(gap):
                    yield from self.to_be(a, wanted, rows, first - days, last)
                    yield from self.to_be(a, wanted, rows, first, last + days)
            case Extended(a, by):
                yield from self.to_be(a, wanted, rows, first, last)
                for days in lengths(by):
                    yield from self.to_be(a, wanted, rows, first - days, last)
            case Until(a, end):
                begun = [s for s, _ in self.runs(a, rows) if s <= first]
                if wanted:
                    for s in reversed(begun):
                        yield from self.to_be(end, False, rows, s + 1, last)
                    for to in self.to_be(a, True, rows, first, last):
                        yield to
                        for s in {s for s, e in self.runs(a, to) if s <= first < e}:
                            yield from self.to_be(end, False, to, s + 1, last)
                    for to in self.to_be(a, False, rows, first - 1, first - 1):
                        yield from self.to_be(a, True, to, first, last)
                else:
                    yield from self.to_be(end, True, rows, first, last)
                    for s in begun:
                        yield from self.to_be(a, False, rows, s, last)
            case FromSchoolDay(a, number):
                if not wanted:
                    yield from self.to_be(a, False, rows, first, last)
                    yield self.cut(rows, facts_in(a), -FOREVER, first - 1)
                    return
                for start in self.counted_from(number, first):
                    if isinstance(a, Fact):  # told of no school, it is counted in the authority's
                        yield from self.fact(a.name, True, rows, start, last)
                    else:
                        yield from self.to_be(a, True, rows, start, last)
            case InLastSchoolDays(a, by):
                yield from self.to_be(a, wanted, rows, first, last)
                for start in self.counted_from(by, first):
                    yield from self.to_be(a, wanted, rows, start - 1, last)
            case Ever(a):
                if not wanted:
                    yield from self.to_be(a, False, rows, -FOREVER, last)
                    return
                once = [first - back for back in EARLIER]
                yield from in_turn([self.to_be(a, True, rows, day, day) for day in once])
            case BegunDuring(a, b):
                if not wanted:
                    yield from self.to_be(a, False, rows, first, last)
                    for s in {s for s, e in self.runs(a, rows) if s <= last and e > first}:
                        yield from self.to_be(b, False, rows, s, s)
                    return
                for s in [s for s, e in self.runs(a, rows) if s <= first and e > last]:
                    yield from self.to_be(b, True, rows, s, s)
                for to in self.to_be(b, True, rows, first, first):
                    for anew in self.to_be(a, False, to, first - 1, first - 1):
                        yield from self.to_be(a, True, anew, first, last)
            case AtTwoPlaces(a):
                if wanted:
                    for place in SOMEWHERE:
                        one = (*rows, self.row(a.name, first, last, place))
                        yield one
                        yield (*one, self.row(a.name, first, last, ANOTHER))
                else:
                    for row in [row for row in rows if row.fact == a.name]:
                        yield self.cut_row(rows, row, first, last)
                    yield from self.to_be(a, False, rows, first, last)
            case AtThatPlace(a, b, both):
                if not wanted:
                    yield from self.to_be(a, False, rows, first, last)
                    return
                places = [r.setting for r in rows if r.fact in (a.name, b.name) and r.setting]
                for place in dict.fromkeys((*places, *SOMEWHERE)):
                    with_a = (*rows, self.row(a.name, first, last, place))
                    for to in (rows, with_a):
                        if both:
                            yield (*to, self.row(b.name, first, last, place))
                        else:
                            yield to
                            yield self.cut(to, {b.name}, first, last)
            case AtLeast(steps, figure):
                yield from self.number(steps.name, figure, wanted, rows, first, last)

    def runs(self, expression: Spells, rows: Rows) -> list[Run]:
        return self.child(rows).runs(expression)

    def counted_from(self, number: Threshold, day: Day) -> Iterator[Day]:
        """The day from which that many school days have begun by `day`, in the authority's terms.

        For each value the number has had; none where the calendar does not reach back so far.
        """
        past = [d for each in self.calendars.get("", ()) if (d := day_number(each)) <= day]
        yield from (past[-days] for days in lengths(number) if 0 < days <= len(past))

    def cut(self, rows: Rows, names: set[str], first: Day, last: Day) -> Rows:
        """The rows without some facts on the days from the first to the last."""
        for row in [row for row in rows if row.fact in names]:
            rows = self.cut_row(rows, row, first, last)
        return rows

    def cut_row(self, rows: Rows, row: FactRow, first: Day, last: Day) -> Rows:
        """The rows without those days of one of them.

        What comes of it after them stays, unless they reach the day asked about: then it is over.
        """
        s, e = span(row)
        if e <= first or s > last:
            return rows
        at = rows.index(row)
        head = (replace(row, ends_before=on(first)),) if s < first else ()
        tail = (replace(row, starts_on=on(last + 1)),) if last < min(self.day, e - 1) else ()
        return (*rows[:at], *head, *tail, *rows[at + 1 :])

    def number(
        self, name: str, figure: Threshold, wanted: bool, rows: Rows, first: Day, last: Day
    ) -> Iterator[Rows]:
        held = [(span(row), row.value or 0.0) for row in rows if row.fact == name]
        for value in dict.fromkeys(v for _, v in figure.values):
            if wanted:
                days = {first, *(s for (s, e), _ in held if first < s <= last)}
                days |= {e for (s, e), _ in held if first < e <= last}
                sums = [sum(v for (s, e), v in held if s <= d < e) for d in days]
                more = max(value - min(sums), 0.0)
                yield (*rows, self.row(name, first, last, value=more))
            else:
                none = self.cut(rows, {name}, first, last)
                yield none
                yield (*none, self.row(name, first, last, value=max(value - 1, 0.0)))

    def by_trying(
        self, verb: Spells, wanted: bool, rows: Rows, first: Day, last: Day
    ) -> Iterator[Rows]:
        """For a verb of which nothing is known here, or for which what is known did not do."""
        for back in STEPS_BACK:
            for name in sorted(facts_in(verb)):
                yield self.cut(rows, {name}, first - back, last)
                yield (*rows, self.row(name, first - back, last))
        for back in STEPS_BACK:
            yield self.cut(rows, facts_in(verb), first - back, last)


def in_turn(ways: list[Iterator[Rows]]) -> Iterator[Rows]:
    """The first of each, then the second of each, and so on."""
    for abreast in zip_longest(*ways):
        yield from (way for way in abreast if way is not None)


def lengths(number: Threshold) -> Iterator[int]:
    """The values a number has had, the one in force now first."""
    yield from dict.fromkeys(int(value) for _, value in reversed(number.values))
