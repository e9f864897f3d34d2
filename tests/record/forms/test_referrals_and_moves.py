"""A child who may be missing education, a managed move, a placement, and a partner's word."""

from __future__ import annotations

from datetime import date

from onroll.record.forms.catalogue import form_named
from tests.record.forms.full_answers import answers, refused, warned


def test_an_unexplained_absence_is_referred_by_its_tenth_school_day() -> None:
    """Last attended on Friday 10 October 2025: the tenth school day of absence is the 24th."""
    last = {
        "last_attended": "2025-10-10", "last_seen_on": "2025-10-10", "called_on": "2025-10-13",
        "enquiries_began_on": "2025-10-13", "visited_on": "2025-10-17",
    }  # fmt: skip
    assert warned("missing_referral", date(2025, 10, 24), **last) == {}
    assert warned("missing_referral", date(2025, 10, 25), **last) == {
        "last_attended": "We ask to be told within 10 school days of absence, which was 24 October "
        "2025. Tell us sooner next time, and send this all the same"
    }
    assert warned("missing_referral", date(2025, 10, 25), **last, issue="no_school") == {}


def test_enquiries_that_were_made_have_their_days() -> None:
    key = "missing_referral"
    assert "enquiries_began_on" in refused(key, enquiries_began_on="")
    assert set(refused(key, called_on="")) == {"called_on"}
    assert set(refused(key, visited_on="")) == {"visited_on"}
    assert set(refused(key, called_on="2026-01-07")) == {"called_on"}


def test_a_school_that_has_not_looked_says_so_and_nothing_else() -> None:
    none = {"enquiries_made": ["none"], "called_on": "", "visited_on": ""}
    assert set(refused("missing_referral", **none)) == {"enquiries_made"}
    answers("missing_referral", **none, enquiries_began_on="")
    both = {"enquiries_made": ["none", "called"]}
    assert "enquiries_made" in refused("missing_referral", **both)


def test_who_saw_a_child_last_is_said_with_the_day() -> None:
    for key in ("missing_referral", "partner_referral"):
        assert set(refused(key, last_seen_by="")) == {"last_seen_by"}
        assert refused(key, last_seen_by="", last_seen_on="") == {}


def test_a_managed_move_is_agreed_by_the_parents_or_there_is_none() -> None:
    assert set(refused("managed_move", parent_agreed="no")) == {"parent_agreed"}
    assert set(warned("managed_move", free_choice="no")) == {"free_choice"}


def test_a_managed_move_is_from_one_school_to_another() -> None:
    assert set(refused("managed_move", to_school="hilltop academy")) == {"to_school"}


def test_until_the_trial_ends_the_child_is_on_the_first_schools_register() -> None:
    trial = {"stage": "trial", "trial_until": "2026-01-14"}
    assert warned("managed_move", **trial) == {}
    assert set(warned("managed_move", **trial, first_roll="removed")) == {"first_roll"}
    assert warned("managed_move", first_roll="removed") == {}  # it has ended


def test_a_trial_whose_end_has_passed_has_an_outcome() -> None:
    """Until 14 January 2026: on that day it runs, and on the 15th something came of it."""
    trial = {"stage": "trial", "trial_until": "2026-01-14"}
    assert warned("managed_move", date(2026, 1, 14), **trial) == {}
    assert set(warned("managed_move", date(2026, 1, 15), **trial)) == {"trial_until"}
    assert set(refused("managed_move", trial_until="2025-11-10")) == {"trial_until"}
    assert set(refused("managed_move", outcome_on="2025-11-09")) == {"outcome_on"}


def test_no_more_hours_are_attended_than_are_offered() -> None:
    key = "placement_progress"
    assert warned(key, hours_attended="18") == {}
    assert set(refused(key, hours_attended="18.5")) == {"hours_attended"}
    assert set(warned(key, hours_attended="0")) == {"hours_attended"}
    assert warned(key, hours_attended="0", hours_offered="0") == {}


def test_a_placement_that_ended_says_when_and_why() -> None:
    key = "placement_progress"
    assert set(refused(key, still_placed="no")) == {"ended_on", "ended_why"}
    answers(key, still_placed="no", ended_on="2026-01-09", ended_why="Back at school")
    assert set(refused(key, ended_on="2026-01-09")) == {"ended_on"}
    assert set(refused(key, period_to="2026-01-04")) == {"period_to"}


def test_where_a_home_must_be_kept_secret_the_address_is_not_asked() -> None:
    form = form_named("partner_referral")
    told = answers("partner_referral", secret_home="yes")
    assert not {"address", "postcode"} & told.kept.keys()
    assert "address" not in [page.key for page in form.asked(told)]
    assert set(warned("partner_referral", secret_home="yes")) == {"secret_home"}
    for kept in ("no", "not_known"):
        assert answers("partner_referral", secret_home=kept).text("postcode") == "XE1 2AB"
