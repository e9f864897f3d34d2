"""Facts as columns of numbers, with the file and row that shows each: what is kept of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from onroll.record.attendance.school_year_slots import Ints
from onroll.record.attendance.told import NEVER, Told

FACTS: Final = (
    "not_attending", "severely_absent", "persistently_absent",
    "persistently_absent_part_time_apart", "severely_absent_at_one_school",
    "persistently_absent_at_one_school", "unexplained_absence", "absent_through_illness",
    "absent_without_reason", "not_returned_from_leave", "sickness_days_reached",
    "days_without_permission_reached", "penalty_notice_sessions_reached", "reason_not_established",
    "marked_present", "code_b_or_k_in_use", "code_c2_in_use", "code_d_in_use", "code_e_in_use",
    "code_g_n_or_o_in_use", "code_i_in_use", "code_x_in_use",
)  # fmt: skip
"""Every fact that marks tell, by number."""
NUMBER: Final = {fact: number for number, fact in enumerate(FACTS)}

_TYPES: Final[dict[str, Any]] = {
    "fact": np.int8,
    "of_row": np.int32,
    "starts_on": np.int32,
    "ends_before": np.int32,
    "evidence_on": np.int32,
    "until_heard_from": np.int32,
    "file": np.int32,
    "row": np.int64,
}


@dataclass(frozen=True)
class Facts:
    """One element a spell, in the words of `told.SCHEMA` as numbers; `NEVER` where that has null.

    `file` is the number of a file, which its holder knows by name, and `row` a row of it: the mark
    of the day `evidence_on` is there. Both are -1 until they are looked up.
    """

    fact: NDArray[Any]
    of_row: NDArray[Any]
    starts_on: NDArray[Any]
    ends_before: NDArray[Any]
    evidence_on: NDArray[Any]
    until_heard_from: NDArray[Any]
    file: NDArray[Any]
    row: NDArray[Any]

    @classmethod
    def none(cls) -> Facts:
        return cls(**{name: np.zeros(0, kind) for name, kind in _TYPES.items()})

    @classmethod
    def measured(cls, told: Iterable[Told], rows: Ints) -> Facts:
        """What `spells` told of a part; `rows` are the numbers, among all, of the part's rows."""
        parts = []
        for each in told:
            some = each.with_days()
            none, heard = np.full(len(some.rows), -1), some.until_heard_from
            columns = {
                "fact": np.full(len(some.rows), NUMBER[some.fact]),
                "of_row": rows[some.rows],
                "starts_on": some.starts_on,
                "ends_before": np.minimum(some.ends_before, NEVER),
                "evidence_on": some.evidence_on,
                "until_heard_from": np.full(len(some.rows), NEVER) if heard is None else heard,
                "file": none,
                "row": none,
            }
            parts.append(cls(**{name: columns[name].astype(kind) for name, kind in _TYPES.items()}))
        return cls.joined(parts)

    @classmethod
    def joined(cls, parts: Iterable[Facts]) -> Facts:
        held = [cls.none(), *parts]
        return cls(
            **{name: np.concatenate([getattr(part, name) for part in held]) for name in _TYPES}
        )

    @classmethod
    def from_arrow(cls, table: pa.Table) -> Facts:
        """What `to_arrow` gave. Raises KeyError where a column is not there."""
        return cls(**{name: table.column(name).to_numpy() for name in _TYPES})

    def to_arrow(self) -> pa.Table:
        return pa.table({each.name: getattr(self, each.name) for each in fields(self)})

    def __len__(self) -> int:
        return len(self.of_row)

    def where(self, true: NDArray[Any]) -> Facts:
        """Those of which something is true, or those with the numbers given."""
        which = np.flatnonzero(true) if true.dtype == bool else true
        return Facts(**{name: getattr(self, name)[which] for name in _TYPES})

    def shown_by(self, file: NDArray[Any], row: NDArray[Any]) -> Facts:
        """The same, with the file and row that shows each."""
        return replace(self, file=file.astype(np.int32), row=row.astype(np.int64))

    @property
    def is_open(self) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = self.ends_before == NEVER
        return found

    @property
    def shown_on(self) -> Ints:
        """Row and day of the mark that shows each, as one number."""
        return row_and_day(self.of_row, self.evidence_on)


def row_and_day(rows: NDArray[Any], days: NDArray[Any]) -> Ints:
    """A row and a day since 1970 as one number: a day is less than 2 to the power of 20."""
    return rows.astype(np.int64) << 20 | days.astype(np.int64)
