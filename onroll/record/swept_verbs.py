"""Each expression over spells, worked out for many children at once on the line of their days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onroll.record.day_line import (
    NEVER,
    Points,
    both,
    day_of_same,
    days_at,
    either,
    forever,
    held_at,
    of_whom,
    points,
    united,
    without,
)
from onroll.record.looking_back import BegunDuring, Ever, InLastSchoolDays
from onroll.record.one_child import periods
from onroll.record.places import AtThatPlace, AtTwoPlaces
from onroll.record.spells import (
    FOREVER,
    After,
    AtLeast,
    Both,
    Either,
    Extended,
    Fact,
    FromSchoolDay,
    Joined,
    Spells,
    Under,
    Until,
    Without,
    day_number,
)
from onroll.record.thresholds import Threshold
from onroll.record.told_facts import NOWHERE, Calendars, Rows


@dataclass(frozen=True)
class Part:
    """Some of the children: the rows of each fact they have, and the school days to count in.

    `place_bits` is how many bits the number of a place takes.
    """

    rows: Mapping[str, Rows]
    calendars: Calendars
    place_bits: int

    def days_of(self, expression: Spells, *given: Points) -> Points:
        """The days on which an expression is true, given those of its parts."""
        match expression:
            case Fact(name):
                rows = self.rows.get(name)
                return spells(rows.child, rows.s, rows.e) if rows else NEVER
            case Both():
                return both(*given)
            case Either():
                return either(*given)
            case Without():
                return without(*given)
            case AtLeast(steps, figure):
                rows = self.rows.get(steps.name)
                return at_least(rows, figure) if rows else NEVER
            case AtTwoPlaces(fact):
                return self.at_two_places(fact)
            case AtThatPlace(fact, other, held):
                at_a, at_b = self.by_place(fact), self.by_place(other)
                return self.of_children((both if held else without)(at_a, at_b))
        if not len(given[0]):
            return NEVER
        begins, ends = given[0][0::2], given[0][1::2]
        match expression:
            case After(_, limit):
                return united(begins + in_force(limit, days_at(begins)), ends)
            case Extended(_, by):
                open_ended = ends >= forever(ends)
                later = ends + in_force(by, days_at(begins))
                return united(begins, np.where(open_ended, ends, later))
            case Joined(_, gap):
                apart = np.append(True, begins[1:] - ends[:-1] > in_force(gap, days_at(begins[1:])))
                return united(begins[apart], ends[np.append(apart[1:], True)])
            case Until():
                return until(begins, given[1])
            case Under(_, provision):
                law = day_of_same(begins, day_number(provision.in_force_from))
                return united(np.maximum(begins, law), ends)
            case Ever():
                first = np.append(True, of_whom(begins[1:]) != of_whom(begins[:-1]))
                return united(begins[first], forever(begins[first]))
            case BegunDuring():
                some = held_at(given[1], begins)
                return united(begins[some], ends[some])
            case FromSchoolDay(a, number):
                return self.from_school_day(a, given[0], number)
            case InLastSchoolDays(a, by):
                return self.in_last_school_days(a, given[0], by)
        raise TypeError(f"{type(expression).__name__} is not an expression over spells")

    def of_children(self, at_places: Points) -> Points:
        """The days of children, of days at places."""
        child = of_whom(at_places) >> self.place_bits
        line = points(child, days_at(at_places))
        return united(line[0::2], line[1::2])

    def at_places(self, child: Points, place: Points) -> Points:
        """The number of a child at a place."""
        return (child << self.place_bits) + place

    def by_place(self, fact: Fact) -> Points:
        """The days of a fact at each place that a row of it names."""
        if fact.name not in self.rows:
            return NEVER
        rows = self.rows[fact.name]
        rows = rows.of(rows.place != NOWHERE)
        return spells(self.at_places(rows.child, rows.place), rows.s, rows.e)

    def at_two_places(self, fact: Fact) -> Points:
        line = self.by_place(fact)
        days = points(of_whom(line) >> self.place_bits, days_at(line))
        step = np.where(np.arange(len(days)) % 2, -1, 1)
        order = np.argsort(days)
        return stretches(days[order], np.cumsum(step[order]) > 1)

    def by_calendar(self, counted: Spells, days: Points) -> tuple[Points, Points, Points, Points]:
        """Spells, each with the place whose calendar counts: child, place, first day, end."""
        if not isinstance(counted, Fact):
            child = of_whom(days[0::2])
            return child, np.zeros_like(child), days_at(days[0::2]), days_at(days[1::2])
        rows = self.rows[counted.name]
        own = self.calendars.own(rows.place)
        line = spells(self.at_places(rows.child, own), rows.s, rows.e)
        held = of_whom(line[0::2])
        place = held & ((1 << self.place_bits) - 1)
        return held >> self.place_bits, place, days_at(line[0::2]), days_at(line[1::2])

    def from_school_day(self, counted: Spells, days: Points, number: Threshold) -> Points:
        child, place, s, e = self.by_calendar(counted, days)
        start = np.maximum(s, self.calendars.opens(place))
        reached = self.calendars.nth(place, start, in_force(number, s))
        return spells(child, reached, e)

    def in_last_school_days(self, counted: Spells, days: Points, by: Threshold) -> Points:
        child, place, s, e = self.by_calendar(counted, days)
        more, opens = in_force(by, s), self.calendars.opens(place)
        last = self.calendars.nth(place, e, np.maximum(more, 1))
        as_it_is = (e >= FOREVER) | (opens >= FOREVER) | (e < opens) | (more == 0)
        later = np.where(last < FOREVER, last + 1, FOREVER)
        return spells(child, s, np.where(as_it_is, e, later))


def spells(of: Points, s: Points, e: Points) -> Points:
    """The days of spells, of whatever is numbered."""
    return united(points(of, s), points(of, e))


def until(begins: Points, end: Points) -> Points:
    """From each beginning up to the first later day of another set; for good where there is none.

    A day on which the other set is true already does not count, but the next does.
    """
    following = begins + 1
    at = np.searchsorted(end[1::2], following, "right")
    found = forever(begins)
    some = np.flatnonzero(at < len(end) // 2)
    next_begins = np.maximum(end[0::2][at[some]], following[some])
    found[some] = np.minimum(found[some], next_begins)
    return united(begins, found)


def at_least(rows: Rows, figure: Threshold) -> Points:
    """The stretches on which rows add up to a figure, in whole hundredths."""
    amount = np.floor(np.nan_to_num(rows.value) * 100 + 0.5).astype(np.int64)
    spans = list(periods(figure.values))
    children = np.unique(rows.child)
    changes = [points(children, since) for since, _, _ in spans[1:]]
    line = np.concatenate([points(rows.child, rows.s), points(rows.child, rows.e), *changes])
    nothing = np.zeros(len(line) - 2 * len(amount), np.int64)
    held = np.concatenate([np.ones_like(amount), -np.ones_like(amount), nothing])
    order = np.argsort(line)
    line = line[order]
    total = np.cumsum(np.concatenate([amount, -amount, nothing])[order])
    wanted = np.array([np.floor(value * 100 + 0.5) for _, _, value in spans], np.int64)
    period = np.searchsorted([since for since, _, _ in spans[1:]], days_at(line), "right")
    return stretches(line, (np.cumsum(held[order]) > 0) & (total >= wanted[period]))


def stretches(line: Points, holds: NDArray[np.bool_]) -> Points:
    """The days from each point of a line in order to the next, where it holds from there on.

    Of several entries for one point the last counts; at a child's last point nothing holds.
    """
    if not len(line):
        return NEVER
    last = np.append(line[1:] != line[:-1], True)
    line, holds = line[last], holds[last]
    turns = holds.copy()
    turns[1:] ^= holds[:-1]
    return line[turns]


def in_force(number: Threshold, days: Points) -> Points:
    """The number in force on each day."""
    values = list(periods(number.values))
    amounts = np.array([int(value) for _, _, value in values], np.int64)
    if len(values) == 1:
        return np.broadcast_to(amounts, days.shape)
    return amounts[np.searchsorted([since for since, _, _ in values[1:]], days, "right")]
