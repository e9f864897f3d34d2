"""Suspended, for how long, and the sixth school day of a run of suspensions (X4 and X5)."""

from onroll.record.definitions.cohorts.excluded_and_unplaced import excluded_and_unplaced
from onroll.record.definitions.cohorts.suspended import suspended
from onroll.record.definitions.cohorts.suspended_over_term_limit import suspended_over_term_limit
from onroll.record.definitions.cohorts.suspended_over_year_limit import suspended_over_year_limit
from onroll.record.definitions.cohorts.suspended_six_school_days import suspended_six_school_days

AGE = "compulsory_school_age, on_roll"
EXAMPLES = """
    child | fact       | starts_on  | ends_before
    ------+------------+------------+------------
    X4    | suspension | 2025-10-20 | 2025-10-23
    X4    | suspension | 2025-10-23 | 2025-11-06
    X5    | suspension | 2025-10-20 | 2025-10-23
    X5    | suspension | 2025-10-24 | 2025-11-17
    X6    | suspension | 2025-10-15 | 2025-10-22
    X7    | suspension | 2025-10-15 | 2025-10-23
"""


def test_a_suspension_lasts_to_the_day_of_return(spec):
    spec(
        suspended,
        facts=EXAMPLES,
        always=AGE,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            X4    | 2025-10-20 | 2025-11-06
            X5    | 2025-10-20 | 2025-10-23
            X5    | 2025-10-24 | 2025-11-17
            X6    | 2025-10-15 | 2025-10-22
            X7    | 2025-10-15 | 2025-10-23
        """,
    )


def test_the_sixth_consecutive_school_day_counts_over_suspensions_and_a_day_in_school_breaks_it(
    spec,
):
    """X4 back to back from 20 October: 4 November, half term and training day skipped.

    X5 was in school on the 23rd, so day one is the 24th and the sixth is 10 November. X6 was
    suspended for five school days, back on 22 October; X7 for six.
    """
    spec(
        suspended_six_school_days,
        facts=EXAMPLES,
        always=AGE,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            X4    | 2025-11-04 | 2025-11-06
            X5    | 2025-11-10 | 2025-11-17
            X7    | 2025-10-22 | 2025-10-23
        """,
    )


def test_more_than_45_days_in_a_year_pass_the_limit_and_45_do_not(spec):
    """Amira's 45 days are reached on 1 June, and half a day more passes on the 8th."""
    spec(
        suspended_over_year_limit,
        facts="""
            child | fact                     | starts_on  | ends_before | value
            ------+--------------------------+------------+-------------+------
            Amira | days_suspended_this_year | 2025-10-06 | 2026-09-01  | 30
            Amira | days_suspended_this_year | 2026-06-01 | 2026-09-01  | 15
            Amira | days_suspended_this_year | 2026-06-08 | 2026-09-01  | 0.5
            Ben   | days_suspended_this_year | 2025-10-06 | 2026-09-01  | 45
            Cara  | days_suspended_this_year | 2025-10-06 | 2026-09-01  | 30
            Cara  | days_suspended_this_year | 2026-09-14 | 2027-09-01  | 30
        """,
        always=AGE,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-06-08 | 2026-09-01
        """,
    )


def test_more_than_15_days_in_a_term_oblige_governors_to_meet(spec):
    """15 days do not; 15 and a lunchtime do, to the end of the term."""
    spec(
        suspended_over_term_limit,
        facts="""
            child | fact                     | starts_on  | ends_before | value
            ------+--------------------------+------------+-------------+------
            Amira | days_suspended_this_term | 2025-10-06 | 2026-01-01  | 10
            Amira | days_suspended_this_term | 2025-11-10 | 2026-01-01  | 5
            Amira | days_suspended_this_term | 2025-12-08 | 2026-01-01  | 0.5
            Ben   | days_suspended_this_term | 2025-10-06 | 2026-01-01  | 15
            Cara  | days_suspended_this_term | 2025-12-08 | 2026-01-01  | 10
            Cara  | days_suspended_this_term | 2026-01-06 | 2026-04-13  | 10
        """,
        always=AGE,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-12-08 | 2026-01-01
        """,
    )


def test_an_excluded_child_is_unplaced_until_provision_begins(spec):
    """Excluded on 15 October; a place at the unit from the 22nd to 1 December, and no school."""
    spec(
        excluded_and_unplaced,
        facts="""
            child | fact                  | starts_on  | ends_before
            ------+-----------------------+------------+------------
            Amira | permanent_exclusion   | 2025-10-15 | 2025-10-16
            Amira | alternative_provision | 2025-10-22 | 2025-12-01
            Amira | admitted              | 2026-01-06 | 2026-01-07
        """,
        always="compulsory_school_age, address_in_area",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-10-15 | 2025-10-22
            Amira | 2025-12-01 | 2026-01-06
        """,
    )
