"""When two names or two dates of birth cannot be the same child's.

These are the contradictions that keep the machine from joining two records, however much else
agrees. What is merely unlike is Splink's to weigh (`linkage.py`).
"""

from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA, JaroWinkler

from onroll.record.people.aliases import are_aliases

_CLEARLY_DIFFERENT: Final = 0.7
"""Jaro-Winkler below which two forenames are two names: 'mohamed' and 'muhammad' are at 0.8,
'amara' and 'tunde' at 0.5. It lets doubtful pairs through, for other evidence to settle."""


class Name(NamedTuple):
    """A forename and surname as `records.py` prepares them; "" where there is none."""

    forename: str
    surname: str


@lru_cache(maxsize=100_000)
def names_differ(one: Name, other: Name) -> bool:
    """True when these are two children's names: the test that keeps twins apart.

    It goes by forename: a surname may change. A missing forename differs from none, and names
    written the wrong way round are the same name.
    """
    if not one.forename or not other.forename:
        return False
    if forenames_alike(one.forename, other.forename):
        return False
    swapped = (one.forename, other.surname), (one.surname, other.forename)
    return not all(a and b and forenames_alike(a, b) for a, b in swapped)


def forenames_alike(one: str, other: str) -> bool:
    """True when two forenames share a part, are aliases, are spelt alike or one slip apart."""
    parts, others = one.split(), other.split()
    return (
        not set(parts).isdisjoint(others)
        or are_aliases(parts[0], others[0])
        or JaroWinkler.similarity(one, other) >= _CLEARLY_DIFFERENT
        or OSA.distance(one, other) == 1
    )


def dates_differ(one: date, other: date) -> bool:
    """True when more than a slip lies between two dates of birth.

    A slip is one of day, month and year written wrong, or day and month the wrong way round.
    """
    same = (one.year == other.year) + (one.month == other.month) + (one.day == other.day)
    swapped = one.year == other.year and (one.month, one.day) == (other.day, other.month)
    return same < 2 and not swapped
