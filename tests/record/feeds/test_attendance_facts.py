"""Not attending and severely absent, from marks, day by day."""

import datetime as dt

import duckdb
import pytest

from onroll.record.feeds import read
from onroll.record.feeds.facts_sql import value_on
from onroll.record.thresholds import Threshold
from tests.record.feeds.marks_by_term import marks_by_term


@pytest.fixture
def from_marks(write, facts_of):
    """The facts of drawn marks: `P1 100001 2026-09-07 / \\`, a blank mark drawn as a full stop."""

    def draw(marks: str, fact: str) -> list[tuple[object, ...]]:
        rows = [line.split() for line in marks.strip().splitlines()]
        files = marks_by_term(
            (dt.date.fromisoformat(row[2]), ",".join(row).replace(".", "") + "\n") for row in rows
        )
        readings = [read(write(name, text)) for name, text in files.items()]
        assert not any(reading.held_back_rows for reading in readings)
        return [found for found in facts_of("attendance_marks", *readings) if found[1] == fact]

    return draw


def test_it_runs_from_the_first_day_missed_to_the_next_day_attended(from_marks):
    found = from_marks(
        r"""
        P1 100001 2026-09-07 / \
        P1 100001 2026-09-08 I I
        P1 100001 2026-09-09 O O
        P1 100001 2026-09-10 / \
        """,
        "not_attending",
    )

    assert found == [("P1", "not_attending", "2026-09-08", "2026-09-10", None, "100001", 3)]


def test_one_session_attended_is_a_day_attended(from_marks):
    assert from_marks("P1 100001 2026-09-07 L I\nP1 100001 2026-09-08 O P", "not_attending") == []


@pytest.mark.parametrize("code", ["Y4", "D", "X", "#", "Q", "."])
def test_days_that_were_not_possible_neither_begin_nor_end_it(code, from_marks):
    found = from_marks(
        rf"""
        P1 100001 2026-09-07 {code} {code}
        P1 100001 2026-09-08 I {code}
        P1 100001 2026-09-09 {code} {code}
        P1 100001 2026-09-10 {code} U
        P1 100001 2026-09-11 {code} \
        """,
        "not_attending",
    )

    assert [fact[2:4] for fact in found] == [("2026-09-08", "2026-09-11")]


def test_it_is_open_while_no_later_day_is_attended(from_marks):
    found = from_marks(
        r"""
        P1 100001 2026-09-07 / \
        P1 100001 2026-09-30 N N
        P1 100001 2026-10-01 N N
        P1 100001 2026-10-02 # #
        """,
        "not_attending",
    )

    assert [fact[2:4] for fact in found] == [("2026-09-30", None)]


def test_months_without_marks_and_the_turn_of_a_month_do_not_end_it(from_marks):
    found = from_marks(
        r"""
        P1 100001 2026-10-30 I I
        P1 100001 2026-10-31 I I
        P1 100001 2026-12-01 I I
        P1 100001 2026-12-31 / \
        P1 100001 2027-01-04 I I
        P1 100001 2027-01-31 / \
        """,
        "not_attending",
    )

    assert [fact[2:4] for fact in found] == [
        ("2026-10-30", "2026-12-31"),
        ("2027-01-04", "2027-01-31"),
    ]


def test_attending_any_school_ends_it_and_its_setting_is_where_it_began(from_marks):
    found = from_marks(
        r"""
        P1 100001 2026-09-07 I I
        P1 100002 2026-09-07 / \
        P1 100001 2026-09-08 I I
        P1 100001 2026-09-09 I I
        P1 100002 2026-09-10 / \
        """,
        "not_attending",
    )

    assert [fact[2:6] for fact in found] == [("2026-09-08", "2026-09-10", None, "100001")]


def test_half_of_the_sessions_missed_is_severe_in_the_month_that_follows(from_marks):
    """September: 2 of 4 missed. October, so far: 2 of 6. November: 5 of 10, and no later."""
    found = from_marks(
        r"""
        P1 100001 2026-09-07 I I
        P1 100001 2026-09-08 / \
        P1 100001 2026-10-05 / \
        P1 100001 2026-11-02 I I
        P1 100001 2026-11-03 I \
        """,
        "severely_absent",
    )

    assert [fact[2:4] for fact in found] == [
        ("2026-10-01", "2026-11-01"),
        ("2026-12-01", None),
    ]


def test_a_month_without_marks_has_the_figure_so_far_and_september_begins_again(from_marks):
    found = from_marks(
        r"""
        P1 100001 2027-07-01 I I
        P1 100001 2027-09-06 / \
        P1 100001 2027-10-04 / \
        """,
        "severely_absent",
    )

    assert [fact[2:4] for fact in found] == [("2027-08-01", "2027-10-01")]


def test_a_school_that_falls_silent_ends_no_severe_absence(from_marks):
    """P1's school sends no mark after July, nor in the new year; P2's goes on without P2."""
    found = from_marks(
        r"""
        P1 100001 2027-07-01 I I
        P2 100002 2027-07-01 I I
        P3 100002 2027-07-01 / \
        P3 100002 2027-10-04 / \
        """,
        "severely_absent",
    )

    assert [(fact[0], *fact[2:4]) for fact in found] == [
        ("P1", "2027-08-01", None),
        ("P2", "2027-08-01", "2027-11-01"),
    ]


def test_of_a_child_who_left_in_the_year_last_years_figure_ends_with_the_new_one(from_marks):
    """P1 has no mark after March; the school's next September has none of P1 either."""
    found = from_marks(
        r"""
        P1 100001 2027-03-01 I I
        P2 100001 2027-07-01 / \
        P2 100001 2027-09-06 / \
        """,
        "severely_absent",
    )

    assert [fact[2:4] for fact in found] == [("2027-04-01", "2027-10-01")]


def test_the_share_that_is_severe_is_the_one_in_force_when_it_is_measured():
    """Half until 31 August 2026, two fifths from the day after."""
    values = ((dt.date(2015, 1, 1), 0.5), (dt.date(2026, 9, 1), 0.4))
    number = value_on(Threshold("t", "t", "share", "", "", values), "day")

    with duckdb.connect() as con:
        found = con.execute(
            f"SELECT {number} FROM (VALUES (DATE '2010-01-01'), (DATE '2026-08-31'), "
            "(DATE '2026-09-01')) AS drawn(day)"
        ).fetchall()

    assert [float(value) for (value,) in found] == [0.5, 0.5, 0.4]


def test_sessions_that_were_not_possible_count_neither_way(from_marks):
    below = r"P1 100001 2026-09-07 I \ " + "\nP1 100001 2026-09-08 / D"

    assert from_marks(below, "severely_absent") == []
    assert len(from_marks("P1 100001 2026-09-07 I D", "severely_absent")) == 1


def test_it_agrees_with_a_day_by_day_reading_of_random_marks(from_marks):
    import random

    chance = random.Random(7)
    marks, expected = [], []
    for pupil in range(40):
        open_since, day = None, dt.date(2026, 9, 1)
        for _ in range(200):
            day += dt.timedelta(days=chance.choice([1, 1, 1, 3, 40]))
            kind = chance.choice(["I I", "I X", "# #", r"/ \ ", "I /"])
            marks.append(f"P{pupil:02} 100001 {day} {kind}")
            if "/" in kind:
                if open_since:
                    expected.append((f"P{pupil:02}", open_since, day.isoformat()))
                open_since = None
            elif "I" in kind:
                open_since = open_since or day.isoformat()
        if open_since:
            expected.append((f"P{pupil:02}", open_since, None))

    found = from_marks("\n".join(marks), "not_attending")

    assert sorted(map(str, [(fact[0], fact[2], fact[3]) for fact in found])) == sorted(
        map(str, expected)
    )
