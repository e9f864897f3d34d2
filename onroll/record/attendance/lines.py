"""Lines: the sessions of one child, or of one child at one school, through the school years.

A line is a school year of a unit; lines of a unit follow one another in order of time. A *place* is
a session among all lines: line x 768 + slot. So places of a unit are in order of time too, and
whether two sessions have an attended one between them is whether their ranks differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from onroll.record.attendance.compact import Compact, numbers
from onroll.record.attendance.school_year_slots import IN_A_MONTH, SLOTS, Ints, days_of
from onroll.record.attendance.words import Sessions, Words, below, counted, place_of


@dataclass(frozen=True)
class Lines:
    """The units and years of some lines, the line that each row is of, and what was attended."""

    units: Ints
    years: Ints
    of_row: Ints
    rows: Ints
    """The rows in order of line."""
    attended: Words

    @cached_property
    def starts(self) -> Ints:
        """Where in `rows` each line begins."""
        return np.flatnonzero(changes(self.of_row[self.rows]))

    @cached_property
    def _attended_until(self) -> Ints:
        """How many sessions were attended up to the end of each word."""
        return np.cumsum(counted(self.attended.reshape(-1)))

    def rank(self, places: Ints) -> Ints:
        """How many sessions were attended, in all lines, before each place."""
        word = places // IN_A_MONTH
        whole = np.where(word > 0, self._attended_until[word - 1], 0)
        # the place after the last line is of no word, and nothing of one is before it
        inside = np.append(self.attended.reshape(-1), np.uint64(0))[word]
        return whole + counted(inside & below(places % IN_A_MONTH))

    def attended_from(self, places: Ints) -> Ints:
        """The place of the first session attended at or after each, of the same unit; else -1."""
        found = self._numbered(self.rank(places))
        found[self.unit_of(np.maximum(found, 0)) != self.unit_of(places)] = -1
        return found

    def attended_before(self, places: Ints) -> Ints:
        """The place of the last session attended before each, of which there is one."""
        return self._numbered(self.rank(places) - 1)

    def _numbered(self, rank: Ints) -> Ints:
        """The place of the session attended of each rank; -1 for a rank too high."""
        words = self.attended.reshape(-1)
        at = np.searchsorted(self._attended_until, rank, side="right")
        there = np.flatnonzero(at < len(words))
        at = at[there]
        inside = words[at]
        earlier = rank[there] - self._attended_until[at] + counted(inside)
        found = np.full(len(rank), -1)
        found[there] = at * IN_A_MONTH + place_of(inside, earlier)
        return found

    def unit_of(self, places: Ints) -> Ints:
        return self.units[places // SLOTS]

    def days(self, places: Ints) -> Ints:
        """The day of each place, in days since 1970."""
        return days_of(self.years[places // SLOTS], places % SLOTS)

    def sums(self, of_rows: NDArray[np.integer]) -> Ints:
        """Counts by row and month, added up by line and month."""
        return np.add.reduceat(of_rows[self.rows], self.starts, axis=0).astype(np.int64)


def at_each_school(marks: Compact, held: Sessions) -> Lines:
    """A unit for each child at each school: each row is a line. `marks` are in order."""
    rows = np.arange(len(marks.years))
    new = changes(_numbered(marks.pupils)) | changes(_numbered(marks.urns))
    return Lines(np.cumsum(new) - 1, marks.years, rows, rows, held.attended)


def of_each_child(marks: Compact, held: Sessions) -> Lines:
    """A unit for each child: what was attended at any school."""
    who = np.cumsum(changes(_numbered(marks.pupils))) - 1
    rows = np.lexsort((marks.years, who))
    new = changes(who[rows]) | changes(marks.years[rows])
    starts = np.flatnonzero(new)
    of_row = np.empty(len(rows), np.int64)
    of_row[rows] = np.cumsum(new) - 1
    attended = np.bitwise_or.reduceat(held.attended[rows], starts, axis=0)
    return Lines(who[rows][starts], marks.years[rows][starts], of_row, rows, attended)


def changes(values: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Whether each value differs from the one before it; true of the first."""
    differs = np.ones(len(values), bool)
    differs[1:] = values[1:] != values[:-1]
    return differs


def _numbered(texts: pa.StringArray) -> Ints:
    return numbers(texts.dictionary_encode().indices)
