"""When a weighed pair may be joined by the machine, and when it is people's to decide.

A high weight is not enough. For children there must also be something beyond a name and a date of
birth that agrees, and the forename must be the same name: everything else that twins, brothers and
sisters, and two children who share a name have in common adds up to a high weight as well. What is
missing counts here as if it differed, so that leaving a thing out can never bring about a join.
"""

from typing import Final

from onroll.record.people.linkage import (
    COMPARISONS,
    JOINS_AT_BITS,
    NAMES_SWAPPED,
    NEW_YEARS_DAY,
)
from onroll.record.people.model import Model

_WEIGHED: Final = ("forename", "surname", "date_of_birth", "place", "sex")
"""What must not be left out for a better result. A number is not among these: most sources have
none, and two that differ have kept the pair apart already."""

NO_NAMESAKE_BITS: Final = 13.0
"""The least weight at which a name and a date of birth are enough without a place or a number. With
the hand-set figures none are; with trained ones, where the name is rare: one child in 8,000 of
them then has a namesake born on the same day."""

ADULTS_JOIN_AT_BITS: Final = 0.0
"""Adults are joined when it is likelier than not, which is where F1 is greatest when it is near 1:
the best threshold is half of the F1 it reaches (Lipton, Elkan and Naryanaswamy, 2014)."""


def number_of(comparison: str, label: str) -> int:
    """Splink's number for a level: 0 for the last, counted upwards, -1 for missing."""
    levels = next(levels for name, _, levels in COMPARISONS if name == comparison)
    labels = [level.label for level in levels]
    return len(labels) - 1 - labels.index(label)


def joins_sql(model: Model, adults: bool) -> str:
    """The test on a row of Splink's predictions that the machine may join the pair."""
    if adults:
        return f"match_weight >= {ADULTS_JOIN_AT_BITS}"
    if_missing_differed = " + ".join(
        ["match_weight"]
        + [f"if(gamma_{name} = -1, {model.worst_bits(name)!r}, 0)" for name in _WEIGHED]
    )
    somewhere = f"({_ONE_PLACE} or {if_missing_differed} >= {NO_NAMESAKE_BITS})"
    return (
        f"({if_missing_differed} >= {JOINS_AT_BITS} and {_ONE_FORENAME} and {_A_DAY} and"
        f" ({_A_NUMBER} or {_KNOWN_DAY} and {somewhere} or {_SAME_NAMES} and {_ONE_ADDRESS}))"
    )


def _at_least(comparison: str, label: str) -> str:
    return f"gamma_{comparison} >= {number_of(comparison, label)}"


_ONE_FORENAME: Final = (
    f"({_at_least('forename', NAMES_SWAPPED)} and not"
    f" (gamma_forename = {number_of('forename', 'alike')} and known_name_l and known_name_r))"
)
"""The same, an alias, or a slip: but two names that many children have, and that are alike, may be
two names, such as parents give to twins."""

_A_NUMBER: Final = "(gamma_upn = 1 or gamma_nhs_number = 1)"
_ONE_PLACE: Final = _at_least("place", "the same school")
_ONE_ADDRESS: Final = _at_least("place", "the same postcode and alike in address")
_SAME_NAMES: Final = f"{_at_least('forename', 'the same')} and {_at_least('surname', 'the same')}"
_A_DAY: Final = "gamma_date_of_birth >= 0"
"""Without a date of birth only a number and the very same name join: one left out must not do what
one that is far off, or 1 January, could not."""
_KNOWN_DAY: Final = f"gamma_date_of_birth <> {number_of('date_of_birth', NEW_YEARS_DAY)}"
"""Whoever was born on 1 January must have the very same name and address: a hotel's postcode is
that of many families."""
