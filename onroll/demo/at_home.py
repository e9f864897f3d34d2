"""Home education: who starts, how officers find it, and how it ends."""

from __future__ import annotations

from datetime import date, timedelta

from onroll.demo.life import Child, HomeEducation, Review
from onroll.demo.schooling import BEGINS, World, draw, go_back, last_day_at_school, leave

REASONS: tuple[str, ...] = (
    "Mental health", "Philosophical or preferential", "Dissatisfaction with the school: general",
    "Dissatisfaction with the school: special educational needs", "Bullying", "Lifestyle",
    "Physical health", "Religious", "Did not get school preference", "Unknown", "Unknown",
    "Risk of exclusion",
)  # fmt: skip
VISITS: tuple[str, ...] = ("Home", "Meeting elsewhere", "Written report", "Declined")


def educate_at_home(world: World) -> None:
    """About 0.9 % of school-age children at a time: some since before the demo, others starting."""
    already = round(0.0078 * world.size)
    for child, _ in draw(world, 0, max(6, already), lambda c, d: world.child_on_roll(c, BEGINS)):
        before = BEGINS - timedelta(days=world.rng.randrange(100, 1000))
        start_at_home(world, child, max(before, child.born_on + timedelta(days=1830)))
    for child, day in draw(world, 0.0041, 12, world.child_on_roll):
        start_at_home(world, child, day)


def start_at_home(world: World, child: Child, day: date) -> None:
    """The child leaves school for home, is visited over the years, and perhaps goes back."""
    rng = world.rng
    child.fate = "home educated"
    roll = leave(child, day, "f", "Elective home education")
    stay = HomeEducation(
        notified_on=day - timedelta(days=rng.randrange(0, 12)),
        starts_on=day,
        ends_before=last_day_at_school(child),
        reason=rng.choice(REASONS),
        end_reason="Over compulsory school age",
        previous_school=roll.school.name if roll else "",
    )
    child.home_education = stay
    moved = next((h.starts_on for h in child.homes if not h.inside and h.starts_on > day), None)
    gone = moved or next((h.ends_before for h in child.homes[-1:] if h.ends_before), None)
    _visit(world, child, stay)
    if gone is not None and (stay.ends_before is None or gone < stay.ends_before):
        stay.ends_before, stay.end_reason = gone, "Moved to another authority"
        child.enrolments = [e for e in child.enrolments if e.starts_on < gone]


def _visit(world: World, child: Child, stay: HomeEducation) -> None:
    """First enquiry within months, then about once a year; an unsuitable finding is put right."""
    rng = world.rng
    assert stay.ends_before is not None
    back = None
    if rng.random() < 0.3:
        back = stay.starts_on + timedelta(days=rng.randrange(60, 700))
    day = stay.starts_on + timedelta(days=rng.randrange(25, 160))
    while day < min(stay.ends_before, world.until):
        decided = day + timedelta(days=rng.randrange(5, 40))
        outcome = rng.choices(
            ("Suitable", "No evidence yet", "In doubt", "Not suitable"), (0.76, 0.1, 0.08, 0.06)
        )[0]
        visit = "Declined" if outcome == "No evidence yet" else rng.choice(VISITS[:3])
        stay.reviews.append(Review(day, visit, outcome, decided))
        if outcome == "Not suitable" and rng.random() < 0.7:
            back = decided + timedelta(days=rng.randrange(45, 220))
        day = decided + timedelta(days=rng.randrange(280, 420) if outcome == "Suitable" else 75)
        if back is not None and day >= back:
            break
    if back is not None and back < stay.ends_before:
        end_at_home(world, child, back)


def end_at_home(world: World, child: Child, day: date) -> None:
    """The child goes back to school on the first school day from `day`."""
    stay = child.home_education
    assert stay is not None
    placed = go_back(world, child, day)
    if placed is not None:
        stay.ends_before, stay.end_reason = placed[1], "Returned to school"
        stay.reviews = [r for r in stay.reviews if r.decided_on < placed[1]]
