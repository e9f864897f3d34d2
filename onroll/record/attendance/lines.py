"""Lines: the sessions of one child, or of one child at one school, through the school years.

A line is a school year of a unit; lines of a unit follow one another in order of time. A *place* is
a session among all lines: line x 768 + slot. So places of a unit are in order of time too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from onroll.record.attendance.compact import Compact, numbers
from onroll.record.attendance.school_year_slots import IN_A_MONTH, SLOTS, Ints, days_of
from onroll.record.attendance.words import Sessions, Words, below, highest, lowest


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
    def _with_attended(self) -> Ints:
        """The words in which a session was attended."""
        return np.flatnonzero(self.attended.reshape(-1))

    def attended_from(self, places: Ints) -> Ints:
        """The place of the first session attended at or after each, of the same unit; else -1."""
        words, word = self.attended.reshape(-1), places // IN_A_MONTH
        inside = words[word] & ~below(places % IN_A_MONTH)
        none = np.flatnonzero(inside == 0)
        at = np.searchsorted(self._with_attended, word[none], side="right")
        further = at < len(self._with_attended)
        word[none[further]] = self._with_attended[at[further]]
        inside[none] = words[word[none]]
        found = word * IN_A_MONTH + lowest(inside)
        found[none[~further]] = -1
        found[self.unit_of(np.maximum(found, 0)) != self.unit_of(places)] = -1
        return found

    def attended_before(self, places: Ints) -> Ints:
        """The place of the last session attended before each, of which there is one."""
        # the place after the last line is of no word
        words, word = np.append(self.attended.reshape(-1), np.uint64(0)), places // IN_A_MONTH
        inside = words[word] & below(places % IN_A_MONTH)
        none = np.flatnonzero(inside == 0)
        word[none] = self._with_attended[np.searchsorted(self._with_attended, word[none]) - 1]
        inside[none] = words[word[none]]
        return word * IN_A_MONTH + highest(inside)

    def unit_of(self, places: Ints) -> Ints:
        return self.units[places // SLOTS]

    def days(self, places: Ints) -> Ints:
        """The day of each place, in days since 1970."""
        return days_of(self.years[places // SLOTS], places % SLOTS)

    def sums(self, of_rows: NDArray[np.integer]) -> Ints:
        """Counts by row and month, added up by line and month."""
        return self.joined(np.add, of_rows).astype(np.int64)

    def joined(self, by: np.ufunc, of_rows: NDArray[Any]) -> NDArray[Any]:
        """What there is of each row, joined by line."""
        if len(self.starts) == len(self.rows):  # every row is a line
            return of_rows[self.rows]
        return by.reduceat(of_rows[self.rows], self.starts, axis=0)


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
    attended = held.attended[rows]
    if len(starts) < len(rows):
        attended = np.bitwise_or.reduceat(attended, starts, axis=0)
    return Lines(who[rows][starts], marks.years[rows][starts], of_row, rows, attended)


def changes(values: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Whether each value differs from the one before it; true of the first."""
    differs = np.ones(len(values), bool)
    differs[1:] = values[1:] != values[:-1]
    return differs


def _numbered(texts: pa.StringArray) -> Ints:
    return numbers(texts.dictionary_encode().indices)
