"""Primary and secondary: of a child by the year group, of a school by what the register says."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from onroll.figures.school_types import school_type
from onroll.record.ages import year_group

PRIMARY: Final = "Primary"
SECONDARY: Final = "Secondary"
NOT_KNOWN: Final = "Not known"
PHASES: Final = (PRIMARY, SECONDARY, NOT_KNOWN)
SPECIAL: Final = "Special"
PUPIL_REFERRAL: Final = "Pupil referral unit or alternative provision"
SCHOOL_PHASES: Final = (PRIMARY, SECONDARY, SPECIAL, PUPIL_REFERRAL, NOT_KNOWN)
BY_YEAR_GROUP: Final = "Primary is up to Year 6, secondary from Year 7 on, by age."

BEGINS: Final = {
    "primary": PRIMARY, "middle deemed primary": PRIMARY, "secondary": SECONDARY,
    "middle deemed secondary": SECONDARY, "all-through": SECONDARY, "all through": SECONDARY,
}  # fmt: skip
"""The words of the register of schools, in small letters. An all-through school counts as a
secondary school, as in the Department's figures of exclusions."""


def phase_of_child(born: date | None, day: date) -> str:
    """Primary up to Year 6, secondary from Year 7 on; not known without a date of birth."""
    if born is None:
        return NOT_KNOWN
    return PRIMARY if year_group(born, day) <= 6 else SECONDARY


def phase_of_school(school: dict[str, Any] | None) -> str:
    """Of a special school or pupil referral unit that it is one, whatever phase stands there."""
    if school is None:
        return NOT_KNOWN
    kind = school_type(school["type"] or "")
    if kind == "spec":
        return SPECIAL
    if kind in ("pru", "ap"):
        return PUPIL_REFERRAL
    return BEGINS.get((school["phase"] or "").lower(), NOT_KNOWN)
