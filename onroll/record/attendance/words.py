"""A bit for each session: one word of 64 bits for a row and month."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onroll.record.attendance.alphabet import LAST_ATTENDING, LAST_POSSIBLE, LAST_PRESENT
from onroll.record.attendance.school_year_slots import MONTHS, Ints

Words = NDArray[np.uint64]
"""Twelve words a row."""


class Sessions(NamedTuple):
    """Which sessions of some rows were attended, which were possible, and which have a mark."""

    attended: Words
    possible: Words
    marked: Words
    present: Words
    """Attended, and not off site."""


def sessions(codes: NDArray[np.uint8]) -> Sessions:
    """The bits of every session. A byte of nought wraps round to 255, and is neither."""
    from_nought = codes - np.uint8(1)
    return Sessions(
        packed(from_nought < LAST_ATTENDING),
        packed(from_nought < LAST_POSSIBLE),
        packed(codes > 0),
        packed(from_nought < LAST_PRESENT),
    )


def packed(true: NDArray[np.bool_]) -> Words:
    """Words of the bits, the first session in the lowest."""
    words = np.packbits(true, axis=1, bitorder="little").view("<u8")
    return words.astype(np.uint64, copy=False).reshape(-1, MONTHS)


def counted(words: Words) -> Ints:
    """How many bits are set in each word."""
    return np.bitwise_count(words).astype(np.int64)


def lowest(words: Words) -> Ints:
    """The place of the lowest bit set in each word; 64 for nought."""
    return counted((words & (~words + np.uint64(1))) - np.uint64(1))


def highest(words: Words) -> Ints:
    """The place of the highest bit set in each word; -1 for nought."""
    # without the bit below it the number, as a fraction, is not rounded up to the next power of two
    alone = words & ~(words >> np.uint64(1))
    return np.frexp(alone.astype(np.float64))[1].astype(np.int64) - 1


def below(places: Ints) -> Words:
    """The word with every bit below a place set."""
    return (np.uint64(1) << places.astype(np.uint64)) - np.uint64(1)
