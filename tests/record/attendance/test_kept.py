"""Adding marks as they come gives what a rebuild from all of them gives, at each step."""

import datetime as dt
import random

import pyarrow as pa
import pytest

from onroll.record.attendance.compact import Compact
from onroll.record.attendance.kept import Kept
from tests.record.attendance.marks import ABSENT, OTHER, laid_out, random_marks, table, told

DAYS = [dt.date(2026, 9, 7), dt.date(2026, 9, 8)]
THIRD = dt.date(2026, 9, 9)
WEEK = [dt.date(2026, 9, 14) + dt.timedelta(n) for n in range(5)]


class Arriving:
    """Marks in deliveries, each a file of its own, and what is kept of them."""

    def __init__(self, *deliveries):
        self.marks, self.rows = [], {}
        for delivery in deliveries:
            self._came(delivery)
        self.kept = Kept.of(laid_out(self.marks), self._look_up)

    def _came(self, delivery) -> pa.Table:
        file = f"marks_{len(self.marks):06}.csv"
        self.marks += delivery
        self.rows |= {mark[:3]: (file, row) for row, mark in enumerate(delivery, 2)}
        columns = table(delivery).append_column("file", pa.array([file] * len(delivery)))
        return columns.append_column("row", pa.array(range(2, len(delivery) + 2), pa.int64()))

    def _look_up(self, days):
        wanted = [(day["pupil_id"], day["urn"], day["date"]) for day in days.to_pylist()]
        file, row = zip(*(self.rows[day] for day in wanted), strict=True)
        return pa.table({"nth": days.column("nth"), "file": [*file], "row": [*row]})

    def add(self, delivery) -> int:
        return self.kept.add(self._came(delivery), self._look_up)

    def facts(self) -> set:
        names = ("fact", "local_id", "setting", "starts_on", "ends_before")
        rows = self.kept.told().to_pylist()
        found = [tuple(row[name] for name in names) for row in rows]
        assert len(found) == len({*found})
        assert {(row["file"], row["row"]) for row in rows} <= {*self.rows.values()}
        return {*found}

    def rebuilt(self) -> set:
        return told(laid_out(self.marks))


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
    arrived = Arriving(*deliveries[:begun])

    for at in range(begun, len(deliveries)):
        arrived.add(deliveries[at])
        if at % 6 == 0 or at == len(deliveries) - 1:
            different = arrived.facts() ^ arrived.rebuilt()
            assert sorted(map(str, different)) == [], f"after delivery {at}"


@pytest.mark.parametrize("seed", range(4))
def test_children_present_or_away_for_days_together_tell_what_a_rebuild_tells(seed):
    """Forty school days, a third of the children with a past year or another school, added one
    by one: a child present on most days, or away for days together.
    """
    draw = random.Random(seed)
    days = [dt.date(2026, 9, 1) + dt.timedelta(7 * w + d) for w in range(10) for d in range(4)]
    away = [draw.choice([0.02, 0.2]) for _ in range(12)]
    why, here = [None] * 12, ["100001"] * 12
    past = [
        (
            f"P{n}",
            draw.choice(["100001", "100002"]),
            dt.date(2026, 7, 1) + dt.timedelta(d),
            code,
            "/",
        )
        for n in range(0, 12, 3)
        for d, code in enumerate(["/", "I", "N", "C2"])
    ]
    arrived = Arriving(past)
    for nth, day in enumerate(days):
        marks = []
        for n in range(12):
            if why[n] is None and draw.random() < away[n]:
                why[n] = draw.choice(["I", "N", "C2", "U", "G"])
            elif draw.random() < 0.4:
                why[n] = None
            if n == 3 and day > days[20]:
                here[n] = "100002"
            marks.append((f"P{n}", here[n], day, why[n] or "/", why[n] or "\\"))
        arrived.add(marks)
        if nth % 5 == 4:
            assert sorted(map(str, arrived.facts() ^ arrived.rebuilt())) == [], f"after {day}"


def test_the_same_days_in_two_orders_are_the_same_bytes():
    marks = random_marks(3, children=20)
    days = [[mark for mark in marks if mark[2] == day] for day in {mark[2] for mark in marks}]
    shuffled = random.Random(1).sample(days, len(days))

    assert laid_out(*days).to_arrow().equals(laid_out(*shuffled).to_arrow())


def test_a_child_present_as_the_day_before_is_not_measured_again():
    """P1 is present on both days, P2 is absent on the second: only P2 is looked at."""
    arrived = Arriving([(f"P{n}", "100001", day, "/", "\\") for n in (1, 2) for day in DAYS])

    again = arrived.add([("P1", "100001", THIRD, "/", "\\"), ("P2", "100001", THIRD, "I", "I")])

    assert again == 1
    assert arrived.facts() == arrived.rebuilt()


def test_from_nothing_and_with_nothing_it_tells_nothing():
    arrived = Arriving()

    assert arrived.add([]) == 0
    assert arrived.facts() == set()
    arrived.add([("P1", "100001", THIRD, "I", "I")])
    assert {fact[0] for fact in arrived.facts()} >= {"not_attending", "severely_absent"}


def test_a_present_day_that_ends_persistent_absence_is_not_missed():
    """One session of ten is a tenth; with the two of the next day it is one of twelve."""
    marks = [("P1", "100001", day, "I" if day == WEEK[0] else "/", "\\") for day in WEEK]
    arrived = Arriving(marks)
    assert "persistently_absent" in {fact[0] for fact in arrived.facts()}

    assert arrived.add([("P1", "100001", dt.date(2026, 9, 21), "/", "\\")]) == 1

    assert arrived.facts() == arrived.rebuilt()
    assert "persistently_absent" not in {fact[0] for fact in arrived.facts()}


def test_a_present_day_that_leaves_a_child_persistently_absent_is_let_go_by_until_it_does_not():
    """Ill on 4 of 10 days in September, then present: 8 of 20 sessions, and from 8 of 82 no more.

    In October it is true of all days but the one that brings the share below a tenth that they
    change nothing.
    """
    ill = [dt.date(2026, 9, 14) + dt.timedelta(n) for n in range(4)]
    september = [("P1", "100001", day, *("I/"[day not in ill] * 2)) for day in _weekdays(10)]
    arrived = Arriving(september)

    measured = {}
    for day in _weekdays(50)[10:]:
        measured[day] = arrived.add([("P1", "100001", day, "/", "\\")])
        assert arrived.facts() == arrived.rebuilt(), day

    october = {day: again for day, again in measured.items() if day >= dt.date(2026, 10, 1)}
    assert sum(october.values()) == 1
    ended = next(day for day, again in october.items() if again)
    assert len([day for day in _weekdays(50) if day <= ended]) == 41


def test_what_counts_for_so_many_weeks_ends_with_the_week_that_brings_its_end():
    """Ten sessions without leave in a week count for ten school weeks: a new week may end them."""
    days = _weekdays(70)
    codes = ["/"] * 10 + ["O"] * 5 + ["/"] * 55
    marks = [("P1", "100001", day, *(code * 2)) for day, code in zip(days, codes, strict=True)]
    arrived = Arriving(marks[:15])
    ends, measured = set(), set()
    for mark in marks[15:]:
        if arrived.add([mark]) and mark[2] > days[55]:
            measured.add(mark[2])
        if mark[2].weekday() < 2:
            assert arrived.facts() == arrived.rebuilt(), mark
        ends |= {f[4] for f in arrived.facts() if f[0] == "penalty_notice_sessions_reached"}

    assert ends == {None, days[60]}
    assert measured == {days[60]}


def _weekdays(many: int) -> list[dt.date]:
    days = (dt.date(2026, 9, 14) + dt.timedelta(n) for n in range(100))
    return [day for day in days if day.weekday() < 5][:many]


def test_marks_of_several_days_at_once_are_taken_day_by_day():
    """A week of which P1 was present every day and P2 was not: only P2 is measured."""
    before = [(f"P{n}", "100001", day, "/", "\\") for n in (1, 2) for day in DAYS]
    arrived = Arriving(before)
    week = [(f"P{n}", "100001", day, "/", "\\") for n in (1, 2) for day in WEEK]
    week[-1] = ("P2", "100001", WEEK[-1], "N", "N")

    assert arrived.add(week) == 1
    assert arrived.facts() == arrived.rebuilt()


def test_nothing_kept_of_no_marks_is_a_rebuild_of_nothing():
    assert Kept.of(Compact.empty(), lambda days: days).told().num_rows == 0
