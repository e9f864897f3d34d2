"""Suspensions, permanent exclusions, and the days after them."""

from __future__ import annotations

from datetime import date, timedelta

from onroll.demo.ages import year_group
from onroll.demo.life import Child, Enrolment, Episode, Exclusion, School
from onroll.demo.schooling import World, draw, go_back, last_day_at_school, leave

REASONS = ("PP", "PA", "VP", "VA", "OW", "BU", "DB", "DB", "DB", "DM", "DR", "VR", "TH", "SM")


def exclude_for_good(world: World) -> None:
    """A permanent exclusion a year for every 1,700 pupils."""
    for child, day in draw(world, 0.0006, 8, lambda c, d: _excludable(world, c, d)):
        _permanently(world, child, day)


def suspend_some(world: World) -> None:
    """Between three and four suspensions a year for every hundred pupils."""
    for child, day in draw(world, 0.034, 10, lambda c, d: _excludable(world, c, d)):
        _suspend(world, child, day)


def _excludable(world: World, child: Child, day: date) -> bool:
    if not world.child_on_roll(child, day) or year_group(child.born_on, day) < 1:
        return False
    older = year_group(child.born_on, day) >= 7
    return older or world.rng.random() < 0.12


def _suspend(world: World, child: Child, day: date) -> None:
    roll = child.roll_on(day)
    assert roll is not None
    day = roll.school.school_day(day)
    sessions = world.rng.choices((1, 2, 3, 4, 6, 10, 20), (10, 30, 15, 20, 15, 8, 2))[0]
    if roll.ends_before is not None and day + timedelta(days=sessions) >= roll.ends_before:
        return
    if any(abs((each.starts_on - day).days) < 30 for each in child.exclusions):
        return
    suspend(world, child, roll.school, day, sessions)


def suspend(world: World, child: Child, school: School, day: date, sessions: int) -> None:
    """A suspension of so many half-days, coded E until it is over."""
    reasons = tuple(dict.fromkeys(world.rng.choices(REASONS, k=world.rng.choice((1, 1, 2)))))
    child.exclusions.append(Exclusion("SUSP", school, day, sessions, reasons))
    back = school.school_day(day, (sessions + 1) // 2 + 1)
    child.episodes.append(Episode(school, day, back, "E", "E"))


def _permanently(world: World, child: Child, day: date) -> None:
    roll = child.roll_on(day)
    assert roll is not None
    school, rng = roll.school, world.rng
    day = school.school_day(day)
    if roll.ends_before is not None and day + timedelta(days=70) >= roll.ends_before:
        return
    child.fate = "permanently excluded"
    chance = rng.random()
    if chance < 0.12:
        exclude_permanently(world, child, school, day, reinstated=school.school_day(day, 18))
    elif chance < 0.70:
        exclude_permanently(world, child, school, day, placed=school.school_day(day, 6))
    elif chance < 0.88:
        late = school.school_day(day, rng.randrange(9, 35))
        exclude_permanently(world, child, school, day, placed=late)
    else:
        exclude_permanently(world, child, school, day)


def exclude_permanently(
    world: World,
    child: Child,
    school: School,
    day: date,
    *,
    placed: date | None = None,
    reinstated: date | None = None,
) -> None:
    """Exclude a child for good, with a place at a referral unit, with one later, or reinstated.

    With neither, the child comes off the roll when the review is over and waits about ten weeks.
    """
    rng = world.rng
    reasons = tuple(dict.fromkeys(rng.choices(REASONS, k=2)))
    child.exclusions.append(Exclusion("PERM", school, day, 0, reasons, reinstated))
    if reinstated is not None:
        child.episodes.append(Episode(school, day, reinstated, "E", "E"))
        return
    review_over = school.school_day(day, rng.randrange(22, 30))
    child.episodes.append(Episode(school, day, review_over, "E", "E"))
    unit = rng.choice(world.county.of("Alternative"))
    if placed is not None and placed < review_over:
        # On two registers until the review is over: the unit's as subsidiary.
        child.episodes.append(Episode(school, placed, review_over, "D", "D"))
        child.enrolments.append(
            Enrolment(unit, placed, review_over, "S", "a", "Alternative provision")
        )
        leave_after(child, review_over)
        go_back_to(world, child, unit, review_over)
        return
    leave_after(child, review_over)
    go_back_to(world, child, unit, placed or review_over + timedelta(days=rng.randrange(40, 100)))


def leave_after(child: Child, day: date) -> None:
    """Ground for an upheld permanent exclusion; the subsidiary roll that ends that day stays."""
    leave(child, day, "o", "Alternative provision")


def go_back_to(world: World, child: Child, unit: School, day: date) -> None:
    """A place at the referral unit, and for half of them a school again after a year or so."""
    placed = go_back(world, child, day, unit)
    if placed is None or world.rng.random() < 0.5:
        return
    over = placed[1] + timedelta(days=world.rng.randrange(150, 400))
    if over + timedelta(days=30) < last_day_at_school(child):
        leave(child, over, "a", "State school")
        go_back(world, child, over)
