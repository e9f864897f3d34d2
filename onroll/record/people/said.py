"""What records say of one thing, as codes that can be compared a hundred thousand at a time."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa

from onroll.record.people.likeness import Name
from onroll.record.people.partition import Flags, Numbers

NOT_GIVEN: Final = 0
SEVERAL: Final = -1
"""The code of a cluster whose records say more than one thing."""

_NO_CODE: Final = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Said:
    """What the records say of one thing: a code for each record, and the value of each code."""

    codes: Numbers
    values: list[Any]

    @classmethod
    def of(cls, column: pa.ChunkedArray, texts: list[str] | None = None) -> "Said":
        """The values of a column, with code 0 for null; `texts` are what its numbers stand for."""
        if texts is not None:
            return cls(_numbers(column) + 1, [None, *texts])
        encoded = column.combine_chunks().dictionary_encode()
        return cls(_numbers(encoded.indices) + 1, [None, *encoded.dictionary.to_pylist()])

    @classmethod
    def names(cls, forenames: pa.Array, surnames: pa.Array, texts: list[str]) -> "Said":
        """The name of each record that has a forename."""
        first, last = _numbers(forenames), _numbers(surnames)
        given = first >= 0
        size = len(texts) + 1
        both, at = np.unique((first * size + last + 1)[given], return_inverse=True)
        codes = np.zeros(len(first), np.int64)
        codes[given] = at + 1
        written = ["", *texts]  # 0 is no surname
        pairs = (divmod(each, size) for each in both.tolist())
        return cls(codes, [None, *(Name(texts[f], written[s]) for f, s in pairs)])


def _numbers(column: pa.Array | pa.ChunkedArray) -> Numbers:
    return column.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)


def one_thing(codes: Numbers, starts: Numbers) -> tuple[Flags, Numbers]:
    """Of each run of codes, whether it says one thing or nothing, and what."""
    most = np.maximum.reduceat(codes, starts)
    least = np.minimum.reduceat(np.where(codes == NOT_GIVEN, _NO_CODE, codes), starts)
    return (least == _NO_CODE) | ((least == most) & (least != SEVERAL)), most
