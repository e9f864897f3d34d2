"""The kinds of school before home education, as the Department's return has them."""

from __future__ import annotations

from typing import Final

SCHOOL_TYPES: Final = {
    "ey": "Early years setting",
    "none": "No prior establishment",
    "lamain": "Local authority maintained",
    "acad": "Academy",
    "free": "Free school",
    "ind": "Independent",
    "spec": "Special",
    "ap": "Alternative provision",
    "pru": "Pupil referral unit",
    "ehe": "Home educated outside the local authority",
    "else_unk": "Elsewhere/Unknown",
}
"""The words of each by the end of its column's name, in the order of the published file."""

UNKNOWN_TYPE: Final = "else_unk"

SIGNS: Final = (
    ("pupil referral unit", "pru"),
    ("alternative provision", "ap"),
    ("special", "spec"),
    ("nursery", "ey"),
    ("free school", "free"),
    ("studio school", "free"),
    ("university technical college", "free"),
    ("academy", "acad"),
    ("independent", "ind"),
    ("city technology college", "ind"),
    ("community school", "lamain"),
    ("voluntary", "lamain"),
    ("foundation school", "lamain"),
)
"""What the register of schools calls each kind, the first that it says. A special academy is a
special school, and a studio school a free school, as that register groups them."""


def school_type(establishment: str, phase: str = "") -> str:
    """The key of a school's kind, from its type in the register of schools, or else its phase."""
    said = f"{establishment} {phase}".lower()
    return next((key for words, key in SIGNS if words in said), UNKNOWN_TYPE)
