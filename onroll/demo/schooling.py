"""Going to school: the ordinary path from Reception to Year 11, leaving, and going back."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from onroll.demo.ages import last_friday_of_june, reception_year
from onroll.demo.county import NEIGHBOUR, County
from onroll.demo.families import Families, Family, of_school_age
from onroll.demo.life import Child, Enrolment, School

BEGINS = date(2023, 9, 1)
"""The first day of the demo's three years of history."""


@dataclass
class World:
    """What the stories of all children share: the county, chance, and the last day known."""

    county: County
    families: Families
    rng: Random
    until: date
    size: int

    @property
    def years(self) -> float:
        """How long the history is, in years."""
        return (self.until - BEGINS).days / 365.25

    def child_on_roll(self, child: Child, day: date) -> bool:
        """Whether the child lives here, is of school age and goes to a school that keeps marks."""
        roll, home = child.roll_on(day), child.home_on(day)
        return (
            roll is not None
            and home is not None
            and home.inside
            and roll.school.keeps_marks
            and roll.school.successor is None
            and of_school_age(child, day)
        )


def enrol(
    child: Child, school: School, starts_on: date, ends_before: date | None, **said: str
) -> None:
    """Put a child on a roll, and on the academy's when the school becomes one meanwhile."""
    academy = school.successor
    if academy is not None and starts_on >= academy.opened_on:
        school, academy = academy, None
    if academy is not None and (ends_before is None or ends_before > academy.opened_on):
        child.enrolments.append(Enrolment(school, starts_on, academy.opened_on, **said))
        school, starts_on = academy, academy.opened_on
    child.enrolments.append(Enrolment(school, starts_on, ends_before, **said))


def last_day_at_school(child: Child) -> date:
    """The first day after compulsory school: the day after the last Friday of June in Year 11."""
    return last_friday_of_june(reception_year(child.born_on) + 12) + timedelta(days=1)


def go_to_school(
    world: World, family: Family, child: Child, starts_on: date, *, sector: str = "State"
) -> None:
    """The ordinary path from a day on: primary to Year 6, secondary to Year 11."""
    rng, year = world.rng, reception_year(child.born_on)
    starts_on = max(starts_on, date(year, 9, 1))
    moves_up, ends = date(year + 7, 9, 1), last_day_at_school(child)
    if starts_on >= ends:
        return
    if sector == "State" and child.sen == "E" and rng.random() < 0.3:
        enrol(child, rng.choice(world.county.of("Special")), starts_on, ends)
        return
    if sector == "Independent":
        enrol(child, rng.choice(world.county.of("Independent")), starts_on, ends)
        return
    if starts_on < moves_up:
        enrol(child, _school(world, family, "Primary", sector), starts_on, moves_up)
    enrol(child, _school(world, family, "Secondary", sector), max(starts_on, moves_up), ends)


def _school(world: World, family: Family, phase: str, sector: str) -> School:
    if sector == NEIGHBOUR:
        return world.rng.choice(world.county.of(phase, NEIGHBOUR))
    # Brothers and sisters go where the first of them went.
    for sibling in family.children:
        for enrolment in sibling.enrolments:
            if enrolment.school.phase == phase and enrolment.school.opened_on < BEGINS:
                return enrolment.school
    return world.county.near(family.district, phase, world.rng)


def leave(child: Child, day: date, ground: str, destination: str) -> Enrolment | None:
    """Take the child off every roll from that day; the enrolment that ended, if any."""
    ended = None
    kept = [e for e in child.enrolments if e.starts_on < day]
    for enrolment in kept:
        if enrolment.ends_before is None or enrolment.ends_before > day:
            enrolment.ends_before = day
            enrolment.ground, enrolment.destination = ground, destination
            ended = enrolment
    child.enrolments = kept
    return ended


def go_back(
    world: World, child: Child, day: date, school: School | None = None
) -> tuple[School, date] | None:
    """Put a child on a roll again on the first school day from `day`, to the end of Year 11.

    Returns the school and the day, or None when the child is then too old for school.
    """
    all_days = world.county.calendar
    day = all_days[min(bisect_left(all_days, day), len(all_days) - 1)]
    district = next((s.school.district for s in child.enrolments), world.rng.randrange(20))
    ends = last_day_at_school(child)
    moves_up = date(reception_year(child.born_on) + 7, 9, 1)
    if school is None:
        phase = "Primary" if day < moves_up else "Secondary"
        school = world.county.near(district, phase, world.rng)
    if school.successor is not None and day >= school.successor.opened_on:
        school = school.successor
    day = school.school_day(day)
    if day >= ends:
        return None
    if school.phase == "Primary" and day < moves_up:
        enrol(child, school, day, moves_up)
        enrol(child, world.county.near(district, "Secondary", world.rng), moves_up, ends)
    else:
        enrol(child, school, day, ends)
    return school, day


def draw(
    world: World,
    a_year: float,
    least: int,
    suits: Callable[[Child, date], bool],
    *,
    since: date = BEGINS,
) -> Iterator[tuple[Child, date]]:
    """Children nothing else has been decided for, each with a day on which something happens.

    `a_year` is how many of every child on roll it happens to in a year; `least` is how many it
    happens to however small the county. A child who is drawn is not drawn again.
    """
    rng, pool = world.rng, [f.children for f in world.families.all]
    span = (world.until - since).days - 5
    wanted = max(least, round(a_year * world.size * (span / 365.25)))
    for _ in range(3000 + wanted * 400):
        if wanted == 0:
            return
        child = rng.choice(rng.choice(pool))
        day = since + timedelta(days=rng.randrange(5, span))
        if not child.fate and suits(child, day):
            wanted -= 1
            yield child, day
