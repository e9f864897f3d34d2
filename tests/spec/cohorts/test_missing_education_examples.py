"""The worked examples of missing education, C1 to C7, each read as the day it is asked about."""

import pytest

from onroll.record.definitions.cohorts.dfe_return_missing_education import (
    dfe_return_missing_education,
)
from onroll.record.definitions.cohorts.home_educated import home_educated
from onroll.record.definitions.cohorts.missing_education import missing_education
from onroll.record.definitions.cohorts.missing_education_extended_not_on_roll import (
    missing_education_extended_not_on_roll,
)
from onroll.record.definitions.cohorts.missing_education_extended_on_roll import (
    missing_education_extended_on_roll,
)
from onroll.record.definitions.cohorts.whereabouts_not_known import whereabouts_not_known

EXAMPLES = """
    child | fact                         | starts_on  | ends_before
    ------+------------------------------+------------+------------
    C1    | compulsory_school_age        | 2021-08-31 | 2032-06-26
    C1    | address_in_area              | 2026-01-05 |
    C1    | application_awaiting_outcome | 2026-01-08 |
    C2    | compulsory_school_age        | 2021-08-31 | 2032-06-26
    C2    | address_in_area              | 2026-01-05 |
    C2    | application_awaiting_outcome | 2026-01-08 |
    C2    | on_roll                      | 2021-09-01 |
    C3    | compulsory_school_age        | 2026-08-31 |
    C3    | address_in_area              | 2021-04-01 |
    C4    | compulsory_school_age        | 2021-08-31 | 2032-06-26
    C4    | address_in_area              | 2016-05-01 |
    C4    | on_roll                      | 2020-09-01 | 2025-06-01
    C4    | home_educated                | 2025-06-01 |
    C4    | education_found_unsuitable   | 2025-12-10 |
    C5    | compulsory_school_age        | 2021-08-31 | 2032-06-26
    C5    | address_in_area              | 2016-05-01 |
    C5    | on_roll                      | 2020-09-01 |
    C5    | not_attending                | 2025-09-02 |
    C6    | compulsory_school_age        | 2021-08-31 | 2032-06-26
    C6    | address_in_area              | 2016-05-01 |
    C6    | on_roll                      | 2020-09-01 | 2025-11-14
    C7    | compulsory_school_age        | 2014-12-31 | 2026-06-27
    C7    | address_in_area              | 2009-09-20 |
    C7    | on_roll                      | 2013-09-01 | 2026-06-20
"""
MISSING = """
    child | starts_on  | ends_before
    ------+------------+------------
    C1    | 2026-01-05 | 2032-06-26
    C3    | 2026-08-31 |
    C4    | 2025-12-10 | 2032-06-26
    C6    | 2025-11-14 | 2032-06-26
    C7    | 2026-06-20 | 2026-06-27
"""


@pytest.mark.parametrize(
    "rule",
    [
        missing_education,
        dfe_return_missing_education,
        missing_education_extended_not_on_roll,
    ],
    ids=lambda rule: rule.key,
)
def test_who_is_missing_under_the_statute_in_the_return_and_on_no_roll(rule, spec):
    """C3 is of school age from 31 August 2026; C7's ended on 26 June 2026, so on 1 July is not in.

    C2 is on the old school's roll and C5 on a roll with no attendance: neither is in.
    """
    spec(rule, facts=EXAMPLES, expect=MISSING)


def test_c4_is_home_educated_up_to_the_day_before_the_finding(spec):
    """Home educated from 1 June; missing education, and no longer this, from 10 December."""
    spec(
        home_educated,
        facts=EXAMPLES,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            C4    | 2025-06-01 | 2025-12-10
        """,
    )


def test_c5_is_in_the_extended_definition_on_a_roll(spec):
    """No session since 2 September: the fifteenth school day is 22 September."""
    spec(
        missing_education_extended_on_roll,
        facts=EXAMPLES,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            C5    | 2025-09-22 | 2032-06-26
        """,
    )


def test_of_those_missing_nobody_s_address_was_verified(spec):
    """C6's whereabouts are not known from the day the name came off the roll."""
    spec(whereabouts_not_known, facts=EXAMPLES, expect=MISSING)


def test_the_return_leaves_out_a_child_who_waits_for_a_place_while_being_educated(spec):
    """Off roll on 1 December; 24 hours in Year 9 from the 8th, which nobody has judged.

    Amira waits from the 15th to the 22nd, and is in the return before and after; Ben gets 23.75.
    """
    facts = """
        child | fact                         | starts_on  | ends_before | value
        ------+------------------------------+------------+-------------+------
        Amira | on_roll                      | 2020-09-01 | 2025-12-01  |
        Amira | weekly_hours                 | 2025-12-08 |             | 24
        Amira | application_awaiting_outcome | 2025-12-15 | 2025-12-22  |
        Ben   | on_roll                      | 2020-09-01 | 2025-12-01  |
        Ben   | weekly_hours                 | 2025-12-08 |             | 23.75
        Ben   | application_awaiting_outcome | 2025-12-15 | 2025-12-22  |
        Cara  | on_roll                      | 2020-09-01 | 2025-12-01  |
        Cara  | weekly_hours                 | 2025-12-08 |             | 24
        Cara  | offer_not_started            | 2025-12-15 | 2026-01-06  |
        Cara  | on_roll                      | 2026-01-06 |             |
    """
    always = "compulsory_school_age, key_stage_3_or_year_10"
    here = "\n".join(
        f"{name} | address_in_area | 2025-09-01 | |" for name in ("Amira", "Ben", "Cara")
    )
    spec(
        dfe_return_missing_education,
        facts=f"{facts}\n{here}",
        always=always,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-12-01 | 2025-12-15
            Amira | 2025-12-22 |
            Ben   | 2025-12-01 |
            Cara  | 2025-12-01 | 2025-12-15
        """,
    )


def test_the_two_rows_of_the_extended_table_never_hold_on_the_same_day(spec):
    """Away since 2 September, off roll on 1 December: the other row from that day."""
    facts = """
        child | fact            | starts_on  | ends_before
        ------+-----------------+------------+------------
        Dev   | on_roll         | 2020-09-01 | 2025-12-01
        Dev   | address_in_area | 2020-09-01 |
        Dev   | not_attending   | 2025-09-02 |
    """
    both = missing_education_extended_on_roll.expression & (
        missing_education_extended_not_on_roll.expression
    )
    for rule, row in (
        (missing_education_extended_on_roll, "Dev | 2025-09-22 | 2025-12-01"),
        (missing_education_extended_not_on_roll, "Dev | 2025-12-01 |"),
        (both, None),
    ):
        drawn = "child | starts_on | ends_before" + (f"\n{row}" if row else "")
        spec(rule, facts=facts, always="compulsory_school_age", expect=drawn)
