"""A visit is set, made, called off or passed by; and what a refusal calls for."""

from datetime import date, datetime, time

import pytest

from onroll.record.casework.events import BadEvent, Kind
from onroll.record.casework.to_feed import rows
from onroll.record.casework.visits import (
    When,
    called_for_once_refused,
    visits_of,
    when_is,
)
from tests.record.casework.story import Story, opened

MINE, ANOTHERS = 7, 8
DAY = date(2026, 10, 12)


def set_for(story: Story, day: str, at_time: str = "", officer: int = MINE) -> int:
    told = {"visit_on": day, "where": "at home", "officer": officer}
    return story("2026-10-01", Kind.VISIT_SET, **told | ({"at_time": at_time} if at_time else {}))


def test_a_visit_that_was_set_is_to_come_until_somebody_makes_it():
    story = opened()
    number = set_for(story, "2026-10-12")
    assert list(story.case.visits_to_come) == [number]
    story("2026-10-12", Kind.VISITED, seen="alone", where="home", set=number)
    assert not story.case.visits_to_come
    assert story.case.seen_on() == DAY


def test_a_visit_that_nobody_set_leaves_those_that_were_set():
    story = opened()
    number = set_for(story, "2026-10-12")
    story("2026-10-05", Kind.VISITED, seen="no", where="home")
    assert list(story.case.visits_to_come) == [number]


def test_a_visit_that_is_called_off_is_not_to_come():
    story = opened()
    number = set_for(story, "2026-10-12")
    story("2026-10-02", Kind.TAKEN_BACK, number=number, why="the family is away")
    assert not story.case.visits_to_come
    with pytest.raises(BadEvent, match="was taken back"):
        story("2026-10-12", Kind.VISITED, seen="alone", where="home", set=number)


def test_what_was_visited_is_to_come_again_once_the_visit_is_taken_back():
    story = opened()
    number = set_for(story, "2026-10-12")
    visited = story("2026-10-12", Kind.VISITED, seen="alone", where="home", set=number)
    with pytest.raises(BadEvent, match=f"number {visited} of the case"):
        story("2026-10-12", Kind.TAKEN_BACK, number=number, why="a slip")
    story("2026-10-12", Kind.TAKEN_BACK, number=visited, why="another child's")
    assert list(story.case.visits_to_come) == [number]


@pytest.mark.parametrize(
    ("day", "stands"),
    [("2026-10-11", When.NOT_RECORDED), ("2026-10-12", When.TODAY), ("2026-10-13", When.LATER)],
)
def test_a_visit_is_of_today_on_its_day_alone(day, stands):
    story = opened()
    number = set_for(story, day)
    assert when_is(story.case.visits_to_come[number], DAY) is stands


def test_visits_are_in_order_of_day_and_time_and_of_one_officer():
    story = opened()
    late, early = set_for(story, "2026-10-12", "14:00"), set_for(story, "2026-10-12", "09:30")
    untimed, before = set_for(story, "2026-10-12"), set_for(story, "2026-10-11", "16:00")
    set_for(story, "2026-10-12", "08:00", officer=ANOTHERS)
    order = [each.number for each in visits_of(story.case, MINE)]
    assert order == [before, untimed, early, late]


def test_no_visit_is_to_come_in_a_case_that_is_over():
    story = Story()
    story("2026-09-07", Kind.RECEIVED, source="school", issue="whereabouts")
    set_for(story, "2026-10-12")
    story("2026-10-02", Kind.TRIAGED, "sam", route="not_ours", risk="none", why="moved")
    assert visits_of(story.case, MINE) == []


def test_a_visit_that_was_set_tells_the_record_nothing():
    """That somebody means to go there says nothing about the child."""
    story = opened()
    before = rows("EC-1", "OC-1", story.events)
    set_for(story, "2026-10-12")
    assert rows("EC-1", "OC-1", story.events) == before


def test_a_refusal_calls_for_a_second_visit_and_the_next_for_the_letter():
    story, at = opened(), datetime.combine(DAY, time(12))
    steps = called_for_once_refused(story.events, at, DAY)
    assert [step.step for step in steps] == ["second_visit"]
    assert not story.case.visits, "nothing was written"
    story("2026-10-05", Kind.VISITED, seen="refused", where="home")
    steps = called_for_once_refused(story.events, at, DAY)
    assert [step.step for step in steps] == ["second_visit", "warning_letter"]
