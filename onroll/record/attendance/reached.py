"""Counts of sessions that a rule gives a number for: in a school year, or in rolling school weeks.

Half a day is a session: two sessions are one day, and a count of days is one of sessions by two.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from onroll.record.attendance.lines import Lines, changes
from onroll.record.attendance.rates import in_force
from onroll.record.attendance.school_year_slots import (
    IN_A_MONTH,
    MONTHS,
    SLOTS,
    Ints,
    first_days,
    slots_of,
)
from onroll.record.attendance.told import NEVER, Told
from onroll.record.attendance.words import Words
from onroll.record.thresholds import Threshold

_MONDAY = 3
"""Day 0, 1 January 1970, was a Thursday."""


def in_school_year(fact: str, lines: Lines, sessions: Ints, days: Threshold) -> Told:
    """From the day on which the sessions of a year make so many days, to the end of that year.

    `sessions` are places, in order. The number is the one in force on the first of September.
    """
    line = sessions // SLOTS
    starts = np.flatnonzero(changes(line))
    of_year = lines.years[line[starts]]
    begins = first_days(of_year, np.zeros(len(starts), np.int64))
    wanted = np.ceil(in_force(days, begins) * 2).astype(np.int64)
    many = np.diff(np.append(starts, len(line)))
    reached = np.flatnonzero(many >= wanted)
    place = sessions[starts[reached] + wanted[reached] - 1]
    on = lines.days(place)
    ends = first_days(of_year[reached], np.full(len(reached), MONTHS))
    return Told(fact, line[starts[reached]], on, ends, on)


def in_school_weeks(
    fact: str, lines: Lines, possible: Words, sessions: Ints, least: Threshold, weeks: Threshold
) -> Told:  # fmt: skip
    """While so many of the sessions lie within so many school weeks up to the day.

    A school week is a week in which the child had a session to attend at the school: terms and
    school years follow one another without the weeks of no school between. It is true from the day
    of the last session needed, until the first of them lies further back than the weeks.
    """
    fewest = min(value for _, value in least.values)
    sessions = sessions[np.bincount(lines.unit_of(sessions))[lines.unit_of(sessions)] >= fewest]
    if not len(sessions):
        return Told(fact, sessions, sessions, sessions, sessions)
    unit = lines.unit_of(sessions)
    days = lines.days(sessions)
    mondays = monday_of(days)
    school_week = _school_weeks(lines, possible, np.unique(unit))
    number = np.searchsorted(school_week, _key(unit, mondays))
    within = in_force(weeks, days).astype(np.int64)
    first = np.arange(len(sessions)) - in_force(least, days).astype(np.int64) + 1
    could = np.flatnonzero(first >= 0)
    could = could[unit[first[could]] == unit[could]]
    true = could[number[could] - number[first[could]] < within[could]]
    if not len(true):
        return Told(fact, true, true, true, true)
    falls_out = number[first[true]] + within[true]
    there = np.flatnonzero(falls_out < len(school_week))
    ends = np.full(len(true), NEVER, np.int64)
    same = school_week[falls_out[there]] // _SPAN == unit[true[there]]
    ends[there[same]] = school_week[falls_out[there[same]]] % _SPAN
    starts = days[true]
    furthest = np.maximum.accumulate(ends + unit[true] * _SPAN * 2) - unit[true] * _SPAN * 2
    new = changes(unit[true])
    new[1:] |= starts[1:] > furthest[:-1]
    begun = np.flatnonzero(new)
    last = np.append(begun[1:], len(true)) - 1
    rows = sessions[true[begun]] // SLOTS
    return Told(fact, rows, starts[begun], furthest[last], starts[begun])


_SPAN = 1 << 32


def _key(unit: Ints, day: Ints) -> Ints:
    return unit * _SPAN + day


def monday_of(days: Ints) -> Ints:
    """The Monday of each day's week."""
    return days - (days + _MONDAY) % 7


def _school_weeks(lines: Lines, possible: Words, units: Ints) -> Ints:
    """The Mondays of the weeks with a possible session, of some units: unit and day, in order."""
    line = np.flatnonzero(np.isin(lines.units, units))
    found = []
    for year in np.unique(lines.years[line]):
        of_year = line[lines.years[line] == year]
        held = possible[of_year]
        for monday, parts in _weeks(int(year)):
            true = np.zeros(len(of_year), bool)
            for month, bits in parts:
                true |= (held[:, month] & bits) > 0
            found.append(lines.units[of_year[true]] * _SPAN + monday)
    # the week of 1 September is of two school years
    weeks = np.sort(np.concatenate(found))
    return weeks[changes(weeks)]


@cache
def _weeks(year: int) -> list[tuple[int, list[tuple[int, np.uint64]]]]:
    """The Mondays of a school year, each with the bits of its sessions in the word of a month."""
    weeks: dict[int, dict[int, int]] = {}
    begins, ends = first_days(np.array([year, year]), np.array([0, MONTHS]))
    for day in range(int(begins), int(ends)):
        slot = int(slots_of(np.array([day]))[1][0])
        of_week = weeks.setdefault(day - (day + _MONDAY) % 7, {})
        month, bit = divmod(slot, IN_A_MONTH)
        of_week[month] = of_week.get(month, 0) | 3 << bit
    return [
        (monday, [(month, np.uint64(bits)) for month, bits in parts.items()])
        for monday, parts in weeks.items()
    ]
