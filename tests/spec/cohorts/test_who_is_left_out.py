"""Children who meet all but one condition, which no other case leaves out alone."""

import pytest

from onroll.record.definitions.cohorts.part_time_timetable_over_school_weeks import (
    part_time_timetable_over_school_weeks,
)
from onroll.record.definitions.cohorts.seslip_scope import seslip_scope
from onroll.record.definitions.cohorts.suspended_over_term_limit import suspended_over_term_limit
from onroll.record.definitions.cohorts.suspended_over_year_limit import suspended_over_year_limit
from onroll.record.definitions.cohorts.suspended_six_school_days import suspended_six_school_days

NOBODY = """
    child | starts_on | ends_before
    ------+-----------+------------
"""


def test_a_suspended_pupil_who_lives_elsewhere_is_in_another_areas_scope(spec):
    """Ben lives here and Amira does not."""
    spec(
        seslip_scope,
        facts="""
            child | fact            | starts_on  | ends_before
            ------+-----------------+------------+------------
            Amira | suspension      | 2025-11-10 | 2025-11-15
            Ben   | suspension      | 2025-11-10 | 2025-11-15
            Ben   | address_in_area | 2025-09-01 |
        """,
        always="compulsory_school_age, on_roll",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Ben   | 2025-11-10 | 2025-11-15
        """,
    )


def test_a_long_part_time_timetable_counts_while_on_a_roll(spec):
    """Of ten months. Amira has left the roll; Ben is not of school age."""
    spec(
        part_time_timetable_over_school_weeks,
        facts="""
            child | fact                  | starts_on  | ends_before
            ------+-----------------------+------------+------------
            Amira | part_time_timetable   | 2025-09-02 | 2026-07-01
            Amira | compulsory_school_age | 2025-09-02 |
            Ben   | part_time_timetable   | 2025-09-02 | 2026-07-01
            Ben   | on_roll               | 2025-09-02 |
        """,
        expect=NOBODY,
    )


def test_a_long_suspension_counts_at_school_age_only(spec):
    spec(
        suspended_six_school_days,
        facts="""
            child | fact       | starts_on  | ends_before
            ------+------------+------------+------------
            Amira | suspension | 2025-11-10 | 2025-11-29
        """,
        always="on_roll",
        expect=NOBODY,
    )


@pytest.mark.parametrize(
    ("rule", "fact"),
    [
        (suspended_over_term_limit, "days_suspended_this_term"),
        (suspended_over_year_limit, "days_suspended_this_year"),
    ],
    ids=lambda each: getattr(each, "key", each),
)
def test_the_limits_of_suspension_are_those_of_school_age(spec, rule, fact):
    """Fifty days, of which Ben's are at school age."""
    spec(
        rule,
        facts=f"""
            child | fact                  | starts_on  | ends_before | value
            ------+-----------------------+------------+-------------+------
            Amira | {fact}                | 2025-11-10 | 2025-12-20  | 50
            Ben   | {fact}                | 2025-11-10 | 2025-12-20  | 50
            Ben   | compulsory_school_age | 2025-09-01 |             |
        """,
        always="on_roll",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Ben   | 2025-11-10 | 2025-12-20
        """,
    )
