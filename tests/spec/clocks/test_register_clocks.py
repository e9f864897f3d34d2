"""Clocks of registers and returns, on the days that the examples of the law's sources give."""

import pytest

from onroll.record.definitions.clocks.attendance_return import attendance_return
from onroll.record.definitions.clocks.code_n_replaced import code_n_replaced
from onroll.record.definitions.clocks.deletion_return import deletion_return
from onroll.record.definitions.clocks.ground_h_enquiries import ground_h_enquiries
from onroll.record.definitions.clocks.ground_i_enquiries import ground_i_enquiries
from onroll.record.definitions.clocks.ground_i_misuse import ground_i_misuse
from onroll.record.definitions.clocks.lost_pupil_file import lost_pupil_file
from onroll.record.definitions.clocks.new_pupil_return import new_pupil_return
from onroll.record.definitions.clocks.non_arrival_enquiries import non_arrival_enquiries
from onroll.record.definitions.clocks.non_arrival_return import non_arrival_return
from onroll.record.definitions.clocks.part_time_timetable_notice import part_time_timetable_notice
from onroll.record.definitions.clocks.part_time_timetable_review import part_time_timetable_review
from onroll.record.definitions.clocks.penalty_notice import penalty_notice
from onroll.record.definitions.clocks.register_entries_kept import register_entries_kept
from onroll.record.definitions.clocks.safeguarding_file import safeguarding_file
from onroll.record.definitions.clocks.sickness_return import sickness_return
from onroll.record.definitions.clocks.sickness_return_expected import sickness_return_expected
from onroll.record.definitions.clocks.sickness_return_in_a_year import sickness_return_in_a_year
from onroll.record.definitions.clocks.transfer_file import transfer_file


def test_a_new_pupil_is_returned_by_the_end_of_the_fifth_day_after(clock_spec):
    """Entered on Friday 5 September: the 10th, though a weekend lies between. The 11th is late."""
    clock_spec(
        new_pupil_return,
        facts="""
            child | fact                  | starts_on  | ends_before
            ------+-----------------------+------------+------------
            Ava   | new_pupil_entered     | 2025-09-05 | 2025-09-06
            Ava   | new_pupil_return_made | 2025-09-10 | 2025-09-11
            Ben   | new_pupil_entered     | 2025-09-05 | 2025-09-06
            Ben   | new_pupil_return_made | 2025-09-11 | 2025-09-12
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Ava   | 2025-09-05 | 2025-09-10 | 2025-09-10
            Ben   | 2025-09-05 | 2025-09-10 | 2025-09-11
        """,
    )


def test_regulations_of_2024_start_nothing_before_their_first_day(clock_spec):
    """In force from 19 August 2024: an entry of the 18th starts no clock."""
    clock_spec(
        new_pupil_return,
        facts="""
            child | fact              | starts_on  | ends_before
            ------+-------------------+------------+------------
            Cal   | new_pupil_entered | 2024-08-18 | 2024-08-19
            Dee   | new_pupil_entered | 2024-08-19 | 2024-08-20
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-------
            Dee   | 2024-08-19 | 2024-08-24 |
        """,
    )


def test_a_deletion_is_returned_no_later_than_the_day_of_deletion(clock_spec):
    """The ground was met on the 3rd and the name deleted on the 7th: the 8th is late."""
    clock_spec(
        deletion_return,
        facts="""
            child | fact                 | starts_on  | ends_before
            ------+----------------------+------------+------------
            Eve   | deletion_ground_met  | 2025-11-03 | 2025-11-08
            Eve   | deletion_return_made | 2025-11-07 | 2025-11-08
            Fin   | deletion_ground_met  | 2025-11-03 | 2025-11-08
            Fin   | deletion_return_made | 2025-11-08 | 2025-11-09
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Eve   | 2025-11-03 | 2025-11-07 | 2025-11-07
            Fin   | 2025-11-03 | 2025-11-07 | 2025-11-08
        """,
    )


def test_ten_school_days_without_reason_make_an_attendance_return_due(clock_spec):
    """From 13 October: the 24th. From the 20th: 10 November. Nine days start nothing, an open run
    shows its day, and an I day after nine begins again (Ivy)."""
    clock_spec(
        attendance_return,
        facts="""
            child | fact                | starts_on  | ends_before
            ------+---------------------+------------+------------
            Gil   | unexplained_absence | 2025-10-13 | 2025-11-04
            Hana  | unexplained_absence | 2025-10-20 |
            Ivy   | unexplained_absence | 2025-10-13 | 2025-10-24
            Ivy   | unexplained_absence | 2025-11-04 | 2025-11-10
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-------
            Gil   | 2025-10-13 | 2025-10-24 |
            Hana  | 2025-10-20 | 2025-11-10 |
        """,
    )


def test_fifteen_school_days_of_illness_make_a_sickness_return_due(clock_spec):
    """From 8 September: the 26th. From 13 October: 10 November. Fourteen days start nothing."""
    clock_spec(
        sickness_return,
        facts="""
            child | fact                   | starts_on  | ends_before
            ------+------------------------+------------+------------
            Jan   | absent_through_illness | 2025-09-08 | 2025-10-06
            Kay   | absent_through_illness | 2025-10-13 |
            Lee   | absent_through_illness | 2025-09-08 | 2025-09-26
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-------
            Jan   | 2025-09-08 | 2025-09-26 |
            Kay   | 2025-10-13 | 2025-11-10 |
        """,
    )


def test_a_forecast_of_six_weeks_makes_it_due_at_once(clock_spec):
    """A hospital letter of 9 September; and fifteen days in a year, reached on 22 January."""
    clock_spec(
        sickness_return_expected,
        facts="""
            child | fact                  | starts_on  | ends_before
            ------+-----------------------+------------+------------
            Mo    | long_illness_expected | 2025-09-09 | 2025-10-20
            Mo    | sickness_return_made  | 2025-09-10 | 2025-09-11
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Mo    | 2025-09-09 | 2025-09-09 | 2025-09-10
        """,
    )
    clock_spec(
        sickness_return_in_a_year,
        facts="""
            child | fact                  | starts_on  | ends_before
            ------+-----------------------+------------+------------
            Nic   | sickness_days_reached | 2026-01-22 | 2026-09-01
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-------
            Nic   | 2026-01-22 | 2026-01-22 |
        """,
    )


def test_code_n_is_replaced_within_five_school_days(clock_spec):
    """A code N of Thursday 16 October is due on the 23rd: five school days from the 17th."""
    clock_spec(
        code_n_replaced,
        facts="""
            child | fact                   | starts_on  | ends_before
            ------+------------------------+------------+------------
            Oz    | reason_not_established | 2025-10-17 | 2026-09-01
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Oz    | 2025-10-17 | 2025-10-23 | 2026-09-01
        """,
    )


def test_an_entry_of_29_february_is_kept_to_28_february_six_years_on(clock_spec):
    """2030 has no 29 February; and six years from 2 September 2025 are 2 September 2031."""
    clock_spec(
        register_entries_kept,
        facts="""
            child | fact                | starts_on  | ends_before
            ------+---------------------+------------+------------
            Pam   | register_entry_made | 2028-02-29 | 2028-03-01
            Pam   | register_entry_made | 2025-09-02 | 2025-09-03
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-------
            Pam   | 2025-09-02 | 2031-09-02 |
            Pam   | 2028-02-29 | 2034-02-28 |
        """,
    )


def test_a_part_time_timetable_in_the_register_is_told_within_two_weeks(clock_spec):
    """Code C2 from 8 September; the school's list names the timetable from the 22nd, or before."""
    clock_spec(
        part_time_timetable_notice,
        facts="""
            child | fact                | starts_on  | ends_before
            ------+---------------------+------------+------------
            Rae   | code_c2_in_use      | 2025-09-08 |
            Rae   | part_time_timetable | 2025-09-22 |
            Sam   | code_c2_in_use      | 2025-09-08 |
            Sam   | part_time_timetable | 2025-09-01 |
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Rae   | 2025-09-08 | 2025-09-22 | 2025-09-22
            Sam   | 2025-09-08 | 2025-09-22 | 2025-09-08
        """,
    )


def test_a_timetable_ends_before_six_weeks_and_a_renewal_does_not_begin_again(clock_spec):
    """From 8 September the 42nd day is 19 October. Uma's second continues the first."""
    clock_spec(
        part_time_timetable_review,
        facts="""
            child | fact                         | starts_on  | ends_before
            ------+------------------------------+------------+------------
            Tom   | part_time_timetable          | 2025-09-08 | 2025-10-20
            Uma   | part_time_timetable          | 2025-09-08 | 2025-10-01
            Uma   | part_time_timetable          | 2025-10-06 |
            Uma   | part_time_timetable_reviewed | 2025-10-19 | 2025-10-20
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Tom   | 2025-09-08 | 2025-10-19 | 2025-10-20
            Uma   | 2025-09-08 | 2025-10-19 | 2025-10-19
        """,
    )


def test_ground_h_is_met_on_the_tenth_school_day_after_the_leave(clock_spec):
    """Leave ended on Friday 21 November, absent from Monday: 5 December. Back on day ten: none."""
    clock_spec(
        ground_h_enquiries,
        facts="""
            child | fact                    | starts_on  | ends_before
            ------+-------------------------+------------+------------
            Val   | not_returned_from_leave | 2025-11-24 |
            Wes   | not_returned_from_leave | 2025-11-24 | 2025-12-05
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-------
            Val   | 2025-11-24 | 2025-12-05 |
        """,
    )


def test_ground_i_is_met_on_the_twentieth_school_day(clock_spec):
    """From 1 December: 12 January. From 15 September: 10 October. Back on day twenty: none."""
    clock_spec(
        ground_i_enquiries,
        facts="""
            child | fact                  | starts_on  | ends_before
            ------+-----------------------+------------+------------
            Xan   | absent_without_reason | 2025-12-01 |
            Yas   | absent_without_reason | 2025-09-15 | 2025-11-01
            Yas   | joint_enquiries_made  | 2025-10-10 | 2025-10-11
            Zed   | absent_without_reason | 2025-09-15 | 2025-10-10
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Xan   | 2025-12-01 | 2026-01-12 |
            Yas   | 2025-09-15 | 2025-10-10 | 2025-10-10
        """,
    )


def test_enquiries_of_any_earlier_day_meet_a_deletion_on_ground_i(clock_spec):
    clock_spec(
        ground_i_misuse,
        facts="""
            child | fact                  | starts_on  | ends_before
            ------+-----------------------+------------+------------
            Abe   | removed_after_absence | 2026-01-14 | 2026-01-15
            Abe   | joint_enquiries_made  | 2025-12-10 | 2025-12-11
            Bea   | removed_after_absence | 2026-01-14 | 2026-01-15
            Bea   | joint_enquiries_made  | 2026-01-15 | 2026-01-16
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Abe   | 2026-01-14 | 2026-01-14 | 2026-01-14
            Bea   | 2026-01-14 | 2026-01-14 | 2026-01-15
        """,
    )


@pytest.mark.parametrize(
    ("clock", "event", "starts_on", "due_on"),
    [
        (safeguarding_file, "new_school_confirmed", "2025-11-28", "2025-12-03"),
        (transfer_file, "transfer_file_awaited", "2025-11-28", "2025-12-19"),
        (lost_pupil_file, "enquiries_begun", "2025-10-06", "2025-11-03"),
        (non_arrival_enquiries, "did_not_arrive", "2025-09-03", "2025-09-06"),
        (non_arrival_return, "did_not_arrive", "2025-09-03", "2025-09-30"),
        (non_arrival_return, "did_not_arrive", "2025-09-30", "2025-09-30"),
        (non_arrival_return, "did_not_arrive", "2025-10-01", "2026-09-30"),
        (penalty_notice, "penalty_notice_sessions_reached", "2025-11-03", ""),
    ],
)
def test_each_is_due_on_its_day(clock_spec, clock, event, starts_on, due_on):
    clock_spec(
        clock,
        facts=f"""
            child | fact    | starts_on   | ends_before
            ------+---------+-------------+------------
            Cas   | {event} | {starts_on} |
        """,
        expect=f"""
            child | starts_on   | due_on   | met_on
            ------+-------------+----------+-------
            Cas   | {starts_on} | {due_on} |
        """,
    )


def test_what_meets_the_files_and_the_enquiries(clock_spec):
    """On the last day, and a day late."""
    for clock, event, met in (
        (safeguarding_file, "new_school_confirmed", "safeguarding_file_sent"),
        (transfer_file, "transfer_file_awaited", "transfer_file_sent"),
        (lost_pupil_file, "enquiries_begun", "lost_pupil"),
        (non_arrival_enquiries, "did_not_arrive", "enquiries_begun"),
        (non_arrival_return, "did_not_arrive", "non_arrival_returned"),
        (penalty_notice, "penalty_notice_sessions_reached", "penalty_notice_considered"),
    ):
        clock_spec(
            clock,
            facts=f"""
                child | fact    | starts_on  | ends_before
                ------+---------+------------+------------
                Dot   | {event} | 2025-09-08 | 2025-09-09
                Dot   | {met}   | 2025-09-10 | 2025-09-11
            """,
            expect=f"""
                child | starts_on  | due_on          | met_on
                ------+------------+-----------------+-----------
                Dot   | 2025-09-08 | {DUE[clock.key]} | 2025-09-10
            """,
        )


def test_a_timetable_again_within_a_week_is_not_reviewed_anew(clock_spec):
    """Seven days without one between Ann's two timetables, and eight between Bob's."""
    clock_spec(
        part_time_timetable_review,
        facts="""
            child | fact                | starts_on  | ends_before
            ------+---------------------+------------+------------
            Ann   | part_time_timetable | 2025-09-02 | 2025-09-20
            Ann   | part_time_timetable | 2025-09-27 | 2025-10-04
            Bob   | part_time_timetable | 2025-09-02 | 2025-09-20
            Bob   | part_time_timetable | 2025-09-28 | 2025-10-04
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Ann   | 2025-09-02 | 2025-10-13 | 2025-10-04
            Bob   | 2025-09-02 | 2025-10-13 | 2025-09-20
            Bob   | 2025-09-28 | 2025-11-08 | 2025-10-04
        """,
    )


DUE = {
    "safeguarding_file": "2025-09-13",
    "transfer_file": "2025-09-29",
    "lost_pupil_file": "2025-10-06",
    "non_arrival_enquiries": "2025-09-11",
    "non_arrival_return": "2025-09-30",
    "penalty_notice": "",
}
