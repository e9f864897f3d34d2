"""Marks and their facts kept up with each day that arrives, at the cost of that day.

The facts are always those of a rebuild from all marks, whatever came in which order. A child who
was present as on the day before, of whom no spell is open, costs a comparison; of anybody else the
facts are measured again, from that child's rows alone. In a month's first marks everybody is.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from onroll.record.attendance.alphabet import PRESENT, SAYS
from onroll.record.attendance.compact import Compact, numbers, whole
from onroll.record.attendance.finish import finished
from onroll.record.attendance.measure import HEARD, Measured, measure, slices
from onroll.record.attendance.school_year_slots import (
    IN_A_MONTH,
    MONTHS,
    SLOTS,
    Ints,
    first_days,
    slots_of,
)
from onroll.record.attendance.told import dates
from onroll.record.attendance.words import highest, packed


class Kept:
    """Rows of marks in the order in which they came, and the facts of each."""

    def __init__(self, marks: Compact) -> None:
        self.marks = marks
        self._who = marks.pupils.dictionary_encode()
        self._last = _last_slots(marks.codes)
        parts = [measure(part) for part in slices(marks)]
        begins = np.cumsum([0, *(len(part.years) for part in slices(marks))])
        none = measure(Compact.empty())
        self._facts = pa.concat_tables(
            [none.facts, *(_moved(part.facts, at + begins[n]) for n, (part, at) in
             enumerate((part, numbers(part.facts.column("of_row"))) for part in parts))]
        ).unify_dictionaries()  # fmt: skip
        self._heard = pa.concat_tables([none.heard, *(part.heard for part in parts)])

    @property
    def facts(self) -> pa.Table:
        """Every fact, as `finished` has them."""
        return finished([(self.marks, Measured(self._facts, self._heard))])

    def add(self, marks: pa.Table) -> int:
        """Take in marks; how many children's facts were measured again.

        Of two marks of one session the one added later stands.
        """
        if not len(marks):
            return 0
        before = len(self.marks.years)
        years, slots = slots_of(numbers(whole(marks.column("date")).cast(pa.int32())))
        places, was, now = self._write(marks, slots)
        rows = places // SLOTS
        if len(self.marks.years) > before:
            self._who = self.marks.pupils.dictionary_encode()
            more = np.full(len(self.marks.years) - before, -1)
            self._last = np.concatenate([self._last, more])
        who = numbers(self._who.indices)
        goes_on = (was == 0).all(axis=1) & ((SAYS[now] & PRESENT) > 0).all(axis=1)
        goes_on &= self._present_last(rows) & (slots > self._last[rows])
        goes_on &= slots // IN_A_MONTH == self._last[rows] // IN_A_MONTH
        goes_on &= ~self._of_several_rows(who)[who[rows]] & ~self._with_open_spell(who)[who[rows]]
        goes_on &= np.bincount(rows)[rows] == 1
        self._go_on(rows[goes_on], slots[goes_on], years[goes_on])
        np.maximum.at(self._last, rows, slots)
        again = np.zeros(len(self._who.dictionary), bool)
        again[who[rows[~goes_on]]] = True
        self._last[rows[~goes_on]] = _last_slots(self.marks.codes[rows[~goes_on]])
        self._measure_again(again[who], who)
        self._hear(marks, years, slots)
        return int(again.sum())

    def _write(self, marks: pa.Table, slots: Ints) -> tuple[Ints, NDArray, NDArray]:
        """Write the marks; the place of each morning, and the day's two bytes before and after."""
        rows = self.marks.find_rows(marks)
        places = rows * SLOTS + slots
        both = np.stack([places, places + 1], axis=1)
        was = self.marks.codes.reshape(-1)[both]
        self.marks.put(places, marks)
        return places, was, self.marks.codes.reshape(-1)[both]

    def _present_last(self, rows: Ints) -> NDArray[np.bool_]:
        """Whether each row's last day with a mark, before these, had a session of being present."""
        at = rows * SLOTS + np.maximum(self._last[rows], 0)
        flat = self.marks.codes.reshape(-1)
        says = SAYS[flat[at]] | SAYS[flat[at + 1]]
        return ((says & PRESENT) > 0) & (self._last[rows] >= 0)

    def _of_several_rows(self, who: Ints) -> NDArray[np.bool_]:
        return np.bincount(who, minlength=len(self._who.dictionary)) > 1

    def _with_open_spell(self, who: Ints) -> NDArray[np.bool_]:
        is_open = numbers(self._facts.column("ends_before").is_null())
        found = np.zeros(len(self._who.dictionary), bool)
        found[who[numbers(self._facts.column("of_row"))[is_open.astype(bool)]]] = True
        return found

    def _go_on(self, rows: Ints, slots: Ints, years: Ints) -> None:
        """Let the spell of being present, of rows in which it goes on, end a day after the mark."""
        if not len(rows):
            return
        of_row = numbers(self._facts.column("of_row"))
        ends = numbers(self._facts.column("ends_before").cast(pa.int32()).fill_null(-1))
        was, now = np.full((2, len(self.marks.years)), -2)
        was[rows], now[rows] = _day(years, self._last[rows]) + 1, _day(years, slots) + 1
        present = pc.equal(self._facts.column("fact").cast(pa.string()), "marked_present")
        moved = np.flatnonzero((ends == was[of_row]) & numbers(present).astype(bool))
        shown = whole(self._facts.column("ends_before"))
        ends[moved] = now[of_row[moved]]
        mask = np.zeros(len(ends), bool)
        mask[moved] = True
        shown = pc.if_else(pa.array(mask), dates(np.maximum(ends, 0)), shown)
        at = self._facts.schema.get_field_index("ends_before")
        self._facts = self._facts.set_column(at, "ends_before", shown)

    def _measure_again(self, rows: NDArray[np.bool_], who: Ints) -> None:
        """Measure anew every child of whom a row is given."""
        which = np.flatnonzero(rows)
        which = which[self.marks.taken(which).order()]
        others = self._facts.filter(pa.array(~rows[numbers(self._facts.column("of_row"))]))
        found, begins = [others], 0
        for part in slices(self.marks.taken(which)):
            facts = measure(part).facts
            found.append(_moved(facts, which[begins + numbers(facts.column("of_row"))]))
            begins += len(part.years)
        self._facts = pa.concat_tables(found).unify_dictionaries().combine_chunks()

    def _hear(self, marks: pa.Table, years: Ints, slots: Ints) -> None:
        """Note in which months the schools sent a mark."""
        sent = pc.or_(marks.column("am").is_valid(), marks.column("pm").is_valid())
        months = first_days(years, slots // IN_A_MONTH).astype(np.int32)
        told = pa.table([marks.column("urn"), pa.array(months).cast(pa.date32())], schema=HEARD)
        heard = pa.concat_tables([self._heard, told.filter(sent)])
        self._heard = heard.group_by(["urn", "month"]).aggregate([])


def _moved(facts: pa.Table, rows: Ints) -> pa.Table:
    at = facts.schema.get_field_index("of_row")
    return facts.set_column(at, facts.schema.field(at), pa.array(rows.astype(np.int32)))


def _last_slots(codes: NDArray[np.uint8]) -> Ints:
    """The morning of each row's last day with a mark; -1 for a row without."""
    words = packed(codes > 0)
    month = MONTHS - 1 - np.argmax((words > 0)[:, ::-1], axis=1)
    in_month = highest(words[np.arange(len(words)), month])
    return np.where(in_month < 0, -1, (month * IN_A_MONTH + in_month) & ~1)


def _day(years: Ints, slots: Ints) -> Ints:
    return first_days(years, slots // IN_A_MONTH) + slots % IN_A_MONTH // 2
