"""Where families live: those who stay, come, go, cross the border, or were never known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from onroll.demo.ages import reception_year
from onroll.demo.county import NEIGHBOUR
from onroll.demo.families import Family, of_school_age
from onroll.demo.life import Application, Child, Home
from onroll.demo.schooling import BEGINS, World, go_back, go_to_school, leave

SHARES: tuple[tuple[str, float], ...] = (
    ("stays", 0.777),
    ("moves house", 0.09),
    ("moves in", 0.05),
    ("moves out", 0.05),
    ("lives over the border", 0.02),
    ("goes to school over the border", 0.012),
    ("never known", 0.0002),
)
"""Over three years; independent schools are drawn beside these."""


def settle(world: World, family: Family, way: str | None = None) -> None:
    """Give a family its addresses and its children their ordinary schools."""
    rng = world.rng
    way = way or rng.choices(*zip(*SHARES, strict=True))[0]
    first = min(child.born_on for child in family.children)
    outside = way == "lives over the border"
    home = world.families.address(family.district, first, prefix="XS" if outside else "XE")
    sector = "Independent" if rng.random() < 0.055 else "State"
    if way == "goes to school over the border":
        sector = NEIGHBOUR
    if way == "moves in":
        _move_in(world, family, home, any_day(world))
        return
    for child in family.children:
        at_school = date(reception_year(child.born_on), 9, 1)
        child.homes = [replace(home, starts_on=child.born_on, verified_on=at_school)]
        if way == "never known":
            child.fate = way
        else:
            go_to_school(world, family, child, child.born_on, sector=sector)
    if way == "moves house":
        move_house(world, family, any_day(world))
    if way == "moves out":
        move_out(world, family, any_day(world))


def any_day(world: World, *, first: int = 20, last: int = 30) -> date:
    """A day of the history, a little after its start and before its end."""
    span = (world.until - BEGINS).days
    return BEGINS + timedelta(days=world.rng.randrange(first, max(first + 1, span - last)))


def move_house(world: World, family: Family, day: date) -> None:
    """A new address inside the county; the schools stay the same."""
    home = world.families.address(family.district + world.rng.randrange(3), day)
    for child in family.children:
        if child.born_on < day:
            change_home(child, replace(home))


def move_out(world: World, family: Family, day: date, *, abroad: bool = False) -> None:
    """The family leaves, and the new authority confirms it some days or weeks afterwards."""
    home = world.families.address(world.rng.randrange(9), day, prefix="XS")
    if abroad:
        home.town, home.postcode = "Overseas", "ZZ99 3CZ"
    home.asserted_by, home.verified_by = "School", "Receiving authority"
    home.verified_on = day + timedelta(days=world.rng.randrange(3, 40))
    for child in family.children:
        if child.born_on < day:
            leave(child, day, "g", "School in another authority")
            if child.enrolments and child.enrolments[-1].ends_before == day:
                change_home(child, replace(home))
            else:
                # Nobody at school knew this child, so nobody writes down where they went.
                change_home(child, None, day)


def change_home(child: Child, home: Home | None, day: date | None = None) -> None:
    """End the child's present address on the day the next one starts (or on `day`, with none)."""
    day = home.starts_on if home is not None else day
    child.homes[-1].ends_before = day
    if home is not None:
        child.homes.append(home)


def _move_in(world: World, family: Family, home: Home, day: date) -> None:
    rng = world.rng
    abroad = rng.random() < 0.25
    waits = rng.random() < (0.5 if abroad else 0.22)
    for child in family.children:
        arrived = max(day, child.born_on)
        child.homes = [replace(home, starts_on=arrived, verified_on=arrived)]
        child.upn = world.families.upn(child.born_on, neighbour=not abroad)
        if waits and of_school_age(child, arrived):
            wait_for_a_place(world, child, arrived, abroad=abroad)
        else:
            go_to_school(world, family, child, arrived)


def wait_for_a_place(
    world: World, child: Child, arrived: date, *, abroad: bool = False, circumstance: str = ""
) -> None:
    """A child out of school from `arrived` until a school offers a place, sometimes the second."""
    rng = world.rng
    if not circumstance:
        circumstance = "New to the country" if abroad else "Moved from another authority"
    child.fate = "waits for a place"
    applied = arrived + timedelta(days=rng.randrange(0, 9))
    other = "Sampleton" if circumstance == "Moved from another authority" else ""
    if rng.random() < 0.18:
        refused = applied + timedelta(days=rng.randrange(8, 25))
        child.applications.append(
            Application(circumstance, arrived, applied, "Refused", refused, None, None, other)
        )
        applied = refused + timedelta(days=rng.randrange(2, 15))
    decided = applied + timedelta(days=rng.randrange(4, 22))
    starts = decided + timedelta(days=rng.randrange(2, 12))
    placed = go_back(world, child, starts)
    school, first_day = placed if placed is not None else (None, None)
    child.applications.append(
        Application(
            circumstance, arrived, applied, "Offered" if school else "Withdrawn", decided,
            school, first_day, other,
        )
    )  # fmt: skip
    see_at_home(child, applied, first_day or decided, every=25, by="Admissions")


def see_at_home(child: Child, first: date, last: date, *, every: int, by: str) -> None:
    """Split the child's present address where an officer checked it again."""
    day = first
    while day < last:
        here = child.homes[-1]
        if here.starts_on < day and here.ends_before is None:
            child.homes.append(replace(here, starts_on=day, verified_on=day, verified_by=by))
            here.ends_before = day
        day += timedelta(days=every)
