"""Whom each source believes a child to be: under which name, number, birth date and address.

A child is the same in every source but for what happened to them: a name out of another alphabet,
a family change, a school that gave a second UPN, a house move that one team has not heard of.
What a source has of a child hangs on nothing but the seed, the child and the source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import blake2b
from typing import Any, TypeVar

from onroll.demo.ages import reception_year
from onroll.demo.alike import TWINS, alike
from onroll.demo.life import Child, Home
from onroll.demo.lookalikes import ADOPTED
from onroll.demo.names import COMMUNITIES
from onroll.demo.numbers import upn
from onroll.demo.schooling import BEGINS
from onroll.demo.spellings import OTHER_FORMS

OTHER_ALPHABET, DOUBLE_SURNAME = "a name in another spelling", "part of a double surname"
NAMES_SWAPPED, DAY_AND_MONTH = "forename and surname swapped", "day and month swapped"
KNOWN_AS, NEW_SURNAME = "known as another name", "surname changed"
NEW_UPN, TEMPORARY_UPN = "UPN replaced", "temporary UPN"
TWINS_UPN, ADOPTION = "the twin's UPN", "adoption"
SEVERAL_ADDRESSES, MOVED_HOUSE = "Traveller family, several addresses", "an old address"

REGISTERS = frozenset(("pupil_system", "school_census"))
"""Sources that schools write from birth certificates: they have the day of birth right."""

KEEPS_HOMES = frozenset(("pupil_system", "health"))
"""Sources that say where a child lived when; what they say of it is no matter of spelling."""


_SOME = frozenset(COMMUNITIES[0].girls + COMMUNITIES[0].boys) - {"Muhammad"}
"""Forenames that are spelt one way by nearly everybody here."""

Option = TypeVar("Option")


class Chance:
    """Chance that does not depend on the order in which it is asked."""

    def __init__(self, seed: int) -> None:
        self._key = str(seed).encode()

    def of(self, *what: object) -> float:
        """A number from 0 to 1, the same for the same question."""
        asked = "\t".join(map(str, what)).encode()
        drawn = blake2b(asked, digest_size=6, key=self._key).digest()
        return int.from_bytes(drawn, "big") / 2**48

    def one_of(self, options: Sequence[Option], *what: object) -> Option:
        """One of several, the same for the same question."""
        return options[int(self.of("which", *what) * len(options))]


@dataclass(frozen=True)
class Difference:
    """How some sources see a child: `change` is done to their copy of the child.

    Of the sources that may (`never` may not, and `always` do), that `share` see it so. With
    `until`, so does every file of a day before it; schools' files may remember it (`after`).
    """

    kind: str
    share: float
    change: Callable[[Child], None]
    until: date | None = None
    after: Callable[[Child], None] | None = None
    never: frozenset[str] = frozenset()
    always: frozenset[str] = frozenset()


class Identities:
    """What each source has of each child."""

    def __init__(self, children: list[Child], seed: int, until: date) -> None:
        self._chance, self._until = Chance(seed), until
        self._spare: dict[tuple[str, int], int] = {}
        self._sites = [
            child.homes[-1]
            for child in children
            if child.ethnicity in ("WIRT", "WROM") and child.homes and child.homes[-1].inside
        ]
        self._twin = {one.number: two for one, two, kind in alike(children) if kind == TWINS}
        found = ((child.number, list(self._differences(child))) for child in children)
        self._held = {number: held for number, held in found if held}

    def known_to(self, child: Child, source: str, on: date | None = None) -> Child:
        """The child as a source has it, on a day where its files are of a day; `spelt` says why."""
        held = self._held.get(child.number)
        if held is None:
            return child
        seen, kinds = copy(child), []
        for each in held:
            if source in each.never:
                continue
            if on is not None and each.until is not None:
                differs = on < each.until
            else:
                share = 1.0 if source in each.always else each.share
                differs = self._chance.of(child.number, each.kind, source) < share
            if differs:
                each.change(seen)
                kinds.append(each.kind)
            elif each.after is not None and source in REGISTERS:
                each.after(seen)
        seen.spelt = tuple(kinds)
        return seen

    def _differences(self, child: Child) -> Iterator[Difference]:
        yield from self._of_names(child)
        yield from self._of_numbers(child)
        yield from self._of_homes(child)
        if child.fate == ADOPTED:
            yield self._adoption(child)

    def _of_names(self, child: Child) -> Iterator[Difference]:
        number, happens = child.number, self._happens
        forms = OTHER_FORMS.get(child.forename, ()) if child.forename not in _SOME else ()
        for attribute, others in (
            ("forename", forms), ("surname", OTHER_FORMS.get(child.surname, ())),
        ):  # fmt: skip
            if others:
                other = self._chance.one_of(others, number, attribute)
                yield Difference(OTHER_ALPHABET, 0.04, _set(**{attribute: other}))
        parts = child.surname.replace("-", " ").split()
        if len(parts) == 2:
            ways = (parts[0], parts[1], f"{parts[1]}-{parts[0]}", " ".join(parts), "".join(parts))
            other = self._chance.one_of(ways, number, "parts")
            yield Difference(DOUBLE_SURNAME, 0.15, _set(surname=other))
        if child.called != child.forename:
            yield Difference(KNOWN_AS, 0.04, _set(forename=child.called))
        elif happens(0.004, child, KNOWN_AS):
            yield Difference(KNOWN_AS, 0.3, _set(surname=self._surname(child, "known as")))
        if happens(0.006, child, NEW_SURNAME):
            former = self._surname(child, "former")
            remember = self._chance.of(number, "remember") < 0.6
            yield Difference(
                NEW_SURNAME, 0.35, _set(surname=former), self._day(child, NEW_SURNAME),
                _set(former_surname=former) if remember else None,
            )  # fmt: skip
        if happens(0.01, child, NAMES_SWAPPED):
            swapped = _set(forename=child.surname, surname=child.forename)
            yield Difference(NAMES_SWAPPED, 0.15, swapped)
        born = child.born_on
        if born.day <= 12 and born.day != born.month and happens(0.008, child, DAY_AND_MONTH):
            other_day = born.replace(month=born.day, day=born.month)
            yield Difference(DAY_AND_MONTH, 0.15, _set(born_on=other_day), never=REGISTERS)

    def _of_numbers(self, child: Child) -> Iterator[Difference]:
        came = child.homes[0].starts_on if child.homes else child.born_on
        temporary = came > child.born_on and self._happens(0.06, child, TEMPORARY_UPN)
        if temporary or self._happens(0.004, child, NEW_UPN):
            kind = TEMPORARY_UPN if temporary else NEW_UPN
            former = self._other_upn(child, temporary=temporary)
            day = came + timedelta(days=100) if temporary else self._day(child, NEW_UPN)
            remember = self._chance.of(child.number, "former UPN") < 0.7
            after = _set(former_upn=former) if remember else None
            yield Difference(
                kind, 0.3, _set(upn=former), day, after, never=frozenset(("pupil_system",))
            )
            if after is not None:
                yield Difference("", 1.0, after, never=_ALL_BUT_THE_ROLL)
        twin = self._twin.get(child.number)
        if twin is not None and self._happens(0.04, child, TWINS_UPN):
            # in a census the UPN is the id of the row, and one of two rows would be lost
            never = frozenset(("school_census",))
            yield Difference(TWINS_UPN, 0.25, _set(upn=twin.upn), never=never)

    def _of_homes(self, child: Child) -> Iterator[Difference]:
        inside = [home for home in child.homes if home.inside]
        if child.ethnicity in ("WIRT", "WROM") and inside and len(inside) == len(child.homes):
            site = self._chance.one_of(self._sites, child.family, "site")
            elsewhere = [_at(home, site) for home in child.homes]
            never = frozenset(("pupil_system",))
            yield Difference(SEVERAL_ADDRESSES, 0.3, _set(homes=elsewhere), never=never)
        moved = [home for home in child.homes if home.postcode != child.homes[-1].postcode]
        if moved and len(inside) == len(child.homes):
            before = [_at(home, moved[-1]) for home in child.homes]
            yield Difference(MOVED_HOUSE, 0.12, _set(homes=before), never=KEEPS_HOMES)

    def _adoption(self, child: Child) -> Difference:
        """Nobody's file says that the two are one: that is the law's wish."""
        homes = [_at(home, _foster_home(child)) for home in child.homes]
        keeps = self._chance.of(child.number, "forename") < 0.7
        pool = COMMUNITIES[0].girls if child.sex == "F" else COMMUNITIES[0].boys
        forename = child.forename if keeps else self._chance.one_of(pool, child.number, "born")
        born_as = _set(
            forename=forename, called=forename, surname=self._surname(child, "birth"),
            upn=self._other_upn(child, temporary=False), nhs_number="", homes=homes,
        )  # fmt: skip
        ended = child.social_care[-1].ends_before or self._until
        always = frozenset(("social_care",))
        return Difference(ADOPTION, 0.0, born_as, ended, always=always)

    def _happens(self, share: float, child: Child, kind: str) -> bool:
        return self._chance.of(child.number, kind) < share

    def _surname(self, child: Child, why: str) -> str:
        """A surname of the child's community, if it can be told, and not the child's own."""
        pools = [c.surnames for c in COMMUNITIES if child.surname in c.surnames]
        pool = tuple(name for name in (pools or [COMMUNITIES[0].surnames])[0])
        other = self._chance.one_of(pool, child.number, why)
        return other if other != child.surname else pool[pool.index(other) - 1]

    def _day(self, child: Child, kind: str) -> date:
        """A day of the three years on which it happened."""
        span = (self._until - BEGINS).days
        return BEGINS + timedelta(days=int(self._chance.of(child.number, kind, "day") * span))

    def _other_upn(self, child: Child, *, temporary: bool) -> str:
        """A UPN that nobody has, from the end of the numbers of the child's first school."""
        year, school = reception_year(child.born_on), child.upn[1:8]
        used = self._spare.get((school, year), 0)
        self._spare[school, year] = used + 1
        return upn(school[:3], school[3:], year, 999 - used * (10 if temporary else 1),
                   temporary=temporary)  # fmt: skip


_ALL_BUT_THE_ROLL = frozenset((
    "school_census", "home_education", "admissions", "social_care", "health", "sen", "careers",
    "alternative_provision", "school_returns", "youth_justice",
))  # fmt: skip


def _set(**values: Any) -> Callable[[Child], None]:
    """A change of a child: these attributes get these values."""

    def change(child: Child) -> None:
        for name, value in values.items():
            setattr(child, name, value)

    return change


def _at(home: Home, other: Home) -> Home:
    """The same stay, at another address."""
    return replace(home, line=other.line, town=other.town, postcode=other.postcode, uprn=other.uprn)


def _foster_home(child: Child) -> Home:
    """Where the child lived before: a postcode of foster carers, which is nobody else's."""
    home = child.homes[-1]
    return replace(home, line=f"{child.number % 180 + 1} Foster Row", uprn="", postcode="XE1 1FC")
