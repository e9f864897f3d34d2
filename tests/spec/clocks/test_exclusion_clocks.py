"""Clocks of exclusion and suspension, on the days that the law's own examples give."""

from onroll.record.definitions.clocks.exclusion_told_to_authority import exclusion_told_to_authority
from onroll.record.definitions.clocks.exclusion_told_to_others import exclusion_told_to_others
from onroll.record.definitions.clocks.governors_consider_exclusion import (
    governors_consider_exclusion,
)
from onroll.record.definitions.clocks.looked_after_first_school_day import (
    looked_after_first_school_day,
)
from onroll.record.definitions.clocks.parents_told_before_education import (
    parents_told_before_education,
)
from onroll.record.definitions.clocks.parents_told_of_education import parents_told_of_education
from onroll.record.definitions.clocks.plan_review_after_exclusion import (
    plan_review_after_exclusion,
)
from onroll.record.definitions.clocks.review_application import review_application
from onroll.record.definitions.clocks.review_hearing import review_hearing
from onroll.record.definitions.clocks.suspension_sixth_school_day import (
    suspension_sixth_school_day,
)
from onroll.record.definitions.clocks.suspension_totals_considered import (
    suspension_totals_considered,
)


def test_suspensions_with_no_school_day_between_are_one_run(clock_spec):
    """Xena: 20-22 October, then 23 October to 5 November: the sixth day is 4 November."""
    clock_spec(
        suspension_sixth_school_day,
        facts="""
            child | fact       | starts_on  | ends_before | setting
            ------+------------+------------+-------------+--------
            Xena  | suspension | 2025-10-20 | 2025-10-23  | 100001
            Xena  | suspension | 2025-10-23 | 2025-11-06  | 100001
        """,
        always="compulsory_school_age, on_roll, key_stage_3_or_year_10",
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Xena  | 2025-10-20 | 2025-11-04 | 2025-11-06
        """,
    )


def test_a_day_back_in_school_begins_the_count_again(clock_spec):
    """Suspended 20-22 October, in school on the 23rd, again from the 24th: due 10 November."""
    clock_spec(
        suspension_sixth_school_day,
        facts="""
            child | fact         | starts_on  | ends_before | setting | value
            ------+--------------+------------+-------------+---------+------
            Yara  | suspension   | 2025-10-20 | 2025-10-23  | 100001  |
            Yara  | suspension   | 2025-10-24 | 2025-11-17  | 100001  |
            Yara  | weekly_hours | 2025-11-10 |             |         | 24
        """,
        always="compulsory_school_age, on_roll, key_stage_3_or_year_10",
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Yara  | 2025-10-24 | 2025-11-10 | 2025-11-10
        """,
    )


def test_a_suspension_shorter_than_six_school_days_starts_nothing(clock_spec):
    """Ada's five days end on 14 October; Bo's sixth is the 14th itself."""
    clock_spec(
        suspension_sixth_school_day,
        facts="""
            child | fact       | starts_on  | ends_before | setting
            ------+------------+------------+-------------+--------
            Ada   | suspension | 2025-10-07 | 2025-10-14  | 100001
            Bo    | suspension | 2025-10-07 | 2025-10-15  | 100001
        """,
        always="compulsory_school_age, on_roll, key_stage_3_or_year_10",
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Bo    | 2025-10-07 | 2025-10-14 | 2025-10-15
        """,
    )


def test_a_child_in_care_is_taught_from_the_first_school_day(clock_spec):
    """Excluded on Saturday 18 October: Monday is the first day. Dan is not in care."""
    clock_spec(
        looked_after_first_school_day,
        facts="""
            child | fact                | starts_on  | ends_before | value
            ------+---------------------+------------+-------------+------
            Cleo  | permanent_exclusion | 2025-10-18 | 2025-10-19  |
            Cleo  | looked_after        | 2024-01-01 |             |
            Cleo  | weekly_hours        | 2025-10-21 |             | 24
            Dan   | permanent_exclusion | 2025-10-18 | 2025-10-19  |
            Dan   | looked_after        | 2024-01-01 | 2025-10-18  |
        """,
        always="compulsory_school_age, on_roll, key_stage_3_or_year_10",
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Cleo  | 2025-10-20 | 2025-10-20 | 2025-10-21
        """,
    )


def test_the_authority_is_alerted_one_school_day_after_the_decision(clock_spec):
    """Decided on Friday 24 October, before half-term: the next school day is 4 November."""
    clock_spec(
        exclusion_told_to_authority,
        facts="""
            child | fact                         | starts_on  | ends_before
            ------+------------------------------+------------+------------
            Eli   | exclusion_decided            | 2025-10-24 | 2025-10-25
            Eli   | authority_told_of_exclusion  | 2025-11-05 | 2025-11-06
            Fay   | exclusion_decided            | 2025-10-15 | 2025-10-16
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Eli   | 2025-10-24 | 2025-11-04 | 2025-11-05
            Fay   | 2025-10-15 | 2025-10-16 |
        """,
    )


def test_the_others_are_told_one_school_day_after_the_decision(clock_spec):
    clock_spec(
        exclusion_told_to_others,
        facts="""
            child | fact                     | starts_on  | ends_before
            ------+--------------------------+------------+------------
            Gus   | exclusion_decided        | 2025-10-17 | 2025-10-18
            Gus   | others_told_of_exclusion | 2025-10-20 | 2025-10-21
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Gus   | 2025-10-17 | 2025-10-20 | 2025-10-20
        """,
    )


def test_parents_are_told_by_the_end_of_the_first_afternoon(clock_spec):
    clock_spec(
        parents_told_of_education,
        facts="""
            child | fact                     | starts_on  | ends_before
            ------+--------------------------+------------+------------
            Hal   | exclusion_decided        | 2025-10-15 | 2025-10-16
            Hal   | parents_told_of_education| 2025-10-16 | 2025-10-17
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Hal   | 2025-10-15 | 2025-10-15 | 2025-10-16
        """,
    )


def test_forty_eight_hours_are_two_whole_days_before_the_sixth_school_day(clock_spec):
    """The sixth school day of 15 October is the 22nd; two days before is Monday the 20th."""
    clock_spec(
        parents_told_before_education,
        facts="""
            child | fact                      | starts_on  | ends_before
            ------+---------------------------+------------+------------
            Ida   | exclusion_decided         | 2025-10-15 | 2025-10-16
            Ida   | permanent_exclusion       | 2025-10-15 | 2025-10-16
            Ida   | parents_told_of_education | 2025-10-20 | 2025-10-21
            Jed   | exclusion_decided         | 2025-10-15 | 2025-10-16
            Jed   | suspension                | 2025-10-15 | 2025-10-17
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Ida   | 2025-10-15 | 2025-10-20 | 2025-10-20
        """,
    )


def test_governors_have_fifteen_school_days_after_the_notice(clock_spec):
    """Notice on 15 October 2025: due on 13 November."""
    clock_spec(
        governors_consider_exclusion,
        facts="""
            child | fact                        | starts_on  | ends_before
            ------+-----------------------------+------------+------------
            Kit   | governors_told_of_exclusion | 2025-10-15 | 2025-10-16
            Kit   | governors_decided           | 2025-11-13 | 2025-11-14
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Kit   | 2025-10-15 | 2025-11-13 | 2025-11-13
        """,
    )


def test_parents_may_ask_and_a_panel_meets_within_fifteen_school_days(clock_spec):
    """From the governors' decision, and from the request: both 15 October to 13 November."""
    for clock, event in (
        (review_application, "governors_decided"),
        (review_hearing, "review_asked_for"),
    ):
        clock_spec(
            clock,
            facts=f"""
                child | fact    | starts_on  | ends_before
                ------+---------+------------+------------
                Lev   | {event} | 2025-10-15 | 2025-10-16
            """,
            expect="""
                child | starts_on  | due_on     | met_on
                ------+------------+------------+-------
                Lev   | 2025-10-15 | 2025-11-13 |
            """,
        )


def test_a_plan_is_reviewed_twenty_school_days_after_and_only_where_there_is_one(clock_spec):
    """Excluded on 6 November: 4 December. Max has no plan; Nia's ends on 1 December."""
    clock_spec(
        plan_review_after_exclusion,
        facts="""
            child | fact                | starts_on  | ends_before
            ------+---------------------+------------+------------
            Mia   | permanent_exclusion | 2025-11-06 | 2025-11-07
            Mia   | ehc_plan            | 2024-09-01 |
            Max   | permanent_exclusion | 2025-11-06 | 2025-11-07
            Nia   | permanent_exclusion | 2025-11-06 | 2025-11-07
            Nia   | ehc_plan            | 2024-09-01 | 2025-12-01
            Nia   | ehc_plan_ended      | 2025-12-01 | 2025-12-02
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Mia   | 2025-11-06 | 2025-12-04 |
            Nia   | 2025-11-06 | 2025-12-04 | 2025-12-01
        """,
    )


def test_it_starts_on_the_day_a_total_passes_fifteen_in_a_term_or_forty_five_in_a_year(clock_spec):
    """Exactly fifteen days start nothing; half a day more does. Exactly forty-five neither."""
    clock_spec(
        suspension_totals_considered,
        facts="""
            child | fact                     | starts_on  | ends_before | value
            ------+--------------------------+------------+-------------+------
            Ola   | days_suspended_this_term | 2025-10-01 | 2026-01-01  | 15
            Ola   | days_suspended_this_term | 2025-10-15 | 2026-01-01  | 0.5
            Pia   | days_suspended_this_year | 2025-10-01 | 2026-09-01  | 45
            Quin  | days_suspended_this_year | 2025-10-01 | 2026-09-01  | 45
            Quin  | days_suspended_this_year | 2025-11-06 | 2026-09-01  | 0.5
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-------
            Ola   | 2025-10-15 | 2025-11-13 |
            Quin  | 2025-11-06 | 2025-11-27 |
        """,
    )


def test_the_sixth_day_of_suspension_counts_too_where_no_source_tells_the_age(clock_spec):
    clock_spec(
        suspension_sixth_school_day,
        facts="""
            child | fact          | starts_on  | ends_before | setting
            ------+---------------+------------+-------------+--------
            Gwen  | suspension    | 2025-10-20 | 2025-11-06  | 100001
            Gwen  | age_not_known | 2025-10-20 |             |
            Hal   | suspension    | 2025-10-20 | 2025-11-06  | 100001
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-------
            Gwen  | 2025-10-20 | 2025-11-04 |
        """,
    )
