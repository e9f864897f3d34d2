"""Who is tied to whom: from some records to all that share a tie with one, and on from there.

A county has millions of ties, and a night's news are tied to few. So all of them are asked at once:
which leading bits are wanted rules out nearly every one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Numbers = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]

_BITS_MORE: Final = 6
"""With so many leading bits more than it takes to count those wanted, one in 64 others at most
looks wanted."""
_MOST_BITS: Final = 26
_TOGETHER: Final = 1 << 17
"""How many numbers are looked at together: what fits into the processor's own memory."""


@dataclass(frozen=True)
class Ties:
    """Records, each by a number made of its id, and what each is tied by: a list of numbers.

    In a county it is less likely than one in a hundred million that two ids have one number. A
    record would then be taken along that need not be, which changes nothing.
    """

    records: Numbers
    ties: pa.ListArray

    @classmethod
    def of(cls, connection: duckdb.DuckDBPyConnection, query: str) -> Ties:
        """The ties that a query gives: record_id, and a list of numbers, never null."""
        found = _asked(connection, query).to_arrow_table()
        return cls(found[0].to_numpy(), found[1].combine_chunks())

    @classmethod
    def some_at_a_time(cls, connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[Ties]:
        """The same, where it is too much to hold for one look."""
        for batch in _asked(connection, query).to_arrow_reader(_TOGETHER // 8):
            yield cls(batch[0].to_numpy(), batch[1])

    def every(self) -> Numbers:
        """All that these records are tied by."""
        return pc.list_flatten(self.ties).to_numpy()

    def of_any(self, records: Wanted) -> Numbers:
        """What these records are tied by."""
        return pc.list_flatten(self.ties.take(pa.array(records.places(self.records)))).to_numpy()

    def holders(self, ties: Wanted) -> Numbers:
        """The records that are tied by one of these."""
        places = ties.places(self.ties.values.to_numpy())
        return self.records[np.searchsorted(self.ties.offsets.to_numpy(), places, "right") - 1]


class Wanted:
    """Numbers, in order and each once, to be looked for among many others."""

    def __init__(self, numbers: Iterable[Numbers]) -> None:
        every = np.sort(np.concatenate([np.empty(0, np.uint64), *numbers]))
        self.numbers: Numbers = every[np.append(True, every[1:] != every[:-1])[: len(every)]]
        bits = min(len(self.numbers).bit_length() + _BITS_MORE, _MOST_BITS)
        self._after = np.uint64(64 - bits)
        self._marked = np.zeros(1 << bits, np.bool_)
        self._marked[self._leading(self.numbers)] = True

    def __len__(self) -> int:
        return len(self.numbers)

    def places(self, among: Numbers) -> Places:
        """Where one of these stands among others, in order."""
        if not len(self):
            return np.empty(0, np.int64)
        may_be = [np.empty(0, np.int64)]
        for begin in range(0, len(among), _TOGETHER):
            marked = self._marked[self._leading(among[begin : begin + _TOGETHER])]
            may_be.append(begin + np.flatnonzero(marked))
        places = np.concatenate(may_be)
        nearest = np.searchsorted(self.numbers, among[places], "right") - 1
        return places[self.numbers[nearest] == among[places]]

    def _leading(self, numbers: Numbers) -> Places:
        return (numbers >> self._after).view(np.int64)


def beside(ties: Sequence[Ties], records: Wanted) -> Wanted:
    """The records that share a tie with one of these."""
    shared = Wanted(each.of_any(records) for each in ties)
    return Wanted(each.holders(shared) for each in ties)


def spread(ties: Sequence[Ties], records: Wanted) -> Wanted:
    """These records and all that ties lead to from there."""
    reached = last = records
    while len(last):  # only the records reached last are asked for their ties
        found = beside(ties, last).numbers
        last = Wanted([np.setdiff1d(found, reached.numbers, assume_unique=True)])
        reached = Wanted([reached.numbers, last.numbers])
    return reached


def _asked(connection: duckdb.DuckDBPyConnection, query: str) -> duckdb.DuckDBPyConnection:
    return connection.execute(f"select hash(record_id), ties from ({query}) as t(record_id, ties)")
