"""Which two children of the county are hard to tell apart, and why: read off who they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations

from onroll.demo.life import Child
from onroll.demo.spellings import OTHER_FORMS, SOUND_ALIKE

TWINS, SOUND = "twins", "twins whose forenames sound alike"
SIBLINGS, COUSINS = "siblings close in age", "cousins at one address"
NAMESAKES, FIRST_OF_JANUARY = "one name and one date of birth", "1 January"
TRAVELLERS = "Traveller children of one name"

Pair = tuple[Child, Child, str]

_CLOSE = timedelta(days=430)
_COUSINS_WITHIN = timedelta(days=3 * 365)


def alike(children: Iterable[Child]) -> Iterator[Pair]:
    """Every two children who are hard to tell apart, each with the kind of likeness."""
    families: dict[int, list[Child]] = defaultdict(list)
    at: dict[str, list[Child]] = defaultdict(list)
    named: dict[tuple[str, str], list[Child]] = defaultdict(list)
    january: dict[date, list[Child]] = defaultdict(list)
    for child in children:
        families[child.family].append(child)
        for uprn in {home.uprn for home in child.homes}:
            at[uprn].append(child)
        named[child.forename, child.surname].append(child)
        if (child.born_on.month, child.born_on.day) == (1, 1):
            january[child.born_on].append(child)
    for family in families.values():
        for one, other in combinations(family, 2):
            apart = abs(one.born_on - other.born_on)
            if not apart:
                yield one, other, TWINS
                if _sound_alike(one, other):
                    yield one, other, SOUND
            elif apart <= _CLOSE:
                yield one, other, SIBLINGS
    for together in at.values():
        for one, other in combinations(together, 2):
            if (
                one.family != other.family
                and one.surname == other.surname
                and abs(one.born_on - other.born_on) <= _COUSINS_WITHIN
            ):
                yield one, other, COUSINS
    for (_, _), alikes in named.items():
        for one, other in combinations(alikes, 2):
            if one.born_on == other.born_on:
                yield one, other, NAMESAKES
            elif one.ethnicity in ("WIRT", "WROM") and abs(one.born_on - other.born_on) <= _CLOSE:
                yield one, other, TRAVELLERS
    for born in january.values():
        for one, other in combinations(born, 2):
            if one.family != other.family and (
                one.surname == other.surname
                or one.forename == other.forename
                or other.forename in OTHER_FORMS.get(one.forename, ())
            ):
                yield one, other, FIRST_OF_JANUARY


def _sound_alike(one: Child, other: Child) -> bool:
    names = {one.forename, other.forename}
    return any(names == set(pair) for pairs in SOUND_ALIKE.values() for pair in pairs)
