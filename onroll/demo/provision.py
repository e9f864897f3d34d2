"""Less than full time, or somewhere else: timetables, placements, health services, social care."""

from __future__ import annotations

from datetime import date, timedelta

from onroll.demo.ages import year_group
from onroll.demo.life import Child, Episode, HealthContact, Placement, SocialCare, Timetable
from onroll.demo.schooling import BEGINS, World, draw

PROVIDERS: tuple[tuple[str, str], ...] = (
    ("Exampleshire Tuition Service", "Tuition"),
    ("Hawthorn Hospital School", "Hospital school"),
    ("The Boatyard Project", "Unregistered alternative provision"),
    ("Greenfields Farm Learning", "Unregistered alternative provision"),
    ("Brightside Online School", "Online"),
    ("Motor Trade Skills", "Further education"),
)
"""Wherever children are placed that is no school of the county: its name, and what it is."""

PROVIDER_URNS = {
    name: str(998_001 + number)
    for number, (name, kind) in enumerate(PROVIDERS)
    if not kind.startswith("Unregistered")
}
"""The number in the register of schools of each that is registered. Made up, as they are."""


def provide(world: World) -> None:
    """Timetables (0.5 % of pupils at a time), placements (0.4 %) and health contacts."""
    for child, day in draw(world, 0.021, 24, lambda c, d: _whole_year(world, c, d)):
        _timetable(world, child, day)
    for child, day in draw(world, 0.006, 18, lambda c, d: _whole_year(world, c, d)):
        _placement(world, child, day)
    for child, day in draw(world, 0.001, 3, lambda c, d: _traveller(world, c, d)):
        _placement(world, child, day, arranged_by="Partnership")
    for child, day in draw(world, 0.0003, 4, lambda c, d: _expecting(world, c, d)):
        _expect(world, child, day)


def know(world: World) -> None:
    """Contacts with health and social care, which alone put nobody on a list."""
    _health(world)
    _social_care(world)


def _whole_year(world: World, child: Child, day: date) -> bool:
    """Whether one school, in session, has the child from October to the end of July."""
    year = day.year if day.month >= 9 else day.year - 1
    roll = child.roll_on(day)
    return (
        (day.month >= 10 or day.month <= 6)
        and world.child_on_roll(child, day)
        and roll is not None
        and roll.starts_on <= date(year, 9, 10)
        and (roll.ends_before is None or roll.ends_before >= date(year + 1, 6, 20))
        and year_group(child.born_on, day) >= 1
    )


def _traveller(world: World, child: Child, day: date) -> bool:
    return child.ethnicity in ("WIRT", "WROM") and _whole_year(world, child, day)


def _expecting(world: World, child: Child, day: date) -> bool:
    older = year_group(child.born_on, day) >= 9
    return child.sex == "F" and older and _whole_year(world, child, day)


def _year_end(day: date) -> date:
    """Agreements are made afresh each school year, so none runs past the middle of July."""
    return date(day.year + (1 if day.month >= 9 else 0), 7, 15)


def _timetable(world: World, child: Child, day: date) -> None:
    rng = world.rng
    roll = child.roll_on(day)
    assert roll is not None
    reason = rng.choices(("SB", "RA", "MH", "MN", "PG"), (0.42, 0.16, 0.24, 0.17, 0.01))[0]
    child.fate = "part-time timetable"
    day = roll.school.school_day(day)
    ends = min(day + timedelta(days=rng.choice((21, 28, 35, 42, 56, 70, 98, 126))), _year_end(day))
    if roll.ends_before is not None:
        ends = min(ends, roll.ends_before)
    hours = rng.choice((5, 7.5, 10, 12.5, 15, 17.5, 20))
    agree_timetable(child, day, ends, hours, reason, plan=rng.random() < 0.8)
    if reason in ("MH", "MN"):
        service = "CAMHS community" if reason == "MH" else "Hospital"
        evidence = rng.choice(("Letter", "Appointment"))
        child.health.append(HealthContact(service, day - timedelta(days=30), ends, evidence))
    if rng.random() < 0.25 and ends + timedelta(days=30) < _year_end(day):
        # Renewed within a week: the six weeks do not start again.
        start = roll.school.school_day(ends + timedelta(days=rng.randrange(0, 5)))
        again = min(start + timedelta(days=28), _year_end(day), roll.ends_before or date.max)
        agree_timetable(child, start, again, hours + 2.5, reason, plan=True)


def agree_timetable(
    child: Child, day: date, ends: date | None, hours: float, reason: str, *, plan: bool
) -> None:
    """A part-time timetable: mornings only, afternoons coded C2."""
    roll = child.roll_on(day)
    assert roll is not None
    due = day + timedelta(days=28)
    child.timetables.append(Timetable(roll.school, day, ends, hours, reason, plan, due))
    child.episodes.append(Episode(roll.school, day, ends or date(2027, 7, 15), "", "C2"))
    if reason == "RA":
        child.often_absent = True


def _placement(world: World, child: Child, day: date, arranged_by: str = "") -> None:
    rng = world.rng
    roll = child.roll_on(day)
    assert roll is not None
    child.fate = "placement"
    arranged_by = (
        arranged_by or rng.choices(("LA section 19", "School", "Partnership"), (0.45, 0.3, 0.25))[0]
    )
    ends = min(day + timedelta(days=rng.randrange(40, 260)), _year_end(day))
    if roll.ends_before is not None:
        ends = min(ends, roll.ends_before)
    ill = arranged_by == "LA section 19"
    provider, kind = PROVIDERS[rng.randrange(2)] if ill else PROVIDERS[rng.randrange(2, 6)]
    full = rng.random() < (0.15 if ill else 0.5)
    child.placements.append(
        Placement(
            provider, kind, arranged_by, "Medical" if ill else "Behaviour", day, ends,
            hours=25 if full else rng.choice((5, 6, 8, 10, 12.5, 15, 18)),
            one_to_one_hours=rng.choice((0, 0, 2, 5)) if ill else 0,
            suitable=rng.random() < 0.85,
            as_health_allows=ill and rng.random() < 0.5,
        )
    )  # fmt: skip
    code = "K" if ill else "B"
    child.episodes.append(Episode(roll.school, day, ends, code, code))
    if ill:
        service = rng.choice(("Hospital", "CAMHS community", "CAMHS in-patient", "School nurse"))
        before = day - timedelta(days=rng.randrange(5, 25))
        child.health.append(HealthContact(service, before, ends, "Letter"))
        child.episodes.insert(0, Episode(roll.school, before, day, "I", "I"))


def _expect(world: World, child: Child, day: date) -> None:
    child.fate = "expecting a baby"
    ends = min(day + timedelta(days=180), _year_end(day))
    child.health.append(HealthContact("Midwifery", day, ends, "Appointment"))
    if world.rng.random() < 0.7:
        agree_timetable(child, day, ends, 12.5, "PG", plan=True)


def _health(world: World) -> None:
    """Contacts of children at school full time, which alone put nobody on a list."""
    rng = world.rng
    pool = [c for f in world.families.all for c in f.children if c.homes and c.homes[0].inside]
    for _ in range(round(0.014 * world.size * world.years)):
        child = rng.choice(pool)
        day = BEGINS + timedelta(days=rng.randrange((world.until - BEGINS).days))
        home = child.home_on(day)
        if home is None or not home.inside or child.fate in ("story", "never known"):
            continue
        service = rng.choices(("CAMHS community", "CAMHS in-patient", "Hospital", "School nurse"),
                              (0.5, 0.02, 0.28, 0.2))[0]  # fmt: skip
        ends = day + timedelta(days=rng.randrange(5, 200))
        evidence = rng.choice(("Letter", "Appointment", "Prescription", "None", "None"))
        child.health.append(HealthContact(service, day, ends, evidence))


def _social_care(world: World) -> None:
    """About 2.7 % with a social worker at a time, more often children out of school."""
    rng = world.rng
    begins = BEGINS - timedelta(days=300)
    for family in world.families.all:
        for child in family.children:
            chance = 0.15 if child.fate else 0.055
            if not child.homes or not child.homes[0].inside or rng.random() > chance:
                continue
            day = begins + timedelta(days=rng.randrange((world.until - begins).days))
            ends = day + timedelta(days=rng.randrange(60, 900))
            need = rng.choice(("N1", "N1", "N2", "N4", "N5", "N8"))
            child.social_care.append(SocialCare("child_in_need", day, ends, need))
            for kind, share in (("child_protection_plan", 0.14), ("looked_after", 0.2)):
                if rng.random() < share:
                    start = day + timedelta(days=rng.randrange(10, 40))
                    child.social_care.append(SocialCare(kind, start, ends, need))
