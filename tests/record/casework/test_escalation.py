"""The ladder: which steps a case calls for, since when, and what a letter of warning starts."""

from datetime import date

import pytest
from hypothesis import given, settings

from onroll.record.casework.case import case_of
from onroll.record.casework.escalation import ladder, letter_clock, standing_triggers
from onroll.record.casework.events import Kind
from tests.record.casework.random_streams import stories
from tests.record.casework.story import Story, opened
from tests.record.testcal import TESTCAL


def steps(story: Story, day: str) -> dict[str, str]:
    on = date.fromisoformat(day)
    return {each.step: str(each.since) for each in standing_triggers(story.on(day), on)}


def in_2025() -> Story:
    return opened("2025-10-06")


def test_the_ladder_has_the_eight_steps_of_the_workflow_page():
    assert [step.number for step in ladder().values()] == [*range(1, 9)]


def test_a_new_case_calls_for_nothing():
    assert steps(in_2025(), "2025-10-06") == {}


def test_a_refusal_calls_for_a_second_visit_until_the_child_is_seen():
    story = in_2025()
    story("2025-10-07", Kind.VISITED, seen="refused", where="home")
    assert steps(story, "2025-10-07") == {"second_visit": "2025-10-07"}
    story("2025-10-09", Kind.VISITED, seen="alone", where="home")
    assert steps(story, "2025-10-09") == {}


def test_two_places_told_do_not_agree_and_one_does():
    story = in_2025()
    story("2025-10-07", Kind.WHEREABOUTS_TOLD, where="Burton", place="elsewhere")
    story("2025-10-08", Kind.WHEREABOUTS_TOLD, where="Burton", place="elsewhere")
    assert steps(story, "2025-10-08") == {}
    story("2025-10-09", Kind.WHEREABOUTS_TOLD, where="Canada", place="abroad")
    assert steps(story, "2025-10-09") == {"second_visit": "2025-10-09"}


@pytest.mark.parametrize("how", ["second refusal", "police", "concern"])
def test_a_concern_or_a_refusal_that_goes_on_calls_for_first_response_beside_the_visit(how):
    story = in_2025()
    story("2025-10-07", Kind.VISITED, seen="refused", where="home")
    if how == "second refusal":
        story("2025-10-08", Kind.CONTACTED, with_whom="Mum", reached="refused")
    elif how == "police":
        story.asked("2025-10-08", "police", "refused")
    else:
        story.asked("2025-10-08", "named_nurse", "concern")
    assert steps(story, "2025-10-08") == {
        "second_visit": "2025-10-07",
        "warning_letter": "2025-10-08",
    }


def test_the_police_refusing_where_the_family_did_not_is_no_continued_refusal():
    story = in_2025()
    story.asked("2025-10-08", "police", "refused")
    assert steps(story, "2025-10-08") == {}


def test_not_seen_at_the_visit_after_the_letter_calls_for_section_47():
    story = in_2025()
    story("2025-10-07", Kind.VISITED, seen="refused", where="home")
    story("2025-10-08", Kind.ESCALATED, step="warning_letter", to_whom="First Response")
    assert "section_47" not in steps(story, "2025-10-08")
    story("2025-10-10", Kind.VISITED, seen="no", where="home")
    assert steps(story, "2025-10-10")["section_47"] == "2025-10-10"
    story("2025-10-13", Kind.VISITED, seen="alone", where="home")
    assert "section_47" not in steps(story, "2025-10-13")


def test_a_visit_on_the_day_of_the_letter_but_before_it_is_not_the_visit_after():
    story = in_2025()
    story("2025-10-08", Kind.VISITED, seen="refused", where="home")
    story("2025-10-08", Kind.ESCALATED, step="warning_letter", to_whom="First Response")
    assert "section_47" not in steps(story, "2025-10-08")
    clock = letter(story, "2025-10-08")
    assert clock is not None
    assert clock.visited_on is None


def test_a_child_at_immediate_risk_whom_nobody_can_find_calls_for_the_police():
    story = Story()
    story("2025-10-06", Kind.RECEIVED, source="school", issue="whereabouts")
    story("2025-10-07", Kind.TRIAGED, "sam", route="accept", risk="immediate")
    assert steps(story, "2025-10-07") == {
        "warning_letter": "2025-10-07",
        "police_missing_child": "2025-10-07",
    }
    story("2025-10-08", Kind.VISITED, seen="alone", where="home")
    assert steps(story, "2025-10-08") == {}


def test_four_weeks_in_which_nothing_happens_are_told_to_the_service_manager():
    story = in_2025()
    story("2025-10-20", Kind.NOTED, words="still thinking")
    assert steps(story, "2025-11-02") == {}
    assert steps(story, "2025-11-03") == {"accountable_person": "2025-11-03"}
    story.asked("2025-11-03", "last_school")
    assert steps(story, "2025-11-03") == {}


def letter(story: Story, day: str):
    return letter_clock(story.on(day), date.fromisoformat(day), TESTCAL)


def test_a_letter_of_a_year_of_which_no_calendar_is_known_has_a_clock_without_a_day():
    """No day is guessed; that the child must be seen is told all the same."""
    story = opened("2014-01-06")
    story("2014-01-24", Kind.ESCALATED, step="warning_letter", to_whom="First Response")
    story("2014-01-28", Kind.VISITED, seen="refused", where="home")
    clock = letter(story, "2014-01-28")
    assert clock is not None
    assert clock.visited_on == date(2014, 1, 28)
    assert (clock.visit_by, clock.social_care_by) == (None, None)


def test_the_letter_of_warning_starts_a_clock_of_five_school_days_to_the_visit_and_five_more():
    """Sent on Monday 20 October 2025: the fifth school day after lies past half term and an inset
    day, on 4 November. Not let in on the 5th: social care by the fifth school day after that."""
    story = in_2025()
    assert letter(story, "2025-10-20") is None
    story("2025-10-20", Kind.ESCALATED, step="warning_letter", to_whom="First Response")
    clock = letter(story, "2025-10-20")
    assert clock is not None
    assert (clock.sent_on, clock.visit_by) == (date(2025, 10, 20), date(2025, 11, 4))
    assert (clock.visited_on, clock.social_care_by, clock.met_on) == (None, None, None)
    story("2025-11-05", Kind.VISITED, seen="refused", where="home")
    clock = letter(story, "2025-11-05")
    assert clock is not None
    assert clock.visited_on == date(2025, 11, 5)
    assert clock.social_care_by == date(2025, 11, 12)
    story("2025-11-10", Kind.VISITED, seen="with_others", where="home")
    clock = letter(story, "2025-11-10")
    assert clock is not None
    assert clock.met_on == date(2025, 11, 10)


@given(stories())
@settings(max_examples=40, deadline=None)
def test_no_escalation_closes_or_moves_a_case(story):
    for at, event in enumerate(story.events):
        if event.kind is Kind.ESCALATED:
            before, after = case_of(story.events[:at]), case_of(story.events[: at + 1])
            assert (before.state, before.since) == (after.state, after.since)
