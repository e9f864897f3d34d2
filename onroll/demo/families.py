"""Families: who lives together, at which address, with which names and numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from onroll.demo.ages import reception_year, school_age
from onroll.demo.county import LA_CODE, NEIGHBOUR, County
from onroll.demo.life import Child, Home
from onroll.demo.names import COMMUNITIES, SAMPLETON_TOWNS, SHORT_FORMS, STREETS, TOWNS, Community
from onroll.demo.numbers import NhsNumbers, uln, upn

FIRST_BIRTH, LAST_BIRTH = date(2007, 9, 1), date(2022, 8, 31)
"""Birth dates of children who are of school age at some time in the demo."""

_PUBLIC = {"XE": TOWNS, "XS": SAMPLETON_TOWNS}
_POSTCODE_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


@dataclass(slots=True)
class Family:
    """Children who live together, and the district (0 to 19) they live in."""

    number: int
    district: int
    community: Community
    children: list[Child] = field(default_factory=list)


class Families:
    """Makes families one at a time; no two children it makes share both names and birth date."""

    def __init__(self, county: County, rng: Random, seed: int) -> None:
        self._county, self._rng = county, rng
        self._nhs = NhsNumbers(seed)
        self._taken: set[tuple[str, str, date]] = set()
        self._serials: dict[tuple[str, int], int] = {}
        self._addresses = 0
        self.all: list[Family] = []
        self._children = 0

    def add(
        self, *, births: list[date] | None = None, community: Community | None = None
    ) -> Family:
        """A new family, with the children born on the given days or on days drawn at random."""
        rng = self._rng
        if community is None:
            community = rng.choices(COMMUNITIES, [c.share for c in COMMUNITIES])[0]
        family = Family(len(self.all) + 1, rng.randrange(20), community)
        surname = rng.choice(community.surnames)
        ethnicity = rng.choices(*zip(*community.ethnicities, strict=True))[0]
        if rng.random() < 0.02:
            ethnicity = rng.choice(("REFU", "NOBT"))
        for born_on in births if births is not None else self._births():
            family.children.append(self._child(family, surname, ethnicity, born_on))
        self.all.append(family)
        return family

    def address(self, district: int, starts_on: date, *, prefix: str = "XE") -> Home:
        """A home at an address where nobody else lives."""
        rng, towns = self._rng, _PUBLIC[prefix]
        district %= len(towns)
        self._addresses += 1
        last = rng.choice(_POSTCODE_LETTERS) + rng.choice(_POSTCODE_LETTERS)
        return Home(
            line=f"{rng.randrange(1, 180)} {rng.choice(STREETS)}",
            town=towns[district],
            postcode=f"{prefix}{district + 1} {rng.randrange(1, 10)}{last}",
            uprn=str(990_000_000_000 + self._addresses),
            starts_on=starts_on,
            verified_on=starts_on,
        )

    def _births(self) -> list[date]:
        """Birth dates of the brothers and sisters of one family who are of school age."""
        rng = self._rng
        span = (LAST_BIRTH - FIRST_BIRTH).days + 1
        births = [FIRST_BIRTH + timedelta(days=rng.randrange(span))]
        more = rng.choices((0, 1, 2, 3), (0.42, 0.40, 0.14, 0.04))[0]
        # Older or younger: were all younger, each school year would be larger than the last.
        way = rng.choice((-1, 1))
        for _ in range(more):
            gap = 0 if rng.random() < 0.03 else rng.randrange(400, 1500)
            born_on = births[-1] + timedelta(days=way * gap)
            if FIRST_BIRTH <= born_on <= LAST_BIRTH:
                births.append(born_on)
        return births

    def _child(self, family: Family, surname: str, ethnicity: str, born_on: date) -> Child:
        rng = self._rng
        sex = "F" if rng.random() < 0.488 else "M"
        pool = family.community.girls if sex == "F" else family.community.boys
        sisters = {child.forename for child in family.children}
        forename = rng.choice(pool)
        while forename in sisters or (forename, surname, born_on) in self._taken:
            forename = rng.choice(pool) if rng.random() < 0.7 else f"{forename}-{rng.choice(pool)}"
        self._taken.add((forename, surname, born_on))
        self._children += 1
        called = SHORT_FORMS.get(forename, forename) if rng.random() < 0.25 else forename
        sen = rng.choices(("N", "K", "E"), (0.82, 0.135, 0.045))[0]
        year = reception_year(born_on)
        return Child(
            number=self._children,
            family=family.number,
            forename=forename,
            surname=surname,
            called=called,
            born_on=born_on,
            sex=sex,
            ethnicity=ethnicity,
            upn=self.upn(born_on),
            nhs_number=self._nhs.take(),
            uln=uln(self._children) if year <= 2017 else "",
            sen=sen,
        )

    def upn(self, born_on: date, *, neighbour: bool = False) -> str:
        """A UPN as a primary school of the authority (or of the neighbour) would have given it."""
        year = reception_year(born_on)
        la_code = NEIGHBOUR if neighbour else LA_CODE
        schools = self._county.of("Primary", la_code)
        school = schools[self._rng.randrange(len(schools))]
        key = (school.urn, year)
        serial = self._serials.get(key, 0) + 1
        self._serials[key] = serial
        return upn(la_code, school.establishment, year, serial)


def of_school_age(child: Child, day: date) -> bool:
    """Whether the child is of compulsory school age on that day."""
    first, last = school_age(child.born_on)
    return first <= day <= last
