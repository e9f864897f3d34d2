"""One byte for each attendance code: nought is no mark, then attending, absent, not possible.

The order lets one comparison of a byte say to which of the three it belongs. `SAYS` gives for each
byte what a rule may ask about the mark, as bits, so that a day's two marks are joined by an or.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from onroll.record.feeds.catalogue.attendance_codes import Group, codes

_OFF_SITE: Final = ("K", "B")
_ATTENDING: Final = sorted(codes(Group.ATTENDING), key=lambda code: code in _OFF_SITE)
_ALPHABET: Final = (*_ATTENDING, *codes(Group.ABSENT), *codes(Group.NOT_POSSIBLE))
BYTES: Final = {code: number for number, code in enumerate(_ALPHABET, start=1)}
"""The byte of each code."""

LAST_ATTENDING: Final = len(_ATTENDING)
LAST_PRESENT: Final = LAST_ATTENDING - len(_OFF_SITE)
"""The codes after it, up to the last attending, are of teaching off the school's site: K and B."""
LAST_POSSIBLE: Final = LAST_ATTENDING + len(codes(Group.ABSENT))

ATTENDED: Final = 1
ABSENT: Final = 2
NOT_POSSIBLE: Final = 4
UNMARKED: Final = 8
ILL: Final = 16
"""Code I."""
UNEXPLAINED: Final = 32
"""Codes G, N, O and U: an unauthorised absence, and what an attendance return asks about."""
NO_REASON: Final = 64
"""Codes G, N and O: no session of the day was attended at all, as after a code U it was."""
CLOSED: Final = 128
"""Code #: the school did not meet."""
PART_TIME: Final = 256
"""Code C2."""
ON_LEAVE: Final = 512
"""Codes C and C1: leave of absence that was granted for days, and H until it ended in 2024."""
EXCLUDED: Final = 1024
"""Code E."""
ELSEWHERE: Final = 2048
"""Code D: at the other school of two."""
NOT_OF_AGE: Final = 4096
"""Code X: not required to attend."""
OFF_SITE: Final = 8192
"""Codes K and B: taught off the school's site."""
PRESENT: Final = 16384
"""Attending, and not off site."""
NO_REASON_YET: Final = 32768
"""Code N."""

_BY_CODE: Final = {
    "I": ILL, "G": UNEXPLAINED | NO_REASON, "N": UNEXPLAINED | NO_REASON | NO_REASON_YET,
    "O": UNEXPLAINED | NO_REASON, "U": UNEXPLAINED, "#": CLOSED, "C2": PART_TIME, "C": ON_LEAVE,
    "C1": ON_LEAVE, "H": ON_LEAVE, "E": EXCLUDED, "D": ELSEWHERE, "X": NOT_OF_AGE,
    "K": OFF_SITE, "B": OFF_SITE,
}  # fmt: skip


def _says() -> NDArray[np.uint16]:
    table = np.zeros(256, np.uint16)
    table[0] = UNMARKED
    for code, number in BYTES.items():
        group = (
            ATTENDED
            if number <= LAST_ATTENDING
            else ABSENT
            if number <= LAST_POSSIBLE
            else NOT_POSSIBLE
        )
        if number <= LAST_PRESENT:
            group |= PRESENT
        table[number] = group | _BY_CODE.get(code, 0)
    return table


SAYS: Final = _says()
"""For each byte, the bits above."""
