"""Clocks of a duty that is owed to some children only, and that nothing but evidence ends."""

import pytest

from onroll.record.definitions.clocks.ground_i_misuse import ground_i_misuse
from onroll.record.definitions.clocks.home_education_annual_review import (
    home_education_annual_review,
)
from onroll.record.definitions.clocks.home_education_visit_offer import home_education_visit_offer
from onroll.record.definitions.clocks.looked_after_first_school_day import (
    looked_after_first_school_day,
)
from onroll.record.definitions.clocks.medical_provision import medical_provision
from onroll.record.definitions.clocks.part_time_timetable_notice import part_time_timetable_notice
from onroll.record.definitions.clocks.plan_review_after_exclusion import (
    plan_review_after_exclusion,
)
from onroll.record.definitions.clocks.section_437_notice_answer import section_437_notice_answer
from onroll.record.definitions.clocks.sixth_school_day import sixth_school_day
from onroll.record.definitions.clocks.suspension_sixth_school_day import (
    suspension_sixth_school_day,
)


@pytest.mark.parametrize(
    ("clock", "event", "due_on"),
    [
        (sixth_school_day, "permanent_exclusion", "2025-10-22"),
        (suspension_sixth_school_day, "suspension", "2025-10-22"),
        (looked_after_first_school_day, "suspension", "2025-10-15"),
    ],
    ids=lambda each: getattr(each, "key", None),
)
def test_education_after_an_exclusion_is_owed_at_school_age_only(clock, event, due_on, clock_spec):
    """Amir is four, Beth of school age, and Cai past it on the day; all are in care."""
    clock_spec(
        clock,
        facts=f"""
            child | fact                  | starts_on  | ends_before
            ------+-----------------------+------------+------------
            Amir  | {event}               | 2025-10-15 | 2025-11-20
            Amir  | compulsory_school_age | 2025-12-31 |
            Beth  | {event}               | 2025-10-15 | 2025-11-20
            Beth  | compulsory_school_age | 2025-10-15 |
            Cai   | {event}               | 2025-10-15 | 2025-11-20
            Cai   | compulsory_school_age | 2014-08-31 | 2025-10-15
        """,
        always="looked_after",
        expect=f"""
            child | starts_on  | due_on   | met_on
            ------+------------+----------+-------
            Beth  | 2025-10-15 | {due_on} |
        """,
    )


def test_a_plan_told_once_stands_until_its_end_is_told(clock_spec):
    """A school census tells of a plan on its one day, and no census lists a child off roll."""
    clock_spec(
        plan_review_after_exclusion,
        facts="""
            child | fact                | starts_on  | ends_before
            ------+---------------------+------------+------------
            Dana  | ehc_plan            | 2025-10-02 | 2025-10-03
            Dana  | permanent_exclusion | 2025-11-06 | 2025-11-07
            Evan  | ehc_plan            | 2025-10-02 | 2025-10-03
            Evan  | ehc_plan_ended      | 2025-11-06 | 2025-11-07
            Evan  | permanent_exclusion | 2025-11-06 | 2025-11-07
            Faye  | ehc_plan            | 2024-09-01 | 2025-11-10
            Faye  | permanent_exclusion | 2025-11-06 | 2025-11-07
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-------
            Dana  | 2025-11-06 | 2025-12-04 |
            Faye  | 2025-11-06 | 2025-12-04 |
        """,
    )


def test_fifteen_days_of_illness_in_a_year_count_while_there_is_evidence_of_illness(clock_spec):
    """Ten days ill in autumn and five in spring: the fifteenth is 23 January, with a doctor's
    letter from the 19th (Gil); the letter of 9 February makes it clear that day (Hoda), and the
    fifth school day after half-term is the 24th; Ira has had fifteen days and is ill no more. Jed
    is in hospital, and no register says so."""
    clock_spec(
        medical_provision,
        facts="""
            child | fact                  | starts_on  | ends_before
            ------+-----------------------+------------+------------
            Gil   | sickness_days_reached | 2026-01-23 | 2026-09-01
            Gil   | medical_evidence      | 2026-01-19 | 2026-02-02
            Hoda  | sickness_days_reached | 2026-01-23 | 2026-09-01
            Hoda  | medical_evidence      | 2026-02-09 |
            Ira   | sickness_days_reached | 2026-01-23 | 2026-09-01
            Jed   | in_hospital           | 2025-09-08 |
        """,
        always="compulsory_school_age",
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Gil   | 2026-01-23 | 2026-01-30 | 2026-02-02
            Hoda  | 2026-02-09 | 2026-02-24 |
            Jed   | 2025-09-26 | 2025-10-03 |
        """,
    )


def test_one_illness_starts_one_clock_however_many_sources_tell_of_it(clock_spec):
    """Expected on 8 September, evidenced on the 10th, and fifteen days ill on the 26th."""
    clock_spec(
        medical_provision,
        facts="""
            child | fact                   | starts_on  | ends_before
            ------+------------------------+------------+------------
            Kim   | long_illness_expected  | 2025-09-08 |
            Kim   | medical_evidence       | 2025-09-10 |
            Kim   | absent_through_illness | 2025-09-08 |
        """,
        always="compulsory_school_age",
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-------
            Kim   | 2025-09-08 | 2025-09-15 |
        """,
    )


def test_nobody_owes_education_to_the_ill_who_are_not_of_school_age(clock_spec):
    clock_spec(
        medical_provision,
        facts="""
            child | fact                  | starts_on  | ends_before
            ------+-----------------------+------------+------------
            Lea   | long_illness_expected | 2025-09-08 |
        """,
        expect="""
            child | starts_on | due_on | met_on
            ------+-----------+--------+-------
        """,
    )


def test_the_first_review_is_due_a_year_after_home_education_began(clock_spec):
    """Mona was never reviewed. Nils was on the register at four, and turned of school age."""
    clock_spec(
        home_education_annual_review,
        facts="""
            child | fact                     | starts_on  | ends_before
            ------+--------------------------+------------+------------
            Mona  | home_educated            | 2024-09-02 |
            Mona  | compulsory_school_age    | 2019-08-31 |
            Nils  | home_educated            | 2024-09-02 |
            Nils  | compulsory_school_age    | 2024-12-31 |
            Nils  | education_found_suitable | 2025-06-02 |
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Mona  | 2024-09-02 | 2025-09-02 |
            Nils  | 2024-12-31 | 2025-12-31 | 2025-06-02
            Nils  | 2025-06-02 | 2026-06-02 |
        """,
    )


def test_after_school_age_nobody_reviews_home_education(clock_spec):
    """School age ended on 27 June 2025, and the entry in the register was never closed."""
    clock_spec(
        home_education_annual_review,
        facts="""
            child | fact                     | starts_on  | ends_before
            ------+--------------------------+------------+------------
            Omar  | home_educated            | 2023-09-01 |
            Omar  | compulsory_school_age    | 2014-08-31 | 2025-06-28
            Omar  | education_found_suitable | 2025-03-03 |
            Omar  | home_education_reviewed  | 2025-09-01 | 2025-09-02
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Omar  | 2023-09-01 | 2024-09-01 | 2025-03-03
            Omar  | 2025-03-03 | 2026-03-03 | 2025-06-28
        """,
    )


def test_a_visit_is_offered_when_a_child_on_the_register_comes_of_school_age(clock_spec):
    """Pia is four on the register, and of school age on 31 December; Quin never is."""
    clock_spec(
        home_education_visit_offer,
        facts="""
            child | fact                  | starts_on  | ends_before
            ------+-----------------------+------------+------------
            Pia   | home_educated         | 2025-09-02 |
            Pia   | compulsory_school_age | 2025-12-31 |
            Quin  | home_educated         | 2025-09-02 |
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-------
            Pia   | 2025-12-31 | 2026-01-19 |
        """,
    )


def test_the_end_of_code_c2_tells_the_authority_nothing(clock_spec):
    """C2 from 8 to 12 September, of which the school tells on 1 October (Rosa), or never (Saul).
    Tess has code C2 again within a week, which is one timetable."""
    clock_spec(
        part_time_timetable_notice,
        facts="""
            child | fact                     | starts_on  | ends_before | setting
            ------+--------------------------+------------+-------------+--------
            Rosa  | code_c2_in_use           | 2025-09-08 | 2025-09-13  | 100001
            Rosa  | part_time_timetable_told | 2025-10-01 | 2025-10-02  |
            Saul  | code_c2_in_use           | 2025-09-08 | 2025-09-13  | 100001
            Tess  | code_c2_in_use           | 2025-09-08 | 2025-09-13  | 100001
            Tess  | code_c2_in_use           | 2025-09-15 | 2025-09-20  | 100001
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Rosa  | 2025-09-08 | 2025-09-22 | 2025-10-01
            Saul  | 2025-09-08 | 2025-09-22 |
            Tess  | 2025-09-08 | 2025-09-22 |
        """,
    )


def test_enquiries_about_an_earlier_absence_do_not_meet_a_later_deletion(clock_spec):
    """Uma was looked for in the autumn, came back on 3 November, and is deleted in March. Vic
    was looked for in January and has not been back."""
    clock_spec(
        ground_i_misuse,
        facts="""
            child | fact                  | starts_on  | ends_before
            ------+-----------------------+------------+------------
            Uma   | joint_enquiries_made  | 2025-10-10 | 2025-10-11
            Uma   | marked_present        | 2025-11-03 | 2025-11-22
            Uma   | removed_after_absence | 2026-03-02 | 2026-03-03
            Vic   | marked_present        | 2025-11-03 | 2025-11-22
            Vic   | joint_enquiries_made  | 2026-01-12 | 2026-01-13
            Vic   | removed_after_absence | 2026-03-02 | 2026-03-03
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Uma   | 2026-03-02 | 2026-03-02 |
            Vic   | 2026-03-02 | 2026-03-02 | 2026-03-02
        """,
    )


def test_a_finding_from_before_the_notice_does_not_answer_it(clock_spec):
    """Served on 3 November. Wes was found suitable in May; Xia is found so on the 14th."""
    clock_spec(
        section_437_notice_answer,
        facts="""
            child | fact                     | starts_on  | ends_before
            ------+--------------------------+------------+------------
            Wes   | section_437_notice       | 2025-11-03 | 2025-11-04
            Wes   | education_found_suitable | 2025-05-12 |
            Xia   | section_437_notice       | 2025-11-03 | 2025-11-04
            Xia   | education_found_suitable | 2025-11-14 |
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Wes   | 2025-11-03 | 2025-11-17 |
            Xia   | 2025-11-03 | 2025-11-17 | 2025-11-14
        """,
    )
