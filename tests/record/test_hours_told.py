"""Hours that schools tell again count once, on the days for which nobody better tells any."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onroll.record.hours_told import hours_told_once

FIRST = date(2026, 9, 1)
DAYS = 12
LIST, FORM, WEEK, RETURN, PLACE = (
    "part_time_timetables", "school_forms", "weekly_hours", "monthly_returns", "placements",
)  # fmt: skip

Spell = tuple[str, str, str, int, int | None, str]
"""Child, fact, feed, first day, day on which it is over or null, and the school or place."""


def left_of(told: Iterable[Spell]) -> set[tuple[str, str, str, int, str]]:
    """Each day on which something is still told: child, fact, feed, day, place."""
    with duckdb.connect() as db:
        db.execute(
            "create table told (child varchar, fact varchar, starts_on date, ends_before date,"
            ' value double, setting varchar, feed varchar, file varchar, "row" integer)'
        )
        for n, (child, fact, feed, start, end, setting) in enumerate(told):
            ends = None if end is None else FIRST + timedelta(end)
            db.execute(
                "insert into told values (?, ?, ?, ?, 10, ?, ?, 'f.csv', ?)",
                [child, fact, FIRST + timedelta(start), ends, setting, feed, n],
            )
        hours_told_once(db)
        rows = db.execute("select child, fact, feed, starts_on, ends_before, setting from told")
        return {
            (child, fact, feed, day, setting)
            for child, fact, feed, start, end, setting in rows.fetchall()
            for day in range(
                (start - FIRST).days, (min(end, last()) - FIRST).days if end else DAYS
            )
        }  # fmt: skip


def last() -> date:
    return FIRST + timedelta(DAYS)


def day_by_day(told: Iterable[Spell]) -> set[tuple[str, str, str, int, str]]:
    """The slow, obvious version: each day is asked by itself."""
    true = {
        (child, fact, feed, day, setting)
        for child, fact, feed, start, end, setting in told
        for day in range(start, DAYS if end is None else end)
    }
    left_roll = {
        (child, setting): max(
            DAYS if spell[4] is None else spell[4]
            for spell in told if spell[:2] == (child, "on_roll") and spell[5] == setting
        )
        for child, fact, _, _, _, setting in told if fact == "on_roll"
    }  # fmt: skip
    while_there = {
        each for each in true
        if each[2] != RETURN or each[3] < left_roll.get((each[0], each[4]), DAYS)
    }  # fmt: skip

    def hours_by(child: str, day: int) -> set[str]:
        return {
            feed for who, fact, feed, when, _ in while_there
            if (who, fact, when) == (child, "weekly_hours", day)
        }  # fmt: skip

    def counts(child: str, feed: str, day: int) -> bool:
        by = hours_by(child, day)
        if feed == FORM:
            return LIST not in by
        if feed == WEEK:
            return PLACE not in by
        return feed != RETURN or by == {RETURN}

    return {
        each for each in while_there
        if each[1] != "weekly_hours" or counts(each[0], each[2], each[3])
    }  # fmt: skip


ENDS = st.none() | st.integers(1, DAYS)
HOURS = st.tuples(
    st.sampled_from(["A", "B"]), st.just("weekly_hours"),
    st.sampled_from([LIST, FORM, WEEK, RETURN, PLACE]), st.integers(0, DAYS - 1), ENDS,
    st.sampled_from(["100001", "100002"]),
)  # fmt: skip
ROLL = st.tuples(
    st.sampled_from(["A", "B"]), st.just("on_roll"), st.just("pupil_roll"), st.just(0), ENDS,
    st.sampled_from(["100001", "100002"]),
)  # fmt: skip


@given(st.lists(HOURS, max_size=8), st.lists(ROLL, max_size=3))
def test_each_day_counts_as_it_would_if_it_were_asked_by_itself(
    hours: list[Spell], rolls: list[Spell]
) -> None:
    told = [each for each in hours + rolls if each[4] is None or each[4] > each[3]]
    assert left_of(told) == day_by_day(told)


@pytest.mark.parametrize(
    ("feed", "listed_by", "counts_on"),
    [
        (FORM, LIST, [0, 1, 6, 7, 8, 9]),
        (FORM, PLACE, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (WEEK, PLACE, [0, 1, 6, 7, 8, 9]),
        (WEEK, LIST, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (WEEK, RETURN, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (RETURN, PLACE, [0, 1, 6, 7, 8, 9]),
        (RETURN, WEEK, [0, 1, 6, 7, 8, 9]),
    ],
)
def test_a_list_of_four_days_takes_the_place_of_what_is_told_for_ten(
    feed: str, listed_by: str, counts_on: list[int]
) -> None:
    """A form adds to a placement's hours, and a provider's week to a school's part-time timetable;
    a monthly return gives the hours of the whole week."""
    told: list[Spell] = [
        ("A", "weekly_hours", feed, 0, 10, "100001"),
        ("A", "weekly_hours", listed_by, 2, 6, "100001"),
    ]
    assert sorted(day for _, _, by, day, _ in left_of(told) if by == feed) == counts_on


def test_what_a_return_tells_ends_on_the_day_the_child_leaves_that_school() -> None:
    told: list[Spell] = [
        ("A", "on_roll", "pupil_roll", 0, 5, "100001"),
        ("A", "on_roll", "pupil_roll", 5, None, "100002"),
        ("A", "weekly_hours", RETURN, 2, None, "100001"),
    ]
    assert sorted(day for _, fact, _, day, _ in left_of(told) if fact == "weekly_hours") == [
        2,
        3,
        4,
    ]
