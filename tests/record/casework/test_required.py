"""What a case asks for next, and by which day."""

from datetime import date, timedelta

import pytest

from onroll.record.casework.events import Kind
from onroll.record.casework.required import AGAIN, ASK, CHASE, due, next_steps
from tests.record.casework.story import Story, opened

OPENED = date(2026, 9, 7)
WEEK_FOUR = date(2026, 10, 5)


def at_risk(risk: str) -> Story:
    story = Story()
    story("2026-09-07", Kind.RECEIVED, source="school", issue="whereabouts")
    story("2026-09-07", Kind.TRIAGED, "sam", route="accept", risk=risk)
    return story


def asks(story: Story, day: str = "2026-10-05") -> dict[str, date]:
    on = date.fromisoformat(day)
    return {each.enquiry: each.by_when for each in due(story.on(day), OPENED, on)}


@pytest.mark.parametrize(
    ("enquiry", "none", "concern", "immediate"),
    [
        ("parent_or_carer", "09-09", "09-08", "09-07"),
        ("pupil_system", "09-14", "09-08", "09-07"),
        ("social_care", "09-14", "09-08", "09-07"),
        ("last_school", "09-14", "09-10", "09-08"),
        ("home_visit", "09-17", "09-12", "09-08"),
        ("housing_and_council_tax", "09-17", "09-12", "09-09"),
        ("named_nurse", "09-21", "09-14", "09-09"),
        ("gp_registration", "09-21", "09-14", "09-09"),
        ("patient_records", "09-28", "09-17", "09-10"),
        ("other_authorities", "09-28", "09-17", "09-10"),
        ("police", None, None, "09-07"),
    ],
)
def test_the_higher_the_risk_the_sooner_each_is_asked(enquiry, none, concern, immediate):
    told = {"none": none, "concern": concern, "immediate": immediate}
    for risk, by_when in told.items():
        found = asks(at_risk(risk), "2026-09-07").get(enquiry)
        assert found == (date.fromisoformat(f"2026-{by_when}") if by_when else None)


def test_everything_is_asked_for_by_the_end_of_week_four():
    by_when = asks(opened(), "2026-09-07").values()
    assert max(by_when) <= OPENED + timedelta(days=28)


def test_what_was_asked_or_does_not_apply_is_asked_for_no_more():
    story = opened()
    story.asked("2026-09-08", "last_school", "no_reply")
    story("2026-09-08", Kind.NOT_APPLICABLE, enquiry="siblings_schools", why="an only child")
    story("2026-09-08", Kind.NOT_APPLICABLE, enquiry="home_visit", why=" ")
    left = asks(story)
    assert "last_school" not in left
    assert "siblings_schools" not in left
    assert "home_visit" in left, "a blank is no reason"


def test_a_verified_address_leaves_only_what_every_case_asks_for():
    story = opened()
    told = story("2026-09-08", Kind.WHEREABOUTS_TOLD, where="1 High St", place="address")
    assert "map_check" in asks(story)
    story("2026-09-10", Kind.WHEREABOUTS_VERIFIED, told=told, how="social_care", in_area=True)
    left = asks(story)
    assert sorted(left) == ["admissions", "parent_or_carer", "pupil_system", "social_care"]


@pytest.mark.parametrize(("issue", "looked_for"), [("whereabouts", True), ("part_time", False)])
def test_a_child_on_a_roll_is_looked_for_only_when_referred_for_it(issue, looked_for):
    story = Story()
    story("2026-09-07", Kind.RECEIVED, source="school", issue=issue)
    found = {each.enquiry for each in due(story.case, OPENED, WEEK_FOUR, on_roll=True)}
    assert ("patient_records" in found) is looked_for
    assert "social_care" in found
    found = {each.enquiry for each in due(story.case, OPENED, WEEK_FOUR)}
    assert "patient_records" in found, "on no roll, nobody knows until somebody verifies"


def test_a_place_told_after_one_was_verified_begins_the_search_anew():
    story = opened()
    story.asked("2026-09-07", "last_school", "nil")
    told = story("2026-09-08", Kind.WHEREABOUTS_TOLD, where="1 High St", place="address")
    story("2026-09-10", Kind.WHEREABOUTS_VERIFIED, told=told, how="police", in_area=True)
    story("2026-09-14", Kind.WHEREABOUTS_TOLD, where="2 High St", place="address")
    assert asks(story)["last_school"] == date(2026, 9, 21)


def test_what_was_verified_too_long_ago_asks_for_a_visit():
    story = opened()
    told = story("2026-09-08", Kind.WHEREABOUTS_TOLD, where="1 High St", place="address")
    story("2026-09-08", Kind.VISITED, seen="no", where="home")
    story("2026-09-10", Kind.WHEREABOUTS_VERIFIED, told=told, how="police", in_area=True)
    assert "home_visit" not in asks(story, "2026-10-10")
    assert asks(story, "2026-10-11")["home_visit"] == date(2026, 10, 16)


def test_each_place_told_asks_for_an_enquiry_of_its_own():
    """Asked once after the first, the second place in another authority still asks."""
    story = opened()
    first = story("2026-09-08", Kind.WHEREABOUTS_TOLD, where="Seaton", place="elsewhere")
    story.asked("2026-09-08", "other_authorities", "nil")
    assert "other_authorities" not in asks(story)
    second = story("2026-09-14", Kind.WHEREABOUTS_TOLD, where="Burton", place="elsewhere")
    steps = due(story.case, OPENED, WEEK_FOUR)
    left = [(each.about, each.by_when) for each in steps if each.enquiry == "other_authorities"]
    assert left == [(second, date(2026, 9, 21))]
    maps = [each.about for each in steps if each.enquiry == "map_check"]
    assert maps == [first, second]


def test_one_enquiry_does_not_answer_for_two_places_told_on_one_day():
    story = opened()
    for where in ("Burton", "Seaton"):
        last = story("2026-09-08", Kind.WHEREABOUTS_TOLD, where=where, place="elsewhere")
    story.asked("2026-09-09", "other_authorities", "nil")
    left = [each.about for each in due(story.case, OPENED, WEEK_FOUR) if each.about]
    assert left.count(last) == 2, "its map, and its authority"
    assert len(left) == 3


def test_the_police_asked_before_the_family_refused_are_asked_again():
    story = opened()
    story.asked("2026-09-08", "police", "nil")
    story("2026-09-10", Kind.VISITED, seen="refused", where="home")
    assert asks(story)["police"] == date(2026, 9, 15)


def test_a_country_that_was_told_asks_the_border_the_embassy_and_the_schools_there():
    story = opened()
    abroad = {"border_force", "embassy", "school_admissions_abroad"}
    assert not abroad & set(asks(story))
    story("2026-09-08", Kind.WHEREABOUTS_TOLD, where="Canada", place="abroad")
    assert abroad <= set(asks(story))
    assert max(asks(story)[each] for each in abroad) <= OPENED + timedelta(days=28)
    assert "map_check" not in asks(story)


@pytest.mark.parametrize("refusal", ["visit", "contact", "reply"])
def test_a_refusal_of_the_family_asks_the_police_and_seeing_the_child_ends_that(refusal):
    story = opened()
    if refusal == "visit":
        story("2026-09-10", Kind.VISITED, seen="refused", where="home")
    elif refusal == "contact":
        story("2026-09-10", Kind.CONTACTED, with_whom="Mum", reached="refused")
    else:
        story.asked("2026-09-10", "parent_or_carer", "refused")
    assert asks(story)["police"] == date(2026, 9, 15)
    story("2026-09-14", Kind.VISITED, seen="alone", where="school")
    assert "police" not in asks(story)


def test_a_refusal_by_a_school_is_no_refusal_of_the_family():
    story = opened()
    story.asked("2026-09-10", "housing_and_council_tax", "refused")
    assert "police" not in asks(story)


def test_a_nothing_that_was_said_before_a_new_telling_does_not_answer_it():
    story = opened()
    story("2026-09-08", Kind.NOT_APPLICABLE, enquiry="embassy", why="never lived abroad")
    assert "embassy" not in asks(story)
    story("2026-09-09", Kind.WHEREABOUTS_TOLD, where="Canada", place="abroad")
    assert "embassy" in asks(story)


def steps(story: Story, day: str) -> list[tuple[str, str, date]]:
    on = date.fromisoformat(day)
    return [(each.do, each.enquiry, each.by_when) for each in next_steps(story.on(day), on)]


def test_an_answer_is_chased_from_the_day_after_it_was_due():
    story = opened()
    story("2026-09-08", Kind.ASKED, enquiry="named_nurse", due_on="2026-09-22")
    chased = (CHASE, "named_nurse", date(2026, 9, 22))
    assert chased not in steps(story, "2026-09-22")
    assert chased in steps(story, "2026-09-23")


def test_a_refusal_is_asked_again():
    story = opened()
    story.asked("2026-09-10", "police", "refused")
    assert (AGAIN, "police", date(2026, 9, 17)) in steps(story, "2026-09-10")


def test_the_second_round_begins_28_days_after_the_first_was_asked():
    story = opened()
    story.asked("2026-09-10", "last_school", "nil")
    again = (AGAIN, "last_school", date(2026, 10, 8))
    assert again not in steps(story, "2026-10-07")
    assert again in steps(story, "2026-10-08")
    story.asked("2026-10-08", "last_school", "nil")
    assert again not in steps(story, "2026-10-08")


def test_nobody_is_asked_a_second_time_about_a_child_who_was_found():
    story = opened()
    story.asked("2026-09-10", "last_school", "nil")
    told = story("2026-10-01", Kind.WHEREABOUTS_TOLD, where="1 High St", place="address")
    story("2026-10-02", Kind.WHEREABOUTS_VERIFIED, told=told, how="police", in_area=True)
    assert "last_school" not in [key for _, key, _ in steps(story, "2026-10-08")]


def test_steps_come_with_the_most_urgent_first_and_a_closed_case_asks_for_none():
    story = opened()
    days = [by_when for _, _, by_when in steps(story, "2026-09-07")]
    assert days == sorted(days)
    assert {do for do, _, _ in steps(story, "2026-09-07")} == {ASK}
    story("2026-09-08", Kind.CLOSE_ASKED, outcome="duplicate")
    story("2026-09-09", Kind.CLOSED, "sam", outcome="duplicate")
    assert steps(story, "2026-09-09") == []
