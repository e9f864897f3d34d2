"""Which row of which file shows each fact: known from before, of the marks just come, or looked up.

A fact is shown by the mark of one day. Of several rows of one pupil, school and day that is the
last row of the last file by name, which is the one whose marks stand.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from onroll.record.attendance.compact import Compact, numbers, whole
from onroll.record.attendance.held_facts import Facts
from onroll.record.attendance.school_year_slots import Ints
from onroll.record.attendance.told import dates

LookUp = Callable[[pa.Table], pa.Table]
"""From days (nth, pupil_id, urn, date) to the file and row that shows each: nth, file, row."""

_DAY = (1 << 20) - 1


class Shown(NamedTuple):
    """Days of rows of marks (`row_and_day`), with the file, by number, and its row that shows each.

    A day that is there several times is told the same each time.
    """

    days: Ints
    file: Ints
    row: Ints

    @classmethod
    def joined(cls, *parts: Shown) -> Shown:
        return cls(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))

    def last(self) -> Shown:
        """Each day once, as it is told last."""
        days, back = np.unique(self.days[::-1], return_index=True)
        which = len(self.days) - 1 - back
        return Shown(days, self.file[which], self.row[which])

    def tell(self, days: Ints, file: Ints, row: Ints) -> None:
        """Write the file and row of each day that is there into its place."""
        if not len(self.days):
            return
        order = np.argsort(self.days)
        at = order[np.maximum(np.searchsorted(self.days[order], days, "right") - 1, 0)]
        there = np.flatnonzero(self.days[at] == days)
        file[there], row[there] = self.file[at[there]], self.row[at[there]]


class Files:
    """The names of files by number: those that are there keep theirs."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        self._known = {name: number for number, name in enumerate(names)}

    def numbers_of(self, files: pa.Array | pa.ChunkedArray) -> Ints:
        """The number of each file, a new one where it has none."""
        held = whole(files)
        held = held if pa.types.is_dictionary(held.type) else held.dictionary_encode()
        for name in held.dictionary.to_pylist():
            if name not in self._known:
                self._known[name] = len(self.names)
                self.names.append(name)
        of_entry = [self._known[name] for name in held.dictionary.to_pylist()]
        return np.array(of_entry, np.int64)[numbers(held.indices)]


def with_evidence(
    facts: Facts, marks: Compact, files: Files, look_up: LookUp, *known: Shown
) -> Facts:
    """The facts of some marks with the file and row that shows each, as the last to know it says.

    What nobody knows is looked up.
    """
    wanted, file, row = facts.shown_on, facts.file.copy(), facts.row.copy()
    for each in known:
        each.tell(wanted, file, row)
    missing = np.flatnonzero(file < 0)
    if len(missing):
        days, which = np.unique(wanted[missing], return_inverse=True)
        found = look_up(_asked(days, marks))
        of_day = np.full((2, len(days)), -1)
        nth = numbers(found.column("nth"))
        of_day[0, nth] = files.numbers_of(found.column("file"))
        of_day[1, nth] = numbers(found.column("row"))
        file[missing], row[missing] = of_day[0, which], of_day[1, which]
    return facts.shown_by(file, row)


def _asked(days: Ints, marks: Compact) -> pa.Table:
    rows = pa.array(days >> 20)
    return pa.table(
        {
            "nth": np.arange(len(days)),
            "pupil_id": marks.pupils.take(rows),
            "urn": marks.urns.take(rows),
            "date": dates(days & _DAY),
        }
    )
