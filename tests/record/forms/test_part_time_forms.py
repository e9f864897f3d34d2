"""A part-time timetable and the review of one: agreed, with an end, for no more than six weeks."""

from __future__ import annotations

from datetime import date

from tests.record.forms.full_answers import answers, refused, warned

SIX_WEEKS = {"starts_on": "2025-09-08", "review_on": "2025-09-22", "agreed_on": ""}
TOLD = date(2025, 9, 9)


def test_a_timetable_of_six_weeks_is_taken_and_one_of_a_day_more_is_asked_about() -> None:
    """From 8 September 2025 the 42nd day is 19 October: back full time on the 20th, or later."""
    assert warned("part_time_timetable", TOLD, ends_on="2025-10-20", **SIX_WEEKS) == {}
    longer = warned("part_time_timetable", TOLD, ends_on="2025-10-21", **SIX_WEEKS)
    assert longer == {
        "ends_on": "From 8 September 2025 this is longer than 42 days, which would have the child "
        "back full time on 20 October 2025. We will ask you about it"
    }


def test_a_timetable_has_an_end_after_its_beginning() -> None:
    same = {"starts_on": "2026-01-12", "ends_on": "2026-01-12", "review_on": "2026-01-12"}
    assert set(refused("part_time_timetable", **same)) == {"ends_on"}
    assert refused("part_time_timetable", **same | {"ends_on": "2026-01-13"}) == {}


def test_it_is_reviewed_while_it_runs() -> None:
    """It runs from 12 January to 9 February 2026, on which the child is back."""
    assert set(refused("part_time_timetable", review_on="2026-01-11")) == {"review_on"}
    assert set(refused("part_time_timetable", review_on="2026-02-10")) == {"review_on"}
    assert refused("part_time_timetable", review_on="2026-02-09") == {}


def test_without_the_parents_agreement_it_is_taken_and_asked_about() -> None:
    """Refused, it would be a child who is out of school and of whom nobody tells."""
    assert set(warned("part_time_timetable", parent_agreed="no")) == {"parent_agreed"}
    assert set(warned("part_time_review", parent_agreed="no")) == {"parent_agreed"}


def test_it_is_no_way_to_manage_behaviour() -> None:
    assert set(warned("part_time_timetable", reason="SB")) == {"reason"}


def test_it_is_told_within_two_weeks() -> None:
    """Begun on 12 January 2026: told by the 26th."""
    assert warned("part_time_timetable", date(2026, 1, 26)) == {}
    assert set(warned("part_time_timetable", date(2026, 1, 27))) == {"starts_on"}


def test_a_renewed_timetable_does_not_start_the_count_again() -> None:
    """Begun on 6 January 2026: six weeks end on 17 February, whenever it was reviewed."""
    assert warned("part_time_review", ends_on="2026-02-17") == {}
    assert set(warned("part_time_review", ends_on="2026-02-18")) == {"ends_on"}


def test_a_review_is_on_or_after_the_first_day() -> None:
    assert set(refused("part_time_review", reviewed_on="2026-01-05")) == {"reviewed_on"}
    assert refused("part_time_review", reviewed_on="2026-01-06") == {}


def test_a_timetable_that_goes_on_has_an_end_after_the_review() -> None:
    assert set(refused("part_time_review", ends_on="")) == {"ends_on"}
    assert set(refused("part_time_review", ends_on="2026-01-13")) == {"ends_on"}
    assert refused("part_time_review", ends_on="2026-01-14") == {}
    assert set(refused("part_time_review", why_now="")) == {"why_now"}
    assert refused("part_time_review", why_now="", outcome="continues") == {}


def test_one_that_ended_has_the_day_on_which_the_child_was_back_and_is_asked_no_hours() -> None:
    told = answers("part_time_review", outcome="ended", ended_on="2026-01-12")
    assert "hours" not in told.kept
    ended = {"outcome": "ended", "ended_on": "2026-01-05"}
    assert set(refused("part_time_review", **ended)) == {"ended_on"}
