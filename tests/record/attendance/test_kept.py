"""Adding marks as they come gives what a rebuild from all of them gives, at each step."""

import datetime as dt
import random

import pytest

from onroll.record.attendance.compact import Compact
from onroll.record.attendance.kept import Kept
from tests.record.attendance.marks import ABSENT, OTHER, laid_out, random_marks, table, told

DAYS = [dt.date(2026, 9, 7), dt.date(2026, 9, 8)]
THIRD = dt.date(2026, 9, 9)


def facts_of(kept: Kept) -> set:
    rows = kept.facts.to_pylist()
    names = ("fact", "pupil_id", "urn", "starts_on", "ends_before")
    found = [tuple(row[name] for name in names) for row in rows]
    assert len(found) == len({*found})
    return {*found}


def arriving(seed: int) -> list[list]:
    """Random marks in deliveries of a day or a few; some late, and some corrected since."""
    draw = random.Random(seed)
    marks = random_marks(seed, children=3)
    days = sorted({mark[2] for mark in marks})
    deliveries = [[mark for mark in marks if mark[2] == day] for day in days]
    for _ in range(8):
        at = draw.randrange(len(deliveries))
        wrong = [
            (*mark[:3], draw.choice([*ABSENT, *OTHER, "/"]), draw.choice(["\\", None, "N"]))
            for mark in deliveries[at]
        ]
        deliveries[at], later = wrong, deliveries[at]
        deliveries.insert(draw.randrange(at + 1, len(deliveries) + 1), later)
    for _ in range(4):
        deliveries.insert(draw.randrange(len(deliveries)), deliveries.pop())
    return deliveries


@pytest.mark.parametrize("seed", range(3))
def test_marks_added_day_by_day_in_any_order_tell_what_a_rebuild_tells(seed):
    deliveries = arriving(seed)
    begun = len(deliveries) - 30
    kept = Kept(laid_out(*deliveries[:begun]))

    for at in range(begun, len(deliveries)):
        kept.add(table(deliveries[at]))
        if at % 6 == 0 or at == len(deliveries) - 1:
            wanted = told(laid_out(*deliveries[: at + 1]))
            assert sorted(map(str, facts_of(kept) ^ wanted)) == [], f"after delivery {at}"


def test_the_same_days_in_two_orders_are_the_same_bytes():
    marks = random_marks(3, children=20)
    days = [[mark for mark in marks if mark[2] == day] for day in {mark[2] for mark in marks}]
    shuffled = random.Random(1).sample(days, len(days))

    assert laid_out(*days).to_arrow().equals(laid_out(*shuffled).to_arrow())


def test_a_child_present_as_the_day_before_is_not_measured_again():
    """P1 is present on both days, P2 is absent on the second: only P2 is looked at."""
    present = [(f"P{n}", "100001", day, "/", "\\") for n in (1, 2) for day in DAYS]
    kept = Kept(laid_out(present))

    again = kept.add(table([("P1", "100001", THIRD, "/", "\\"), ("P2", "100001", THIRD, "I", "I")]))

    assert again == 1
    assert facts_of(kept) == told(
        laid_out(present, [("P1", "100001", THIRD, "/", "\\"), ("P2", "100001", THIRD, "I", "I")])
    )


def test_from_nothing_and_with_nothing_it_tells_nothing():
    kept = Kept(Compact.empty())

    assert kept.add(table([])) == 0
    assert facts_of(kept) == set()
    kept.add(table([("P1", "100001", THIRD, "I", "I")]))
    assert {fact[0] for fact in facts_of(kept)} >= {"not_attending", "severely_absent"}


def test_a_present_day_that_ends_persistent_absence_is_not_missed():
    """One session of ten is a tenth; with the two of the next day it is one of twelve."""
    week = [dt.date(2026, 9, 7) + dt.timedelta(n) for n in range(5)]
    marks = [("P1", "100001", day, "I" if day == week[0] else "/", "\\") for day in week]
    monday = [("P1", "100001", dt.date(2026, 9, 14), "/", "\\")]
    kept = Kept(laid_out(marks))
    assert "persistently_absent" in {fact[0] for fact in facts_of(kept)}

    assert kept.add(table(monday)) == 1

    assert facts_of(kept) == told(laid_out(marks, monday))
    assert "persistently_absent" not in {fact[0] for fact in facts_of(kept)}
