"""The day on which each running of a clock is due, and the day it is counted from.

A period's days are counted on a line of numbers: the places of school or working days in their
calendar, or the days themselves. Start, due day and pauses are numbers on it, so that one way of
counting serves every unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Final

import numpy as np

from onroll.record.calendars import WORKING_DAYS
from onroll.record.clock_facts import ClockFacts, Spans
from onroll.record.day_line import FIRST, Points, points
from onroll.record.one_child import on, periods
from onroll.record.periods import Basis, Period
from onroll.record.spells import FOREVER, day_number
from onroll.record.swept_verbs import in_force
from onroll.record.thresholds import Threshold
from onroll.record.told_facts import NOWHERE, Calendars

UNKNOWN: Final = 1 << 40
"""A day or number that nobody can say."""


@dataclass(frozen=True)
class Line:
    """The line on which a period is counted: by the calendar of each start, or day by day."""

    calendars: Calendars | None
    place: Points

    @classmethod
    def of(cls, period: Period, told: ClockFacts, place: Points) -> Line:
        """The line for starts at places."""
        if period.basis is Basis.WORKING_DAYS:
            return cls(told.calendars, np.full(len(place), told.places[WORKING_DAYS]))
        if period.basis is Basis.SCHOOL_DAYS:
            named = np.where(place == told.no_place, NOWHERE, place)
            return cls(told.calendars, told.calendars.own(named))
        return cls(None, place)

    def number(self, days: Points, of: Points | None = None) -> Points:
        """The number of each day, or of the first after it that is counted, if there is one."""
        if self.calendars is None:
            return np.where(days >= FOREVER, UNKNOWN, days)
        place = self.place if of is None else self.place[of]
        held = self.calendars
        at = np.searchsorted(held.days, points(place, days))
        known = (at < held.ends[place]) & (days >= held.opens(place))
        return np.where(known, at, UNKNOWN)

    def day(self, number: Points) -> Points:
        """The day that has a number."""
        if self.calendars is None:
            return number
        return self.calendars.day_at(self.place, number, UNKNOWN)


def counted(
    period: Period, told: ClockFacts, starts: Spans, place: Points, paused: Spans | None
) -> tuple[Points, Points]:
    """The day each start is counted from, and the day it is due; `UNKNOWN` where nobody can say."""
    line = Line.of(period, told, place)
    begins = starts.s if line.calendars is None or period.first_counts else starts.s + 1
    first = line.number(begins)
    if line.calendars is None:
        last = plain_due(period, starts)
    else:
        number = in_force(period.number, starts.s) if period.number else 1
        last = np.where(first < UNKNOWN, first + number - 1, UNKNOWN)
    if paused is not None:
        last = later_by_pauses(line, starts, begins, last, paused)
    due = np.where(last < UNKNOWN, line.day(last), UNKNOWN)
    if period.hours_before:
        due = np.where(due < UNKNOWN, due - days_before(period.hours_before, starts.s), UNKNOWN)
    counts_from_first = line.calendars is not None and period.first_counts
    from_day = line.day(first) if counts_from_first else starts.s
    return np.where(from_day < UNKNOWN, from_day, starts.s), due


def plain_due(period: Period, starts: Spans) -> Points:
    """The due day, with no day left out, of a period that no calendar numbers."""
    s = starts.s
    number = in_force(period.number, s) if period.number else np.zeros_like(s)
    match period.basis:
        case Basis.CALENDAR_DAYS:
            return s + number - period.first_counts
        case Basis.WEEKS:
            return s + 7 * number
        case Basis.MONTHS:
            return months_after(s, number)
        case Basis.FIXED_DATE:
            days, of_each = np.unique(s, return_inverse=True)
            due = [day_number(period.fixed_date(on(day))) for day in days.tolist()]
            return np.array(due, np.int64)[of_each]
        case Basis.ITS_OWN_END:
            return np.where(starts.e < FOREVER, starts.e - 1, UNKNOWN)
    return np.full(len(s), UNKNOWN)


def months_after(days: Points, months: Points) -> Points:
    """The same day of a later month, or its last day where there is none."""
    dates = days.astype("datetime64[D]")
    begun = dates.astype("datetime64[M]")
    nth = dates - begun.astype("datetime64[D]")
    later = begun + months
    last = (later + 1).astype("datetime64[D]") - 1
    return np.minimum(later.astype("datetime64[D]") + nth, last).astype(np.int64)


def days_before(hours: Threshold, days: Points) -> Points:
    """By how many whole days hours lie before, as in force on each day."""
    values = [(since, ceil(value / 24)) for since, _, value in periods(hours.values)]
    amounts = np.array([value for _, value in values], np.int64)
    return amounts[np.searchsorted([since for since, _ in values[1:]], days, "right")]


def later_by_pauses(
    line: Line, starts: Spans, begins: Points, last: Points, paused: Spans
) -> Points:
    """The due numbers moved by every counted day on which the clock was paused."""
    low = np.searchsorted(paused.ends, points(starts.child, begins), "right")
    high = np.searchsorted(paused.begins, points(starts.child + 1, FIRST))
    count = np.maximum(high - low, 0)
    start = np.repeat(np.arange(len(low)), count)
    nth = np.arange(len(start)) - np.repeat(np.cumsum(count) - count, count)
    pause = np.repeat(low, count) + nth
    begin = line.number(np.maximum(paused.s[pause], begins[start]), start)
    end = line.number(paused.e[pause], start)
    known = begin < UNKNOWN
    start, begin, end = start[known], begin[known], end[known]
    days = np.where(end < UNKNOWN, end - begin, UNKNOWN)
    earlier = np.cumsum(np.minimum(days, FOREVER))
    earlier -= np.minimum(days, FOREVER)
    first = np.searchsorted(start, start)
    earlier -= earlier[first]
    counts = (begin <= last[start] + earlier) & (last[start] < UNKNOWN)
    lost = np.zeros(len(low), np.int64)
    np.add.at(lost, start[counts], np.minimum(days, FOREVER)[counts])
    return np.where((last < UNKNOWN) & (lost < FOREVER), last + lost, UNKNOWN)
