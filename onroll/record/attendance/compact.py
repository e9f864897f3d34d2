"""Marks kept compactly: one row for a child at a school in a school year, a byte for a session.

A row has 768 bytes (`school_year_slots`), of which the marks of a county's year take about forty
to the kilobyte in Parquet. Rows are in the order of pupil, school and year. Adding marks costs what
the marks cost: a session's later mark replaces its earlier one, and no other byte is touched.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from onroll.record.attendance.alphabet import BYTES
from onroll.record.attendance.school_year_slots import SLOTS, Ints, slots_of

SCHEMA = pa.schema(
    [
        ("pupil_id", pa.string()),
        ("urn", pa.string()),
        ("year", pa.int32()),
        ("codes", pa.binary(SLOTS)),
    ]
)
_MANY = 1 << 20


@dataclass
class Compact:
    """Rows of marks: whose, at which school, of which school year, and a byte for each session."""

    pupils: pa.StringArray
    urns: pa.StringArray
    years: Ints
    codes: NDArray[np.uint8]
    _room: NDArray[np.uint8] | None = field(default=None, repr=False, compare=False)

    @classmethod
    def empty(cls) -> Compact:
        none = pa.array([], pa.string())
        return cls(none, none, np.zeros(0, np.int64), np.zeros((0, SLOTS), np.uint8))

    @classmethod
    def of(cls, marks: Iterable[pa.RecordBatch | pa.Table]) -> Compact:
        """Marks (pupil_id, urn, date, am, pm) laid out; the later of two of one session stands."""
        made = cls.empty()
        for some in marks:
            made.add(some)
        return made.in_order()

    @classmethod
    def from_arrow(cls, table: pa.Table | pa.RecordBatch) -> Compact:
        """What `to_arrow` gave, as it was."""
        columns = [whole(table.column(name)) for name in SCHEMA.names]
        held = columns[3]
        raw = np.frombuffer(held.buffers()[1], np.uint8, len(held) * SLOTS, held.offset * SLOTS)
        years = columns[2].to_numpy(zero_copy_only=False).astype(np.int64)
        return cls(columns[0], columns[1], years, raw.reshape(-1, SLOTS))

    def to_arrow(self) -> pa.Table:
        """The rows as a table of `SCHEMA`, for Parquet or for another process."""
        buffers = [None, pa.py_buffer(np.ascontiguousarray(self.codes))]
        held = pa.FixedSizeBinaryArray.from_buffers(pa.binary(SLOTS), len(self.codes), buffers)
        years = pa.array(self.years.astype(np.int32))
        return pa.table([self.pupils, self.urns, years, held], schema=SCHEMA)

    def add(self, marks: pa.RecordBatch | pa.Table) -> None:
        """Write marks into their bytes, with a row at the end for each that has none.

        A null mark is no mark. Call `in_order` before the rows are measured, where some are new.
        """
        _, slots = slots_of(numbers(whole(marks.column("date")).cast(pa.int32())))
        self.put(self.find_rows(marks) * SLOTS + slots, marks)

    def find_rows(self, marks: pa.RecordBatch | pa.Table) -> Ints:
        """The number of the row of each mark, made where there is none."""
        years, _ = slots_of(numbers(whole(marks.column("date")).cast(pa.int32())))
        pupils, urns = whole(marks.column("pupil_id")), whole(marks.column("urn"))
        if not len(years) or (years != years[0]).any() or len(years) > 2 * len(self.years):
            return self._rows_of(pupils, urns, years)
        # nearly every pupil is at one school in a year
        of_year = np.flatnonzero(self.years == years[0])
        at = pc.index_in(pupils, self.pupils.take(pa.array(of_year))).fill_null(-1)
        found = np.append(of_year, -1)[numbers(at)]
        same = pc.equal(self.urns.take(pa.array(np.maximum(found, 0))), urns)
        rest = np.flatnonzero((found < 0) | ~numbers(same).astype(bool))
        if len(rest):
            some = pa.array(rest)
            found[rest] = self._rows_of(pupils.take(some), urns.take(some), years[rest])
        return found

    def put(self, places: Ints, marks: pa.RecordBatch | pa.Table) -> None:
        """Write marks into the bytes of their mornings' places, row x 768 + slot, and the next."""
        if not self.codes.flags.writeable:
            self.codes = self.codes.copy()
        flat = self.codes.reshape(-1)
        # a NumPy assignment with repeated places keeps the last one, which is what stands
        flat[places] = _bytes(whole(marks.column("am")))
        flat[places + 1] = _bytes(whole(marks.column("pm")))

    def taken(self, rows: Ints) -> Compact:
        """Some of the rows, in the order given."""
        at = pa.array(rows)
        return Compact(self.pupils.take(at), self.urns.take(at), self.years[rows], self.codes[rows])

    def in_order(self) -> Compact:
        """The same rows by pupil, school and year, without those that have no mark."""
        order = self.order()
        marked: NDArray[np.bool_] = np.asarray(self.codes.any(axis=1))
        order = order[marked[order]]
        if len(order) == len(self.codes) and (order[:-1] < order[1:]).all():
            return self
        return self.taken(order)

    def order(self, rows: Ints | None = None) -> Ints:
        """The numbers of the rows, or of some, in the order of pupil, school and year."""
        names, keys = ["pupil", "urn", "year"], [self.pupils, self.urns, pa.array(self.years)]
        if rows is not None:
            keys = [key.take(pa.array(rows)) for key in keys]
        ordered = numbers(pc.sort_indices(pa.table(keys, names), [(n, "ascending") for n in names]))
        return ordered if rows is None else rows[ordered]

    def _rows_of(self, pupils: pa.StringArray, urns: pa.StringArray, years: Ints) -> Ints:
        """The row of each mark, made where there is none."""
        if not len(pupils):
            return np.zeros(0, np.int64)
        who, where = pc.dictionary_encode(pupils), pc.dictionary_encode(urns)
        first = int(years.min())
        in_batch = numbers(who.indices) * len(where.dictionary) + numbers(where.indices)
        key = pa.array(in_batch * (int(years.max()) - first + 1) + years - first)
        asked = pc.dictionary_encode(key)
        of_key, which = numbers(asked.dictionary), numbers(asked.indices)
        spread = int(years.max()) - first + 1
        asked_years = of_key % spread + first
        asked_urns = where.dictionary.take(pa.array(of_key // spread % len(where.dictionary)))
        asked_pupils = who.dictionary.take(pa.array(of_key // spread // len(where.dictionary)))
        found = self._index(asked_pupils, asked_urns, asked_years)
        new = np.flatnonzero(found < 0)
        if len(new):
            found[new] = len(self.codes) + np.arange(len(new))
            at = pa.array(new)
            self.pupils = pa.concat_arrays([self.pupils, asked_pupils.take(at)])
            self.urns = pa.concat_arrays([self.urns, asked_urns.take(at)])
            self.years = np.concatenate([self.years, asked_years[new]])
            self._grow(len(new))
        return found[which]

    def _grow(self, more: int) -> None:
        """Room for more rows; twice what is held, so that many small additions cost no more."""
        held, wanted = len(self.codes), len(self.codes) + more
        if self._room is None or len(self._room) < wanted:
            self._room = np.zeros((max(wanted, 2 * held), SLOTS), np.uint8)
            self._room[:held] = self.codes
        self.codes = self._room[:wanted]

    def _index(self, pupils: pa.StringArray, urns: pa.StringArray, years: Ints) -> Ints:
        """The row of each pupil, school and year, or -1."""
        rows = np.flatnonzero(numbers(pc.is_in(self.pupils, pupils)))
        some = pa.array(rows)
        held = _joined(self.pupils.take(some), self.urns.take(some), self.years[rows])
        at = pc.index_in(_joined(pupils, urns, years), held).fill_null(-1)
        return np.append(rows, -1)[numbers(at)]


def _joined(pupils: pa.StringArray, urns: pa.StringArray, years: Ints) -> pa.StringArray:
    """Pupil, school and year as one text, with a character between that is in no reference."""
    return pc.binary_join_element_wise(pupils, urns, pa.array(years).cast(pa.string()), "\x1f")


def _bytes(marks: pa.Array) -> NDArray[np.uint8]:
    """The byte of each mark; raises KeyError for what no code is."""
    if len(marks) > _MANY:
        half = len(marks) // 2
        return np.concatenate([_bytes(marks[:half]), _bytes(marks[half:])])
    held = marks if pa.types.is_dictionary(marks.type) else pc.dictionary_encode(marks)
    of_entry = [BYTES[code] if code else 0 for code in held.dictionary.to_pylist()]
    table = np.array([*of_entry, 0], np.uint8)
    return table[numbers(held.indices.fill_null(len(of_entry)))]


def whole(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def numbers(values: pa.Array | pa.ChunkedArray) -> Ints:
    """An Arrow array of whole numbers as NumPy has them."""
    return np.asarray(values.to_numpy(zero_copy_only=False)).astype(np.int64)
