"""The made-up county: its schools, where they are, and the days on which each of them meets."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from random import Random

from onroll.demo.life import School
from onroll.demo.names import SAMPLETON_TOWNS, TOWNS
from onroll.demo.terms import CLOSURE_REASONS, Term, terms

LA_CODE, NEIGHBOUR = "001", "002"
ACADEMY_DAY = date(2024, 9, 1)
_PRIMARY = ("Primary School", "Church of England Primary School", "Community Primary School")
_SECONDARY = ("Academy", "School", "High School")


@dataclass
class County:
    """Schools by phase, and the school-day calendar of each.

    `closures` holds (school, day, reason) for the days on which one school alone was shut.
    """

    schools: list[School] = field(default_factory=list)
    closures: list[tuple[School, date, str]] = field(default_factory=list)
    terms: tuple[Term, ...] = field(default_factory=terms)
    _ranked: dict[tuple[int, str], list[School]] = field(default_factory=dict, repr=False)

    @cached_property
    def days(self) -> frozenset[date]:
        """The authority's own school days, for a child with no school."""
        return frozenset(day for term in self.terms for day in term.days)

    @cached_property
    def calendar(self) -> tuple[date, ...]:
        """The same days, in order."""
        return tuple(sorted(self.days))

    def of(self, phase: str, la_code: str = LA_CODE) -> list[School]:
        """The schools of one phase that take new children at the start of the demo."""
        return [
            s
            for s in self.schools
            if s.phase == phase and s.la_code == la_code and s.opened_on < ACADEMY_DAY
        ]

    def near(self, district: int, phase: str, rng: Random) -> School:
        """A school a family of that district would go to: most often one of the two nearest."""
        ranked = self._ranked.get((district, phase))
        if ranked is None:
            ranked = sorted(self.of(phase), key=lambda s: (abs(s.district - district), s.urn))
            self._ranked[district, phase] = ranked
        if rng.random() < 0.9:
            return ranked[min(len(ranked) - 1, rng.randrange(2))]
        return rng.choice(ranked)


def make_county(children: int, rng: Random) -> County:
    """A county with schools enough for that many children on roll."""
    county = County()
    counts = (
        ("Primary", max(6, round(children * 0.53 / 265)), "Community school"),
        ("Secondary", max(3, round(children * 0.39 / 880)), "Academy converter"),
        ("Special", max(2, round(children * 0.013 / 110)), "Community special school"),
        ("Alternative", max(2, round(children / 24_000)), "Pupil referral unit"),
        ("Independent", max(2, round(children * 0.05 / 300)), "Other independent school"),
    )
    for phase, count, kind in counts:
        for number in range(count):
            _add(county, phase, kind, number, number * 20 // count, LA_CODE)
    for phase, count in (("Primary", 3), ("Secondary", 2)):
        for number in range(count):
            _add(county, phase, "Community school", number, number, NEIGHBOUR)
    _become_academy(county, county.of("Primary")[1])
    for school in county.schools:
        school.days = tuple(
            day
            for day in sorted(county.days)
            if day >= school.opened_on and (school.closed_on is None or day <= school.closed_on)
        )
    _close_for_a_day(county, rng)
    return county


def _add(county: County, phase: str, kind: str, number: int, district: int, la_code: str) -> None:
    start = {"Primary": 2000, "Secondary": 4000, "Special": 7000}.get(phase, 0)
    start = start or {"Alternative": 1100, "Independent": 6000}[phase]
    towns, prefix = (TOWNS, "XE") if la_code == LA_CODE else (SAMPLETON_TOWNS, "XS")
    county.schools.append(
        School(
            urn=str(990_001 + len(county.schools)),
            la_code=la_code,
            establishment=str(start + number + 1),
            name=_name(phase, towns[district % len(towns)], number, kind),
            kind=kind,
            phase=phase,
            postcode=f"{prefix}{district % len(towns) + 1} {number % 9 + 1}SC",
            district=district,
            opened_on=date(1974, 9, 1) if kind != "Academy converter" else date(2012, 9, 1),
        )
    )


def _name(phase: str, town: str, number: int, kind: str) -> str:
    saints = ("St Aldhelm's", "St Bride's", "Hilltop", "Riverside", "Meadow", "Parkfield", "Abbey")
    extra = saints[number % len(saints)]
    if phase == "Primary":
        return f"{town} {extra} {_PRIMARY[number % 3]}"
    if phase == "Secondary":
        return f"{town} {_SECONDARY[number % 3]}" if number < 20 else f"{town} {extra} Academy"
    return {
        "Special": f"{extra} School, {town}",
        "Alternative": f"{town} Pupil Referral Unit",
        "Independent": f"{town} {('Preparatory School', 'College')[number % 2]}",
    }[phase]


def _become_academy(county: County, school: School) -> None:
    """One primary closes on 31 August 2024 and opens the next day under a new URN."""
    academy = School(
        urn=str(990_001 + len(county.schools)),
        la_code=LA_CODE,
        establishment=str(3900),
        name=school.name.replace("Primary School", "Primary Academy"),
        kind="Academy converter",
        phase="Primary",
        postcode=school.postcode,
        district=school.district,
        opened_on=ACADEMY_DAY,
    )
    school.closed_on, school.successor = date(2024, 8, 31), academy
    county.schools.append(academy)


def _close_for_a_day(county: County, rng: Random) -> None:
    """Each school is shut on some days of its own: a training day a year, and now and then snow."""
    years = sorted({term.year for term in county.terms})
    for school in county.schools:
        for year in years:
            days = [d for t in county.terms if t.year == year for d in t.days]
            shut = {rng.choice(days[80:]): "Staff training"}
            if rng.random() < 0.3:
                shut[rng.choice(days[20:130])] = rng.choice(CLOSURE_REASONS)
            shut = {day: reason for day, reason in shut.items() if day in school.days}
            county.closures.extend((school, day, reason) for day, reason in shut.items())
            school.days = tuple(day for day in school.days if day not in shut)
