"""When every enquiry about a child who was not found is exhausted, and who may say so."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onroll.record.casework.case import case_of
from onroll.record.casework.enquiries import enquiry
from onroll.record.casework.events import Kind
from onroll.record.casework.exhausted import (
    ANOTHER_SIGNS,
    SIGN,
    SIGN_ANEW,
    may_sign_exhausted,
    measure,
    what_is_left,
)
from tests.record.casework.random_streams import stories
from tests.record.casework.story import Story, opened

FIRST = "2026-09-08"
SECOND = "2026-10-06"
LAST = date(2026, 10, 6)
TESTED = [group[0] for group in measure().groups]


def asked_twice(second: str = SECOND, *, but: str = "") -> Story:
    """Every enquiry of the test answered nil, by alex first and by priya the second time."""
    story = opened()
    for key in TESTED:
        story.asked(FIRST, key, "nil")
    for key in TESTED:
        if key != but:
            story.asked(second, key, "nil", by="priya")
    return story


def test_the_test_asks_for_the_kinds_that_the_workflow_page_lists():
    """Types 1 to 8, 9, 10 or 12, 13, 14 and 19, so many days and rounds."""
    numbers = [tuple(enquiry(key).number for key in group) for group in measure().groups]
    assert numbers == [*((n,) for n in range(1, 10)), (10, 12), (13,), (14,), (19,)]
    assert (measure().rounds, measure().apart_days) == (2, 28)


def test_a_new_case_has_all_of_them_left_and_nobody_may_sign():
    left = what_is_left(opened().case, LAST)
    assert len(left) == 13
    assert "Ask the school where the child last went" in left
    assert SIGN not in left
    refused = may_sign_exhausted(opened().case, LAST, "sam")
    assert refused == f"{left[0]}. Sign when nothing is left."


def test_two_rounds_28_days_apart_leave_the_signature_and_27_days_leave_all():
    assert what_is_left(asked_twice().case, LAST) == [SIGN]
    left = what_is_left(asked_twice("2026-10-05").case, LAST)
    assert len(left) == 13
    assert all(each.endswith("a second time, on 6 October 2026 or later") for each in left)


@pytest.mark.parametrize("key", TESTED)
def test_one_enquiry_that_was_not_asked_a_second_time_is_left_alone(key):
    left = what_is_left(asked_twice(but=key).case, LAST)
    assert len(left) == 1
    assert left[0].startswith(enquiry(key).title)
    assert left[0].endswith("a second time, on 6 October 2026 or later")


@pytest.mark.parametrize(
    ("result", "closes"),
    [("nil", True), ("found", True), ("concern", True), ("refused", False), ("no_reply", False)],
)
def test_a_nil_return_is_an_answer_and_a_refusal_or_a_silence_is_none(result, closes):
    story = asked_twice(but="social_care")
    story.asked(SECOND, "social_care", result, by="priya")
    assert (what_is_left(story.case, LAST) == [SIGN]) is closes


def test_the_patient_record_stands_for_the_gp():
    story = asked_twice(but="gp_registration")
    story.asked(SECOND, "patient_records", "nil", by="priya")
    assert what_is_left(story.case, LAST) == [SIGN]


def test_that_the_gp_does_not_apply_leaves_the_patient_record():
    story = opened()
    story(FIRST, Kind.NOT_APPLICABLE, enquiry="gp_registration", why="never with a GP here")
    assert any("patient record" in each for each in what_is_left(story.case, LAST))
    story(FIRST, Kind.NOT_APPLICABLE, enquiry="patient_records", why="no NHS number")
    assert not any("patient record" in each for each in what_is_left(story.case, LAST))


def test_a_refusal_by_the_police_does_not_close_that_step():
    story = asked_twice()
    story.asked(SECOND, "police", "refused", by="priya")
    police = "Ask the police: missing child, safe and well visit"
    assert what_is_left(story.case, LAST) == [f"{police}: no answer yet, and a refusal is none"]
    story("2026-10-07", Kind.NOT_APPLICABLE, enquiry="police", why="a social worker saw the flat")
    assert what_is_left(story.case, LAST) == [SIGN]
    story.asked("2026-10-08", "police", "refused", by="priya")
    assert what_is_left(story.case, LAST) != [SIGN], "asked since, it applies after all"


def test_why_an_enquiry_does_not_apply_must_be_written():
    story = asked_twice(but="siblings_schools")
    story(SECOND, Kind.NOT_APPLICABLE, enquiry="siblings_schools", why="  ")
    assert what_is_left(story.case, LAST)[0].startswith("Ask the schools of brothers and sisters")
    story(SECOND, Kind.NOT_APPLICABLE, enquiry="siblings_schools", why="an only child")
    assert what_is_left(story.case, LAST) == [SIGN]


def test_a_visit_is_a_home_visit_and_nobody_in_is_no_answer():
    story = asked_twice(but="home_visit")
    story(SECOND, Kind.VISITED, "priya", seen="no", where="home")
    assert what_is_left(story.case, LAST)[0].startswith("Visit the home")
    story(SECOND, Kind.VISITED, "priya", seen="empty", where="home")
    assert what_is_left(story.case, LAST) == [SIGN]


def test_who_had_a_part_in_the_last_round_does_not_sign_and_another_does():
    story = asked_twice()
    assert may_sign_exhausted(story.case, LAST, "priya") is not None
    assert may_sign_exhausted(story.case, LAST, "sam") is None
    story(SECOND, Kind.EXHAUSTED_SIGNED, "priya", why="all done")
    assert what_is_left(story.case, LAST) == [ANOTHER_SIGNS]
    story(SECOND, Kind.EXHAUSTED_SIGNED, "sam", why="all done")
    assert what_is_left(story.case, LAST) == []


def test_who_only_wrote_an_answer_down_had_a_part_too():
    story = asked_twice(but="last_school")
    number = story.asked(SECOND, "last_school", by="priya")
    story(SECOND, Kind.REPLIED, "sam", asked=number, result="nil")
    assert may_sign_exhausted(story.case, LAST, "sam") is not None


def test_nobody_says_that_the_rest_does_not_apply_and_signs_as_well():
    story = asked_twice(but="siblings_schools")
    story(SECOND, Kind.NOT_APPLICABLE, "sam", enquiry="siblings_schools", why="an only child")
    assert may_sign_exhausted(story.case, LAST, "sam") is not None
    assert may_sign_exhausted(story.case, LAST, "joanne") is None


def test_a_signature_that_came_before_the_last_enquiry_is_none():
    story = opened()
    story(FIRST, Kind.EXHAUSTED_SIGNED, "sam", why="too soon")
    for day in (FIRST, SECOND):
        for key in TESTED:
            story.asked(day, key, "nil", by="priya")
    assert what_is_left(story.case, LAST) == [SIGN_ANEW]


def test_a_signature_before_a_second_round_leaves_the_round():
    story = asked_twice(but="home_visit")
    story(SECOND, Kind.EXHAUSTED_SIGNED, "sam", why="good enough")
    left = what_is_left(story.case, LAST)
    assert len(left) == 1
    assert left[0].startswith("Visit the home")


@given(stories(), st.integers(0, 2000))
@settings(max_examples=60, deadline=None)
def test_time_alone_takes_nothing_off_the_list(story, days):
    """Only what somebody did makes it shorter, however long one waits."""
    last = story.events[-1].on
    before = what_is_left(story.case, last)
    assert what_is_left(story.case, last + timedelta(days=days)) == before
    assert before, "a case of six kinds of enquiry is never exhausted"


@given(stories())
@settings(max_examples=40, deadline=None)
def test_an_event_takes_off_at_most_the_enquiry_that_it_is_about(story):
    """Notes, reviews, steps, letters and tellings take nothing off."""
    for at, event in enumerate(story.events[1:], 1):
        before = what_is_left(case_of(story.events[:at]), event.on)
        after = what_is_left(case_of(story.events[: at + 1]), event.on)
        gone = len(before) - len(after)
        may = (Kind.REPLIED, Kind.NOT_APPLICABLE, Kind.VISITED, Kind.TAKEN_BACK)
        assert gone <= (1 if event.kind in may else 0), (event.kind, before, after)
