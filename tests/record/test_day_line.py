"""Sets of days of many children on one line, against the same days counted out one by one."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from onroll.record.day_line import (
    FIRST,
    Points,
    both,
    days_at,
    either,
    forever,
    held_at,
    of_whom,
    points,
    united,
    without,
)
from onroll.record.spells import FOREVER, day_number

CHILDREN, DAYS = range(3), range(6)
SPELLS = st.lists(
    st.tuples(st.sampled_from(CHILDREN), st.sampled_from(DAYS), st.sampled_from(DAYS)), max_size=9
)
Spell = tuple[int, int, int]


def row(spells: list[Spell]) -> Points:
    child, s, e = np.array(spells, np.int64).reshape(-1, 3).T
    return united(points(child, s), points(child, e))


def counted_out(spells: list[Spell]) -> set[tuple[int, int]]:
    """Every child and day that a spell covers."""
    return {(child, day) for child, s, e in spells for day in range(s, e)}


def held(line: Points) -> set[tuple[int, int]]:
    """The same of a row; it must be increasing, else it would hold the same days twice over."""
    assert (np.diff(line) > 0).all()
    spells = zip(of_whom(line[::2]), days_at(line[::2]), days_at(line[1::2]), strict=True)
    return counted_out([(int(child), int(s), int(e)) for child, s, e in spells])


@settings(max_examples=300, deadline=None)
@given(SPELLS, SPELLS)
def test_what_is_done_with_rows_is_done_with_every_day_of_every_child(a, b):
    first, second = row(a), row(b)
    assert held(first) == counted_out(a)
    assert held(both(first, second)) == counted_out(a) & counted_out(b)
    assert held(either(first, second)) == counted_out(a) | counted_out(b)
    assert held(without(first, second)) == counted_out(a) - counted_out(b)
    every = [(child, day) for child in CHILDREN for day in DAYS]
    at = points(*np.array(every, np.int64).T)
    assert {one for one, so in zip(every, held_at(first, at), strict=True) if so} == counted_out(a)


def test_a_child_has_days_from_the_year_1_and_for_good_without_meeting_the_next_child():
    last = points(np.array([7]), FOREVER)
    assert forever(points(np.array([7]), FIRST)) == last
    assert last < points(np.array([8]), day_number(date.min))
    assert of_whom(last) == 7
    assert days_at(last) == FOREVER
