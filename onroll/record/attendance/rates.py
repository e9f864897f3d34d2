"""The share of possible sessions missed in the school year so far, measured at each month's end.

True of the month that follows, and of each month after it without marks of the child; until newer
marks say otherwise, or the child's school sends marks of a new school year and none of the child.
The comparison is exact: 15 of 146 is 10% or more, 14 of 146 is not.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onroll.record.attendance.alphabet import BYTES
from onroll.record.attendance.lines import Lines, changes
from onroll.record.attendance.school_year_slots import (
    IN_A_MONTH,
    MONTHS,
    Ints,
    as_day,
    first_days,
)
from onroll.record.attendance.told import NEVER, Told
from onroll.record.attendance.words import Sessions, Words, counted, highest
from onroll.record.thresholds import Threshold


class Counts(NamedTuple):
    """Sessions of each row and month."""

    possible: Ints
    absent: Ints
    part_time: Ints
    """Those of code C2, which are among the absent."""


def counts(codes: NDArray[np.uint8], held: Sessions) -> Counts:
    """How many sessions of each month were possible, missed, and missed with code C2."""
    part_time = np.flatnonzero(codes.reshape(-1) == BYTES["C2"]) // IN_A_MONTH
    return Counts(
        counted(held.possible),
        counted(held.possible & ~held.attended),
        np.bincount(part_time, minlength=len(codes) * MONTHS).reshape(-1, MONTHS),
    )


class Months(NamedTuple):
    """The months of some lines in which there is a mark, in order: what of each is counted so far.

    `line` and `month` say which it is. Of its school year so far `possible` sessions were possible.
    It is measured on the first day after it; `following` is when the next one is, of the same unit.
    """

    lines: Lines
    marked: Words
    line: Ints
    month: Ints
    possible: Ints
    measured_on: Ints
    following: Ints

    def so_far(self, counted: Ints) -> Ints:
        """Counts by row and month, added up over the school year so far."""
        return _so_far(self.lines, counted)[self.line, self.month]


def months(lines: Lines, held: Sessions, possible: Ints) -> Months:
    """The months with a mark; `possible` are counts by row and month."""
    marked = lines.joined(np.bitwise_or, held.marked)
    heard = np.flatnonzero(marked.reshape(-1))
    line, month = heard // MONTHS, heard % MONTHS
    measured_on = first_days(lines.years[line], month + 1)
    following = np.full(len(heard), NEVER, np.int64)
    unit = lines.units[line]
    again = np.flatnonzero(unit[1:] == unit[:-1])
    following[again] = measured_on[again + 1]
    counted = _so_far(lines, possible)[line, month]
    return Months(lines, held.marked, line, month, counted, measured_on, following)


def share_missed(fact: str, of: Months, missed: Ints, share: Threshold) -> Told:
    """The months of which it is true that a share of sessions, or more, were missed.

    `missed` is by row and month. The school that the fact is told of is the one with the last mark
    of the month measured, and that mark shows it. Months that follow one another are one spell,
    shown by the first.
    """
    true = np.flatnonzero(
        (of.possible > 0) & reaches(of.so_far(missed), of.possible, share, of.measured_on)
    )
    line, month, measured_on = of.line[true], of.month[true], of.measured_on[true]
    rows, slots = _last_mark(of.lines, of.marked, line, month)
    years = of.lines.years[line]
    begins = changes(rows)
    begins[1:] |= of.following[true][:-1] != measured_on[1:]
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(rows))[: len(first)] - 1
    return Told(
        fact,
        rows[first],
        measured_on[first],
        of.following[true][last],
        (first_days(years, month) + slots // 2)[first],
        first_days(years[first], np.full(len(first), MONTHS)),
    )


def _so_far(lines: Lines, counted: Ints) -> Ints:
    return np.cumsum(lines.sums(counted), axis=1)


def reaches(missed: Ints, possible: Ints, share: Threshold, days: Ints) -> NDArray[np.bool_]:
    """Whether the missed are the share of the possible, or more, that is in force on each day."""
    true = np.zeros(len(days), bool)
    held = in_force(share, days)
    for value in {value for _, value in share.values}:
        least, of_value = exact(value), held == value
        true[of_value] = (
            missed[of_value] * least.denominator >= possible[of_value] * least.numerator
        )
    return true


def in_force(number: Threshold, days: Ints) -> NDArray[np.float64]:
    """The value of a dated number on each day; before its first day, its first value."""
    since = np.array([as_day(day) for day, _ in number.values])
    values = np.array([value for _, value in number.values])
    return values[np.maximum(np.searchsorted(since, days, side="right") - 1, 0)]


def exact(number: float) -> Fraction:
    """A number as it is written: a tenth, not the binary fraction nearest to it."""
    return Fraction(str(float(number)))


def _last_mark(lines: Lines, marked: Words, line: Ints, month: Ints) -> tuple[Ints, Ints]:
    """The row of each line with the last mark of a month, and its slot in that month."""
    ends = np.append(lines.starts[1:], len(lines.rows))
    rows, slots = np.zeros(len(line), np.int64), np.full(len(line), -1)
    for nth in range(int((ends - lines.starts).max(initial=0))):
        at = lines.starts[line] + nth
        there = np.flatnonzero(at < ends[line])
        row = lines.rows[at[there]]
        last = highest(marked[row, month[there]]) | 1
        last[marked[row, month[there]] == 0] = -1
        later = last > slots[there]
        rows[there[later]], slots[there[later]] = row[later], last[later]
    return rows, slots
