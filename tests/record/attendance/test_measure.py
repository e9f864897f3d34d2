"""The facts of marks against the slow, obvious version, on random marks of few children."""

import pytest

from onroll.record.attendance.finish import finished
from onroll.record.attendance.measure import measure, slices
from onroll.record.feeds import feed
from onroll.record.feeds.facts_sql import told as told_by
from tests.record.attendance.marks import laid_out, random_marks, told
from tests.record.attendance.slow import slow_facts


@pytest.mark.parametrize("seed", range(16))
def test_every_fact_is_what_a_reading_day_by_day_gives(seed):
    marks = random_marks(seed)

    found, wanted = told(laid_out(marks)), slow_facts(marks)

    assert sorted(map(str, found - wanted)) == []
    assert sorted(map(str, wanted - found)) == []


def test_random_marks_show_every_fact_and_both_feeds_ask_for_each():
    seen = {fact[0] for seed in range(16) for fact in slow_facts(random_marks(seed))}

    assert seen == {*told_by(feed("attendance_marks"))} == {*told_by(feed("attendance_weeks"))}


def test_it_makes_no_difference_how_the_children_are_divided():
    marks = laid_out(*(random_marks(seed, children=12) for seed in (1, 2)))
    together = finished([(marks, measure(marks))])

    apart = finished((each, measure(each)) for each in slices(marks, at_a_time=7))

    assert sorted(map(str, apart.to_pylist())) == sorted(map(str, together.to_pylist()))
    assert len({len(each.years) for each in slices(marks, at_a_time=7)}) > 1
