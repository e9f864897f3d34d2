"""Whether a school may remove a name: grounds, their days, and what the parent has to have said."""

from __future__ import annotations

from datetime import date

import pytest

from tests.record.forms.full_answers import answers, refused, warned

NOT_FOUND = {
    "ground": "i", "absent_from": "2025-12-01", "school_enquired": "yes",
    "authority_enquired": "yes", "enquiries": "Visited with the officer", "destination":
    "not_known", "last_attended": "2025-11-28",
}  # fmt: skip
AT_HOME = {
    "ground": "f", "in_writing": "yes", "written_on": "2026-01-08", "parents_words": "At home",
    "special_school": "no", "whose_choice": "family", "destination": "home_education",
}  # fmt: skip


def test_a_name_is_not_removed_on_ground_i_before_the_twentieth_school_day_of_absence() -> None:
    """Absent from 1 December 2025: the twentieth school day is Monday 12 January 2026."""
    told = refused(
        "removal_from_roll", date(2026, 1, 11), **NOT_FOUND | {"removed_on": "2026-01-11"}
    )
    assert told == {
        "removed_on": "The twentieth school day of absence is 12 January 2026. You cannot use this "
        "ground before then"
    }
    answers("removal_from_roll", date(2026, 1, 12), **NOT_FOUND | {"removed_on": "2026-01-12"})


def test_a_name_is_not_removed_on_ground_h_before_the_tenth_school_day_after_the_leave() -> None:
    """Leave that ended on Friday 21 November 2025: the tenth school day after is 5 December."""
    away = NOT_FOUND | {"ground": "h", "absent_from": "2025-11-21", "last_attended": "2025-11-14"}
    early = refused("removal_from_roll", date(2025, 12, 4), **away | {"removed_on": "2025-12-04"})
    assert early["removed_on"].startswith("The tenth school day after the leave is 5 December 2025")
    answers("removal_from_roll", date(2025, 12, 5), **away | {"removed_on": "2025-12-05"})


@pytest.mark.parametrize("who", ["school_enquired", "authority_enquired"])
def test_grounds_h_and_i_need_enquiries_of_the_school_and_of_the_authority(who: str) -> None:
    assert set(refused("removal_from_roll", **NOT_FOUND | {who: "no"})) == {who}


def test_ground_f_needs_the_parents_words_in_writing() -> None:
    answers("removal_from_roll", **AT_HOME)
    assert set(refused("removal_from_roll", **AT_HOME | {"in_writing": "no"})) == {"in_writing"}


def test_a_pupil_placed_at_a_special_school_leaves_for_home_with_consent_alone() -> None:
    told = AT_HOME | {"special_school": "with_consent"}
    answers("removal_from_roll", **told)
    told |= {"special_school": "without_consent"}
    assert set(refused("removal_from_roll", **told)) == {"special_school"}


def test_ground_a_needs_the_school_at_which_the_child_is_registered() -> None:
    assert set(refused("removal_from_roll", next_school="")) == {"next_school"}


def test_a_removed_name_was_removed_by_today_and_another_is_removed_today_or_later() -> None:
    """Told on 14 January 2026. A name is not removed from a day that has passed."""
    for already, day, problem in (
        ("yes", "2026-01-14", set()),
        ("yes", "2026-01-15", {"removed_on"}),
        ("no", "2026-01-14", set()),
        ("no", "2026-01-13", {"removed_on"}),
    ):
        told = refused("removal_from_roll", already_removed=already, removed_on=day)
        assert set(told) == problem, (already, day)


def test_a_return_after_the_removal_is_taken_and_recorded_as_late() -> None:
    assert warned("removal_from_roll", removed_on="2026-01-14") == {}
    assert set(warned("removal_from_roll", removed_on="2026-01-13")) == {"removed_on"}


def test_a_family_that_was_asked_to_leave_is_a_question_to_the_school() -> None:
    assert set(warned("removal_from_roll", **AT_HOME | {"whose_choice": "school_asked"})) == {
        "whose_choice"
    }


def test_of_a_child_who_has_died_the_school_is_asked_whether_and_not_where_to() -> None:
    """A slip of one letter does not end a search; a grieving school is asked for no destination."""
    told = answers("removal_from_roll", ground="k", has_died="yes")
    assert not {"destination", "next_school", "next_address", "risk"} & told.kept.keys()
    slip = refused("removal_from_roll", ground="k", has_died="no")
    assert slip == {
        "has_died": "This ground is for a child who has died. Go back and select another ground"
    }
    assert "has_died" not in answers("removal_from_roll").kept
