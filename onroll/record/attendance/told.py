"""Facts as columns of numbers, before they are given the words of pupil, school and day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from onroll.record.attendance.school_year_slots import Ints

NEVER = np.iinfo(np.int32).max
"""The day on which a spell that is still open ends."""

SCHEMA = pa.schema(
    [
        ("fact", pa.dictionary(pa.int8(), pa.string())),
        ("of_row", pa.int32()),
        ("starts_on", pa.date32()),
        ("ends_before", pa.date32()),
        ("evidence_on", pa.date32()),
        ("until_heard_from", pa.date32()),
    ]
)
"""One row a spell, of a row of marks; `ends_before` is null while it is open.

`evidence_on` is the day of the mark, at that school, which shows it. Where `until_heard_from` is
not null, the spell also ends with the month after the first one from that day on in which the
school sent marks of anybody: only who sees all of the school's rows can say when that is.
"""


@dataclass(frozen=True)
class Told:
    """Spells of one fact: whose row, from which day to which, and the day that shows it."""

    fact: str
    rows: Ints
    starts_on: Ints
    ends_before: Ints
    evidence_on: Ints
    until_heard_from: Ints | None = None

    def where(self, true: NDArray[np.bool_]) -> Told:
        """Those of the spells of which something is true."""
        heard = self.until_heard_from
        return Told(
            self.fact,
            self.rows[true],
            self.starts_on[true],
            self.ends_before[true],
            self.evidence_on[true],
            None if heard is None else heard[true],
        )

    def with_days(self) -> Told:
        """The same without the spells that would have no day."""
        some = self.starts_on < self.ends_before
        return self if some.all() else self.where(some)

    def table(self) -> pa.Table:
        """One row a spell, of `SCHEMA`; a spell that would have no day is left out."""
        told = self.with_days()
        many, heard = len(told.rows), told.until_heard_from
        return pa.table(
            [
                pa.DictionaryArray.from_arrays(np.zeros(many, np.int8), [self.fact]),
                pa.array(told.rows.astype(np.int32)),
                dates(told.starts_on),
                dates(told.ends_before),
                dates(told.evidence_on),
                pa.nulls(many, pa.date32()) if heard is None else dates(heard),
            ],
            schema=SCHEMA,
        )


def dates(days: Ints) -> pa.Array:
    """Days since 1970 as Arrow dates; null for `NEVER`."""
    return pa.array(days.astype(np.int32), mask=days >= NEVER).cast(pa.date32())
