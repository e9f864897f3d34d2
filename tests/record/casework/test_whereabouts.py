"""Whereabouts are known by who verified them, never by what somebody said."""

from datetime import date

import pytest

from onroll.record.casework.events import Kind
from onroll.record.casework.whereabouts import NOT_ENOUGH, WAYS, whereabouts
from tests.record.casework.story import Story, opened

DAY = date(2026, 9, 20)


def told(where: str = "1 High St", **more: object) -> tuple[Story, int]:
    story = opened()
    return story, story("2026-09-08", Kind.WHEREABOUTS_TOLD, where=where, by_whom="Mum", **more)


def test_nobody_told_anything():
    standing = whereabouts(opened().case, DAY)
    assert not standing.known
    assert standing.words == "Whereabouts not known. Nobody has told us where the child is."


def test_an_address_that_was_told_is_not_known():
    story, number = told()
    standing = whereabouts(story.case, DAY)
    assert not standing.known
    assert standing.told is not None
    assert standing.told.number == number
    assert standing.words == (
        "Whereabouts not known. A place was told on 8 September 2026, and nobody has verified it."
    )


@pytest.mark.parametrize("how", [*WAYS, *NOT_ENOUGH, "", "  "])
def test_a_gp_a_health_trace_or_a_word_alone_verifies_nothing(how):
    story, number = told()
    story("2026-09-10", Kind.WHEREABOUTS_VERIFIED, told=number, how=how, in_area=True)
    assert whereabouts(story.case, DAY).known is (how in WAYS)


def test_an_answer_that_found_a_trace_makes_nothing_known():
    story = opened()
    for key in ("gp_registration", "patient_records", "named_nurse", "social_media"):
        story.asked("2026-09-10", key, "found")
    assert not whereabouts(story.case, DAY).known


@pytest.mark.parametrize(
    ("seen", "where", "known"),
    [
        ("alone", "home", True),
        ("with_others", "1 high  ST", True),
        ("alone", "school", False),
        ("alone", "", False),
        ("no", "home", False),
        ("refused", "home", False),
    ],
)
def test_a_child_seen_at_home_or_at_a_place_told_is_there(seen, where, known):
    story, _ = told()
    story("2026-09-10", Kind.VISITED, seen=seen, where=where)
    assert whereabouts(story.case, DAY).known is known


def verified(**more: object) -> Story:
    story, number = told()
    story("2026-09-10", Kind.WHEREABOUTS_VERIFIED, told=number, how="police", **more)
    return story


def test_another_place_told_later_speaks_against_it_and_both_stay():
    story = verified(in_area=True)
    story("2026-09-15", Kind.WHEREABOUTS_TOLD, where="Seaton", place="elsewhere")
    assert whereabouts(story.case, date(2026, 9, 14)).known
    standing = whereabouts(story.case, date(2026, 9, 15))
    assert not standing.known
    assert standing.lost_on == date(2026, 9, 15)
    assert standing.verified is not None
    assert len(story.case.whereabouts) == 2


def test_the_same_place_told_again_does_not():
    story = verified(in_area=True)
    story("2026-09-15", Kind.WHEREABOUTS_TOLD, where="1 HIGH ST")
    assert whereabouts(story.case, DAY).known


@pytest.mark.parametrize("in_area", [True, False])
def test_an_empty_home_speaks_against_an_address_here_and_not_against_a_move(in_area):
    story = verified(in_area=in_area)
    story("2026-09-15", Kind.VISITED, seen="empty", where="home")
    assert whereabouts(story.case, DAY).known is not in_area


def test_nobody_in_speaks_against_nothing():
    story = verified(in_area=True)
    story("2026-09-15", Kind.VISITED, seen="no", where="home")
    assert whereabouts(story.case, DAY).known


def test_it_holds_for_30_days_as_on_the_lists_and_a_confirmed_move_for_good():
    here, away = verified(in_area=True), verified(in_area=False)
    assert whereabouts(here.case, date(2026, 10, 10)).known
    standing = whereabouts(here.case, date(2026, 10, 11))
    assert (standing.known, standing.lapsed) == (False, True)
    said = "They were last verified on 10 September 2026, more than 30 days ago."
    assert standing.words == f"Whereabouts not known. {said}"
    assert whereabouts(away.case, date(2036, 10, 11)).known


def test_what_was_taken_back_proves_nothing():
    story = verified(in_area=True)
    story("2026-09-11", Kind.TAKEN_BACK, number=len(story.events), why="another child")
    assert not whereabouts(story.case, DAY).known
