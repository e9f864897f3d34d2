"""Returns that are due on a school day: a new pupil, an absence without leave, an illness."""

from __future__ import annotations

from datetime import date

from onroll.record.forms.answering import read_whole
from onroll.record.forms.catalogue import form_named
from onroll.record.forms.form import Circumstances
from tests.record.forms.full_answers import ANSWERS, answers, refused, warned


def test_a_new_pupil_is_returned_by_the_end_of_the_fifth_day_after_the_entry() -> None:
    """Entered on 5 September 2025: due by the 10th, and late on the 11th. Days, not school days."""
    entered = {"entered_on": "2025-09-05", "expected_on": "2025-09-05"}
    assert warned("new_pupil", date(2025, 9, 10), **entered) == {}
    late = warned("new_pupil", date(2025, 9, 11), **entered)
    assert late == {
        "entered_on": "The law asks for this return within 5 days. It was due by 10 September 2025 "
        "and will be recorded as late"
    }


def test_a_new_pupil_came_from_a_school_that_has_a_name() -> None:
    assert set(refused("new_pupil", previous_school="")) == {"previous_school"}
    answers("new_pupil", previous_school="", came_from="abroad")


def test_a_child_who_was_to_start_and_has_not_come_is_looked_for() -> None:
    """To start on 12 January 2026: on the day itself nobody is late yet."""
    assert warned("new_pupil", date(2026, 1, 12), attended="no") == {}
    assert set(warned("new_pupil", date(2026, 1, 13), attended="no")) == {"attended"}


def test_nobody_is_entered_in_a_register_before_being_born() -> None:
    assert set(refused("new_pupil", entered_on="2013-03-26", expected_on="")) == {"entered_on"}
    assert "entered_on" not in refused("new_pupil", entered_on="2013-03-27", expected_on="")


def test_ten_school_days_without_leave_are_not_returned_before_the_tenth() -> None:
    """Absent from Monday 13 October 2025: the tenth school day is Friday the 24th."""
    absent = {"absent_from": "2025-10-13"}
    assert refused("attendance_return", date(2025, 10, 23), **absent) == {
        "absent_from": "10 school days of absence are reached on 24 October 2025. Until then, tell "
        "us only of a pupil who does not attend regularly, or who may be missing education"
    }
    assert refused("attendance_return", date(2025, 10, 24), **absent) == {}


def test_half_term_is_not_counted() -> None:
    """Absent from Monday 20 October 2025: five school days, a week without, five more."""
    absent = {"absent_from": "2025-10-20"}
    assert set(refused("attendance_return", date(2025, 11, 9), **absent)) == {"absent_from"}
    assert refused("attendance_return", date(2025, 11, 10), **absent) == {}


def test_a_school_whose_days_nobody_knows_is_believed() -> None:
    """Refused on a guess, a child who does not attend would be told of by nobody."""
    typed = ANSWERS["attendance_return"] | {"absent_from": "2026-01-13"}
    form = form_named("attendance_return")
    assert read_whole(form, typed, Circumstances(date(2026, 1, 14)))[1] == []


def test_a_pupil_who_does_not_attend_regularly_is_returned_on_any_day() -> None:
    irregular = {"why": "irregular", "sessions_missed": "30", "sessions_possible": "30"}
    answers("attendance_return", absent_from="", codes=[], **irregular)
    told = refused("attendance_return", **irregular | {"sessions_possible": "29"})
    assert set(told) == {"sessions_missed"}


def test_code_n_that_stands_so_long_is_to_be_replaced() -> None:
    assert set(warned("attendance_return", codes=["N", "O"])) == {"codes"}
    assert warned("attendance_return", codes=["G", "O", "U"]) == {}


def test_fifteen_school_days_of_illness_are_reached_by_fifteen_and_not_by_fourteen() -> None:
    reached = {"which": "reached", "expected_back_on": ""}
    assert refused("sickness_return", days_missed="14.5", **reached) == {
        "days_missed": "15 school days are not reached with 14.5. If you expect them to be, select "
        "that you expect it"
    }
    answers("sickness_return", days_missed="15", **reached)


def test_an_illness_that_is_expected_to_last_is_returned_before_a_day_is_missed() -> None:
    """A letter that says six weeks: nobody waits for the fifteenth day."""
    answers("sickness_return", days_missed="0", absent_from="2026-01-14", expected_back_on="")


def test_days_to_come_and_days_missed_are_counted_together() -> None:
    """Five days missed on 14 January 2026: the tenth school day after it is the 28th."""
    assert set(warned("sickness_return", expected_back_on="2026-01-28")) == {"expected_back_on"}
    assert warned("sickness_return", expected_back_on="2026-01-29") == {}


def test_a_child_is_expected_back_after_the_illness_began() -> None:
    assert "expected_back_on" in refused("sickness_return", expected_back_on="2026-01-08")
    assert refused("sickness_return", expected_back_on="2026-01-09") == {}
