"""What two children's records say of one thing, compared in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from rapidfuzz.distance import JaroWinkler

from onroll.record.people.likeness import forenames_alike
from onroll.web.children.sounds import plain, sounds

WRITTEN_ALIKE: Final = 0.9
"""Jaro-Winkler from which two addresses or surnames are one, written differently."""

STRONG: Final = {"upn": "UPN", "nhs_number": "NHS number"}
"""What a child has only one of, and its name inside a sentence."""


TWO_NAMES: Final = "two names"
DIFFERS_AS_TWO: Final = f"Differs: {TWO_NAMES}"


@dataclass(frozen=True)
class Verdict:
    """How two sides stand in one thing. `agree` null: one side or both do not say."""

    agree: bool | None
    words: str


def compared(name: str, one: Collection[Any], other: Collection[Any], sides: Sides) -> Verdict:
    """How what the records of one child say of a thing stands to what those of the other say.

    `one` and `other` hold the values that were given, each once. Where any value of one is any
    value of the other, they agree, and the words say whether a source differs.
    """
    if not one and not other:
        return Verdict(None, "Not given for either")
    if not one or not other:
        return Verdict(None, f"Not given for {sides.other if one else sides.one}")
    closed = CLOSED.get(name, str)
    ones, others = {closed(value) for value in one}, {closed(value) for value in other}
    if ones & others:
        whole = len(ones | others) == 1
        return Verdict(True, "Agrees" if whole else "Agrees in one source, differs in another")
    differs = DIFFERS.get(name)
    found = {differs(a, b) for a in one for b in other} if differs else {""}
    nearest = min(found, key=lambda words: (words == "", not words.startswith("="), len(words)))
    if nearest.startswith("="):
        return Verdict(True, f"Agrees, {nearest[1:]}")
    return Verdict(False, f"Differs{nearest and ': '}{nearest}")


@dataclass(frozen=True)
class Sides:
    """What the two children are called in the words: their references."""

    one: str
    other: str


def dates_differ_in(one: date, other: date) -> str:
    """Which parts of two dates of birth differ: "year of birth", "day and month swapped"."""
    if one.year == other.year and (one.month, one.day) == (other.day, other.month):
        return "day and month the other way round"
    parts = [
        part for part in ("day", "month", "year") if getattr(one, part) != getattr(other, part)
    ]
    if len(parts) == 3:
        return "all of it"
    return f"{' and '.join(parts)} of birth"


def forenames_differ_in(one: str, other: str) -> str:
    """How two forenames differ; a short form or another spelling is said to be one."""
    a, b = plain(one), plain(other)
    if a and b and (forenames_alike(a, b) or sounds(a) == sounds(b)):
        return "a short form, another spelling or an extra name"
    return TWO_NAMES


def surnames_differ_in(one: str, other: str) -> str:
    a, b = plain(one), plain(other)
    if set(a.split()) & set(b.split()):
        return "one part of a double surname is the same"
    if sounds(a) == sounds(b) or JaroWinkler.similarity(a, b) >= WRITTEN_ALIKE:
        return "another spelling"
    return TWO_NAMES


def upns_differ_in(one: str, other: str) -> str:
    if not (one[-1:].isdigit() and other[-1:].isdigit()):
        return "one is temporary and is meant to be replaced"
    return "a child has one UPN at a time"


_OF_A_FLAT: Final = {"flat", "apartment", "unit", "house"}


def addresses_differ_in(one: str, other: str) -> str:
    """How two addresses differ; one written another way is marked with = as the same."""
    a, b = plain(one), plain(other)
    numbers, others = re.findall(r"\d+", a), re.findall(r"\d+", b)
    street, other_street = (set(re.findall(r"[^\W\d]{2,}", each)) - _OF_A_FLAT for each in (a, b))
    alike = (
        bool(street and other_street) and (street <= other_street or street >= other_street)
    ) or JaroWinkler.similarity(a, b) >= WRITTEN_ALIKE
    if alike and numbers == others:
        return "=written another way"
    return "house or flat number" if alike else ""


def postcodes_differ_in(one: str, other: str) -> str:
    a, b = closed_up(one), closed_up(other)
    return "the same neighbourhood" if a[:-2] == b[:-2] else ""


def closed_up(value: str) -> str:
    """Capital letters and figures alone, so that spaces are no difference."""
    return re.sub(r"[^0-9A-Z]", "", value.upper())


CLOSED: Final[dict[str, Callable[[Any], Any]]] = {
    "forename": plain,
    "surname": plain,
    "date_of_birth": lambda value: value,
    "sex": lambda value: value[:1].upper(),
    "address": plain,
    "upn": closed_up,
    "former_upn": closed_up,
    "nhs_number": closed_up,
    "postcode": closed_up,
}

DIFFERS: Final[dict[str, Callable[[Any, Any], str]]] = {
    "forename": forenames_differ_in,
    "surname": surnames_differ_in,
    "date_of_birth": dates_differ_in,
    "upn": upns_differ_in,
    "nhs_number": lambda one, other: "a child has one NHS number",
    "address": addresses_differ_in,
    "postcode": postcodes_differ_in,
}
