"""A headteacher's notice: without delay, no longer than the law allows, with its reasons."""

from __future__ import annotations

from datetime import date

from onroll.record.feeds.catalogue.exclusions import CATEGORY, REASON, REASON_UNTIL
from onroll.record.forms.exclusion_reasons import REASONS
from onroll.record.forms.lawful_exclusion import CODES, KINDS
from tests.record.forms.full_answers import answers, refused, warned

PERMANENT = {"category": "permanent"}


def test_a_suspension_of_forty_five_school_days_is_taken_and_a_longer_one_refused() -> None:
    """Ninety sessions are 45 school days: nobody may be suspended for more in one school year."""
    arranged = {"education": "At Forge, from the sixth day"}
    assert refused("exclusion_notice", sessions="90", **arranged) == {}
    assert refused("exclusion_notice", sessions="91", **arranged) == {
        "sessions": "91 sessions are 45.5 school days. A pupil may be suspended for no more than "
        "45 in one school year"
    }


def test_from_the_sixth_school_day_of_a_suspension_the_school_arranges_education() -> None:
    """Ten sessions end with the fifth school day; the eleventh is on the sixth."""
    assert refused("exclusion_notice", sessions="10") == {}
    assert set(refused("exclusion_notice", sessions="11")) == {"education"}
    assert refused("exclusion_notice", **PERMANENT) == {}  # there the authority arranges it


def test_sessions_are_whole() -> None:
    assert set(refused("exclusion_notice", sessions="2.5")) == {"sessions"}


def test_it_is_told_within_a_school_day_of_the_decision() -> None:
    """Decided on Friday 9 January 2026: told by Monday the 12th."""
    decided = {"decided_on": "2026-01-09", "starts_on": "2026-01-12"}
    assert warned("exclusion_notice", date(2026, 1, 12), **decided) == {}
    assert set(warned("exclusion_notice", date(2026, 1, 13), **decided)) == {"decided_on"}


def test_an_exclusion_begins_on_or_after_the_day_it_is_decided() -> None:
    assert set(refused("exclusion_notice", starts_on="2026-01-12")) == {"starts_on"}
    assert refused("exclusion_notice", starts_on="2026-01-13") == {}


def test_a_pupil_who_was_reinstated_was_on_a_day_and_no_other_was() -> None:
    assert set(refused("exclusion_notice", reinstated="yes")) == {"reinstated_on"}
    assert set(refused("exclusion_notice", reinstated_on="2026-01-14")) == {"reinstated_on"}
    answers("exclusion_notice", reinstated="yes", reinstated_on="2026-01-14")


def test_there_is_room_for_three_reasons() -> None:
    assert refused("exclusion_notice", reasons=["PP", "VA", "DM"]) == {}
    assert set(refused("exclusion_notice", reasons=["PP", "VA", "DM", "TH"])) == {"reasons"}


def test_a_reason_that_was_not_in_the_list_that_day_is_asked_about() -> None:
    """Bringing a weapon is a reason of its own from 1 September 2026."""
    brought = {"reasons": ["BW"], "category": "permanent"}
    before = {"decided_on": "2026-08-31", "starts_on": "2026-08-31"}
    since = {"decided_on": "2026-09-01", "starts_on": "2026-09-01"}
    assert set(warned("exclusion_notice", date(2026, 8, 31), **brought, **before)) == {"reasons"}
    assert warned("exclusion_notice", date(2026, 9, 1), **brought, **since) == {}


def test_the_reasons_are_those_that_the_feed_takes_but_for_what_ended() -> None:
    assert REASON.name == "one of " + ", ".join([*REASONS, *REASON_UNTIL])
    assert CATEGORY.name == "one of " + ", ".join(CODES.values())
    assert set(KINDS) == set(CODES)
