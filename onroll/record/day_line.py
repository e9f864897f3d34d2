"""Sets of days of many children, as one row of numbers on which they turn.

The days of every child lie end to end on one line of whole numbers: a child's number, then the day.
A set of days is the increasing row of points at which it begins, ends, begins again, and so on.
Each child's days begin and end in their own stretch of the line, so one operation on two rows is
that operation for every child and every day at once, and costs what the rows hold: a fact that few
children have costs next to nothing.
"""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from onroll.record.spells import FOREVER, Day, day_number

Points = NDArray[np.int64]
"""Points of the line, or numbers that go with them."""

DAY_BITS = 23
"""Enough for the days from the year 1 to 9999, and as many again."""
DAYS = 1 << DAY_BITS
FIRST: Day = day_number(date.min)
NEVER = np.empty(0, np.int64)
"""No day of anybody."""


def points(of: Points, days: Points | Day) -> Points:
    """The points of these days of these children, or of whatever else is numbered."""
    return (of << DAY_BITS) + (days - FIRST)


def of_whom(line: Points) -> Points:
    """The numbers of the children in whose stretches the points lie."""
    return line >> DAY_BITS


def days_at(line: Points) -> Points:
    """The days of the points, as day numbers."""
    return (line & (DAYS - 1)) + FIRST


def day_of_same(line: Points, day: Day) -> Points:
    """One day, in the stretch that each point lies in."""
    return (line & -DAYS) + (day - FIRST)


def forever(line: Points) -> Points:
    """The point at which a spell that is still open ends, in the stretch of each point."""
    return day_of_same(line, FOREVER)


def united(begins: Points, ends: Points) -> Points:
    """The days of spells in any order, that may overlap or touch; one that ends at once has none.

    A spell must lie within one stretch.
    """
    some = begins < ends
    if not some.all():
        begins, ends = begins[some], ends[some]
    if not len(begins):
        return NEVER
    if (begins[1:] < begins[:-1]).any():
        order = np.argsort(begins)
        begins, ends = begins[order], ends[order]
    ends = np.maximum.accumulate(ends)
    apart = np.flatnonzero(begins[1:] > ends[:-1])
    row = np.empty(2 * len(apart) + 2, np.int64)
    row[0], row[-1] = begins[0], ends[-1]
    row[1:-1:2], row[2:-1:2] = ends[apart], begins[apart + 1]
    return row


def held_at(row: Points, line: Points) -> NDArray[np.bool_]:
    """Whether each point lies in the set."""
    return (np.searchsorted(row, line, "right") & 1).astype(np.bool_)


def both(a: Points, b: Points) -> Points:
    """The days in both sets."""
    return within(a, b) if len(b) <= len(a) else within(b, a)


def without(a: Points, b: Points) -> Points:
    """The days in the first set and not in the second."""
    return within(b, a, held=False)


def within(row: Points, bounds: Points, *, held: bool = True) -> Points:
    """The days of `bounds` that are in the other set or, with `held` false, that are not."""
    if not len(bounds) or not len(row):
        return NEVER if held else bounds
    begins, ends = bounds[0::2], bounds[1::2]
    first = np.searchsorted(row, begins, "right")
    last = np.searchsorted(row, ends, "left")
    inside = last - first
    at_begin = (first & 1) == held
    at_end = (last & 1) == held
    size = inside + at_begin + at_end
    until = np.cumsum(size)
    found = np.empty(until[-1], np.int64)
    place = until - size
    found[place[at_begin]] = begins[at_begin]
    found[until[at_end] - 1] = ends[at_end]
    some = np.flatnonzero(inside)
    count = inside[some]
    back = np.cumsum(count) - count
    nth = np.arange(count.sum())
    found[nth + np.repeat((place + at_begin)[some] - back, count)] = row[
        nth + np.repeat(first[some] - back, count)
    ]
    return found


def either(a: Points, b: Points) -> Points:
    """The days in one set or the other."""
    if len(a) < len(b):
        a, b = b, a
    if not len(b):
        return a
    # beginnings count one up and ends one down: days are in neither where the count comes to none
    line = np.concatenate([a, b])
    step = np.ones(len(line), np.int8)
    step[1 : len(a) : 2] = -1
    step[len(a) + 1 :: 2] = -1
    order = np.argsort(line, kind="stable")
    line = line[order]
    count = np.cumsum(step[order], dtype=np.int8)
    last = np.append(line[1:] != line[:-1], True)
    line, some = line[last], count[last] > 0
    turns = some.copy()
    turns[1:] ^= some[:-1]
    return line[turns]
