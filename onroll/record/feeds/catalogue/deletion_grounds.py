"""The grounds on which a name is deleted from a school's register, and what each one is.

Regulation 9(1)(a) to (o) of the School Attendance (Pupil Registration) (England) Regulations 2024
(SI 2024/208), in force 19 August 2024. A name is deleted when one of them applies, and only then.
"""

from __future__ import annotations

from typing import Final

from onroll.record.feeds.columns import one_of

GROUNDS: Final = {
    "a": "registered at another school",
    "b": "nursery pupil who did not go on to the school",
    "c": "registered at more than one school, and the others agree",
    "d": "school attendance order changed to another school",
    "e": "school attendance order revoked",
    "f": "educated otherwise than at school, as the parent wrote",
    "g": "no longer lives a reasonable distance from the school",
    "h": "did not return from leave of absence",
    "i": "absent for twenty school days, and not found",
    "j": "detained under a sentence",
    "k": "died",
    "l": "over compulsory school age and not going on at the school",
    "m": "boarding fees not paid",
    "n": "left an independent school or a non-maintained special school",
    "o": "permanently excluded",
}
"""Each letter with the words for it."""

GROUND = one_of(
    *GROUNDS,
    also={f"({letter})": letter for letter in GROUNDS}
    | {f"9(1)({letter})": letter for letter in GROUNDS},
)
"""The letter of a ground, as d, (d) or 9(1)(d)."""
