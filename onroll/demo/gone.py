"""Out of school: gone without a trace, between two schools, waiting, in custody, not attending."""

from __future__ import annotations

from datetime import date, timedelta

from onroll.demo.ages import year_group
from onroll.demo.life import Application, Child, Episode, Placement
from onroll.demo.moves import change_home, see_at_home, settle, wait_for_a_place
from onroll.demo.schooling import World, draw, go_back, last_day_at_school, leave


def go_missing(world: World) -> None:
    """Every way but exclusion and home education in which a child comes to be out of school."""
    for child, day in draw(world, 0.0006, 6, lambda c, d: _settled(world, c, d)):
        _cannot_be_found(world, child, day)
    for child, day in draw(world, 0.0011, 6, lambda c, d: _settled(world, c, d)):
        _between_schools(world, child, day)
    for child, day in draw(world, 0.0035, 10, lambda c, d: _settled(world, c, d)):
        stop_attending(world, child, day, world.rng.randrange(15, 60))
    for child, day in draw(world, 0.00012, 4, lambda c, d: _complex(world, c, d)):
        _no_suitable_place(world, child, day)
    for child, day in draw(world, 0.0003, 3, lambda c, d: _complex(world, c, d)):
        _otherwise_than_at_school(world, child, day)
    for child, day in draw(world, 0.00012, 4, lambda c, d: _older(world, c, d)):
        custody(world, child, day)


def _settled(world: World, child: Child, day: date) -> bool:
    """On one roll, with half a year of it still to come, in a family that stays where it is."""
    roll = child.roll_on(day)
    return (
        world.child_on_roll(child, day)
        and len(child.homes) == 1
        and roll is not None
        and roll.starts_on + timedelta(days=60) < day
        and (roll.ends_before is None or roll.ends_before > day + timedelta(days=150))
    )


def _complex(world: World, child: Child, day: date) -> bool:
    return child.sen == "E" and _settled(world, child, day)


def _older(world: World, child: Child, day: date) -> bool:
    return year_group(child.born_on, day) >= 8 and _settled(world, child, day)


def _cannot_be_found(world: World, child: Child, day: date) -> None:
    """Twenty school days of O, then off the roll; found months later, here or elsewhere."""
    rng = world.rng
    roll = child.roll_on(day)
    assert roll is not None
    child.fate = "whereabouts not known"
    first = roll.school.school_day(day)
    removed = roll.school.school_day(day, rng.randrange(21, 31))
    child.episodes.append(Episode(roll.school, first, removed, "O", "O"))
    leave(child, removed, "i", "Not known")
    found = removed + timedelta(days=round(rng.gammavariate(1.6, 75)))
    if rng.random() < 0.55:
        # Confirmed elsewhere: the record can say so only from the day somebody confirmed it.
        gone = world.families.address(rng.randrange(9), found, prefix="XS")
        if rng.random() < 0.4:
            gone.town, gone.postcode = "Overseas", "ZZ99 3CZ"
        gone.asserted_by, gone.verified_by = "Other authority", "Other authority"
        change_home(child, gone)
    else:
        see_at_home(child, found, found + timedelta(days=1), every=30, by="Home visit")
        go_back(world, child, found + timedelta(days=rng.randrange(3, 20)), roll.school)


def _between_schools(world: World, child: Child, day: date) -> None:
    """Left one school before another had offered a place."""
    roll = child.roll_on(day)
    assert roll is not None
    child.fate = "between schools"
    day = roll.school.school_day(day)
    leave(child, day, "a", "Not known")
    wait_for_a_place(world, child, day, circumstance="Transfer")


def stop_attending(world: World, child: Child, day: date, school_days: int) -> None:
    """On roll, and at no session for so many school days; then back."""
    roll = child.roll_on(day)
    assert roll is not None
    child.fate = child.fate or "not attending"
    first = roll.school.school_day(day)
    back = roll.school.school_day(day, school_days + 1)
    code = world.rng.choice(("O", "O", "I"))
    child.episodes.append(Episode(roll.school, first, back, code, code))


def _no_suitable_place(world: World, child: Child, day: date) -> None:
    """An education, health and care plan, no school that can meet it, and at best some tuition."""
    rng = world.rng
    child.fate = "no suitable place"
    leave(child, day, "a", "Special school place awaited")
    until = day + timedelta(days=rng.randrange(50, 300))
    if rng.random() < 0.3:
        child.placements.append(
            Placement(
                "Exampleshire Tuition Service", "Tuition", "LA section 19", "No place",
                day + timedelta(days=14), until, hours=10, one_to_one_hours=10, suitable=True,
            )
        )  # fmt: skip
    go_back(world, child, until, rng.choice(world.county.of("Special")))


def _otherwise_than_at_school(world: World, child: Child, day: date) -> None:
    """A package arranged by the authority instead of any school; some are too few hours."""
    rng = world.rng
    child.fate = "otherwise than at school"
    leave(child, day, "a", "Education otherwise than at school")
    ends = min(day + timedelta(days=rng.randrange(200, 700)), last_day_at_school(child))
    child.placements.append(
        Placement(
            "Exampleshire Tuition Service", "Tuition", "EOTAS", "EHC plan", day, ends,
            hours=rng.choice((25, 25, 25, 20, 12)), one_to_one_hours=5, suitable=True,
            as_health_allows=rng.random() < 0.2,
        )
    )  # fmt: skip
    go_back(world, child, ends, rng.choice(world.county.of("Special")))


def custody(world: World, child: Child, day: date, *, days: int = 0) -> date:
    """Detained, released with no school to go to, and a place some weeks later; the release day."""
    rng = world.rng
    roll = child.roll_on(day)
    assert roll is not None
    child.fate = child.fate or "released from custody"
    released = day + timedelta(days=days or rng.randrange(40, 130))
    child.episodes.append(Episode(roll.school, roll.school.school_day(day), released, "Y5", "Y5"))
    leave(child, released, "j", "Released from custody")
    wait_for_a_place(world, child, released, circumstance="Released from custody")
    return released


def moves_school(world: World) -> None:
    """Children who change school in term and miss nothing: the old roll ends as the new begins."""
    for child, day in draw(world, 0.012, 5, lambda c, d: _settled(world, c, d)):
        roll = child.roll_on(day)
        assert roll is not None
        child.fate = "changed school"
        applied = day - timedelta(days=world.rng.randrange(15, 40))
        near = world.county.near(roll.school.district, roll.school.phase, world.rng)
        if (
            near is roll.school
            or near.successor
            or roll.school.phase not in ("Primary", "Secondary")
        ):
            continue
        leave(child, day, "a", near.name)
        placed = go_back(world, child, day, near)
        if placed is None:
            continue
        # The new school's first day with the child is the old one's first without.
        for enrolment in child.enrolments:
            if enrolment.ends_before == day:
                enrolment.ends_before = placed[1]
        decided = applied + timedelta(days=world.rng.randrange(3, 12))
        child.applications.append(
            Application("Transfer", applied, applied, "Offered", decided, near, placed[1])
        )


def never_known(world: World, least: int = 2) -> None:
    """Children whom only a family doctor knows."""
    known = [f for f in world.families.all if f.children and f.children[0].fate == "never known"]
    for _ in range(max(0, least - len(known))):
        settle(world, world.families.add(), "never known")
