"""Marks and their facts kept up with each day that arrives, at the cost of that day.

The facts are always those of a rebuild from all marks, whatever came in which order. A child who
was present as on the day before, of whom nothing is open that the day could end, costs a
comparison; of anybody else the facts are measured again, from that child's rows alone. They are
held beside those measured at first, which stay as they are.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from onroll.record.attendance.alphabet import PRESENT, SAYS
from onroll.record.attendance.compact import Compact, numbers, whole
from onroll.record.attendance.evidence import Files, LookUp, Shown, with_evidence
from onroll.record.attendance.finish import heard_from
from onroll.record.attendance.going_on import GoingOn
from onroll.record.attendance.held_facts import FACTS, Facts, row_and_day
from onroll.record.attendance.measure import HEARD, heard, slices, spells
from onroll.record.attendance.school_year_slots import (
    IN_A_MONTH,
    SLOTS,
    Ints,
    days_of,
    first_days,
    slots_of,
)
from onroll.record.attendance.told import NEVER, dates
from onroll.record.attendance.words import sessions

DAY_BY_DAY: Final = 10
"""Of marks of more days than these, come at once, every child is measured."""


class Kept:
    """Rows of marks in the order in which they came, and the facts of each.

    `first` are the facts measured at first, of which those of `gone` rows count no more; `since`
    those measured since, and `going` what goes on, with each row's spell of being present. `heard`
    has the months in which each school sent marks. `written` are the places that were written since
    the rows were laid out, and what. `stored` and `stored_written` are of `kept_folder`: the files
    that hold what has not changed since, and what was written before.
    """

    def __init__(
        self, marks: Compact, going: GoingOn, first: Facts, heard: pa.Table, files: list[str]
    ) -> None:
        self.marks, self.going, self.first, self.heard = marks, going, first, heard
        self.files = Files(files)
        self.since = Facts.none()
        self.gone = np.zeros(len(marks.years), bool)
        self.written: list[pa.Table] = []
        self.stored: dict[str, str] = {}
        self.stored_written: list[str] = []

    @classmethod
    def of(cls, marks: Compact, look_up: LookUp) -> Kept:
        """What marks tell, laid out in order; `look_up` knows the row that shows each."""
        going = GoingOn.of(numbers(marks.pupils.dictionary_encode().indices))
        kept = cls(marks, going, Facts.none(), HEARD.empty_table(), [])
        every_row = np.arange(len(marks.years))
        facts = with_evidence(_measured(marks, every_row), marks, kept.files, look_up)
        kept.first = going.take_from(facts, marks, every_row)
        parts = (heard(part, sessions(part.codes)) for part in slices(marks))
        kept.heard = _once([kept.heard, *parts])
        return kept

    def add(self, marks: pa.Table, look_up: LookUp) -> int:
        """Take in marks (pupil_id, urn, date, am, pm, file, row); how many rows are measured again.

        Of two marks of one session the one added later stands: so files are added in the order of
        their names, and a file's rows in theirs. `look_up` is asked of marks added before.
        """
        if not len(marks):
            return 0
        years, slots = slots_of(numbers(whole(marks.column("date")).cast(pa.int32())))
        rows = self.marks.find_rows(marks)
        self._number_new_rows()
        places = rows * SLOTS + slots
        both = np.stack([places, places + 1], axis=1)
        was = self.marks.codes.reshape(-1)[both]
        self.marks.put(places, marks)
        now = self.marks.codes.reshape(-1)[both]
        self.written.append(pa.table({"place": places, "am": now[:, 0], "pm": now[:, 1]}))
        self._hear(marks, years, slots)
        quiet = (was == 0).all(axis=1) & ((SAYS[now] & PRESENT) > 0).all(axis=1)
        again = self._go_on(quiet, rows, slots, years)
        new = np.flatnonzero(again[self.going.child[rows]])
        shown = Shown(
            row_and_day(rows[new], days_of(years[new], slots[new])),
            self.files.numbers_of(marks.column("file"))[new],
            numbers(marks.column("row"))[new],
        ).last()
        return self._measure_again(again[self.going.child], shown, look_up)

    def _number_new_rows(self) -> None:
        """Say of which child each new row is."""
        before, child, pupils = len(self.gone), self.going.child, self.marks.pupils
        if before == len(pupils):
            return
        new = whole(pupils[before:])
        at = numbers(pc.index_in(new, pupils[:before]).fill_null(-1))
        number = np.append(child, -1)[at].astype(np.int64)
        unknown = new.filter(pa.array(at < 0)).dictionary_encode().indices
        number[at < 0] = numbers(unknown) + int(child.max(initial=-1)) + 1
        self.going = self.going.and_rows(number)
        self.stored.pop("rows", None)
        self.gone = np.append(self.gone, np.zeros(len(number), bool))

    def _go_on(
        self, quiet: NDArray[np.bool_], rows: Ints, slots: Ints, years: Ints
    ) -> NDArray[np.bool_]:
        """Let the days go by that change nothing else; the children to measure, by number."""
        child = self.going.child
        again = np.zeros(int(child.max()) + 1, bool)
        day = years * SLOTS + slots
        days = np.unique(day)
        if len(days) > DAY_BY_DAY:
            again[child[rows]] = True
            return again
        for each in days:
            at = np.flatnonzero(day == each)
            here = rows[at]
            fine = quiet[at] & ~again[child[here]]
            fine &= self.going.may(here, slots[at], years[at])
            self.going.go_on(here[fine], slots[at[fine]])
            again[child[here[~fine]]] = True
        return again

    def _measure_again(self, asked: NDArray[np.bool_], new: Shown, look_up: LookUp) -> int:
        """Measure anew some rows, all those of their children, of which some days are new."""
        which = np.flatnonzero(asked)
        of_first = asked[self.first.of_row] & ~self.gone[self.first.of_row]
        of_since = asked[self.since.of_row]
        before = Facts.joined([self.first.where(of_first), self.since.where(of_since)])
        known = Shown.joined(
            Shown(before.shown_on, before.file, before.row), self.going.shown(which)
        )
        self.since = self.since.where(~of_since)
        self.gone[which] = True
        self.going.forget(which)
        which = self.marks.order(which)
        marks = self.marks.taken(which)
        if not (marked := marks.codes.any(axis=1)).all():
            which, marks = which[marked], marks.taken(np.flatnonzero(marked))
        facts = _measured(marks, which)
        facts = with_evidence(facts, self.marks, self.files, look_up, known, new)
        self.since = Facts.joined([self.since, self.going.take_from(facts, marks, which)])
        return len(which)

    def _hear(self, marks: pa.Table, years: Ints, slots: Ints) -> None:
        """Note in which months the schools sent a mark."""
        sent = numbers(pc.or_(marks.column("am").is_valid(), marks.column("pm").is_valid())) > 0
        urns = whole(marks.column("urn")).dictionary_encode()
        keys = np.unique(
            (numbers(urns.indices) << 32 | first_days(years, slots // IN_A_MONTH))[sent]
        )
        urn = urns.dictionary.take(pa.array(keys >> 32))
        told = pa.table([urn, dates(keys & 0xFFFFFFFF)], schema=HEARD)
        self.heard = _once([self.heard, told])

    def settle(self) -> None:
        """Hold all facts as if they had been measured at first, and all marks as laid out."""
        self.first = Facts.joined([self.first.where(~self.gone[self.first.of_row]), self.since])
        self.since, self.written = Facts.none(), []
        self.gone[:] = False
        self.stored, self.stored_written = {}, []

    def told(self) -> pa.Table:
        """One row a spell, in no order: local_id, fact, starts_on, ends_before, value, setting,
        file, row. `value` is null, and `ends_before` where a spell is open.
        """
        first = self.first.where(~self.gone[self.first.of_row]) if self.gone.any() else self.first
        parts = (first, self.since, self.going.spells(self.marks.years))
        return pa.concat_tables(self._in_words(part) for part in parts)

    def _in_words(self, facts: Facts) -> pa.Table:
        ends = facts.ends_before.astype(np.int64)
        asked = np.flatnonzero(facts.until_heard_from < NEVER)
        urns = pa.chunked_array([self.marks.urns.take(pa.array(facts.of_row[asked]))])
        since = facts.until_heard_from[asked].astype(np.int64)
        ends[asked] = np.minimum(ends[asked], heard_from(self.heard, urns, since))
        of_row = pa.array(facts.of_row)
        return pa.table(
            {
                "local_id": _words(of_row, self.marks.pupils),
                "fact": _words(pa.array(facts.fact), pa.array(FACTS)),
                "starts_on": dates(facts.starts_on),
                "ends_before": dates(ends),
                "value": pa.nulls(len(facts), pa.float64()),
                "setting": _words(of_row, self.marks.urns),
                "file": _words(pa.array(facts.file), pa.array(self.files.names, pa.string())),
                "row": facts.row,
            }
        )


def _measured(marks: Compact, rows: Ints) -> Facts:
    """The facts of marks in order, by the numbers of their rows among all."""
    parts = list(slices(marks))
    begins = np.cumsum([0, *(len(part.years) for part in parts)])

    def of_part(part: Compact, begin: int) -> Facts:
        return Facts.measured(spells(part, sessions(part.codes)), rows[begin:])

    with ThreadPoolExecutor(2) as workers:
        return Facts.joined(workers.map(of_part, parts, begins))


def _once(parts: list[pa.Table]) -> pa.Table:
    """Each school and month once."""
    heard = pa.concat_tables(parts)
    urns = whole(heard.column("urn")).dictionary_encode()
    keys = numbers(urns.indices) << 32 | numbers(heard.column("month").cast(pa.int32()))
    _, first = np.unique(keys, return_index=True)
    return heard.take(pa.array(first))


def _words(which: pa.Array, words: pa.Array) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(which, words)
