"""Home education as a school tells of it: the parent's words apart from the school's."""

from __future__ import annotations

from datetime import date

import pytest

from onroll.record.forms.catalogue import form_named
from tests.record.forms.full_answers import answers, refused, warned

BOTH = pytest.mark.parametrize("key", ["home_education_referral", "intention_to_home_educate"])


@BOTH
def test_a_letter_has_a_date_and_what_was_only_said_has_none(key: str) -> None:
    assert set(refused(key, written_on="")) == {"written_on"}
    assert "written_on" in refused(key, in_writing="no")


@BOTH
def test_what_was_only_said_is_taken_and_the_name_stays_on_the_register(key: str) -> None:
    told = warned(key, in_writing="no", written_on="")
    assert told["in_writing"].startswith("The name stays on the register until the parent")


@BOTH
def test_a_parent_who_was_asked_to_leave_by_the_school_is_asked_about(key: str) -> None:
    """Whatever the main reason is: it may be that the child was put off the roll."""
    assert set(warned(key, whose_choice="school_asked")) == {"whose_choice"}
    suggested = {"reasons": ["lifestyle", "school_suggestion"]}
    assert set(warned(key, **suggested)) == {"whose_choice"}
    assert warned(key, whose_choice="family") == {}


@BOTH
def test_the_main_reason_is_one_of_those_given(key: str) -> None:
    assert set(refused(key, main_reason="religious")) == {"main_reason"}


def test_a_meeting_has_a_day_and_an_outcome_and_where_there_was_none_a_reason() -> None:
    key = "home_education_referral"
    assert set(refused(key, met_on="", meeting="")) == {"met_on", "meeting"}
    none = {"meeting_held": "no", "met_on": "", "meeting": ""}
    assert set(refused(key, **none)) == {"why_no_meeting"}
    answers(key, **none, why_no_meeting="The family did not want one")


def test_an_intention_is_of_a_child_whose_name_is_on_the_register() -> None:
    key = "intention_to_home_educate"
    assert set(refused(key, still_on_roll="no")) == {"still_on_roll"}


def test_an_intention_is_to_leave_today_or_later() -> None:
    key = "intention_to_home_educate"
    assert refused(key, date(2026, 2, 13)) == {}
    assert set(refused(key, date(2026, 2, 14))) == {"leaves_on"}
    answers(key, date(2026, 2, 14), leaves_on="")


def test_the_schools_view_is_asked_on_another_page_than_the_parents_words() -> None:
    form = form_named("home_education_referral")
    of = {each.key: page.key for page in form.pages for each in page.questions}
    assert of["parents_words"] != of["schools_view"]
