"""Clocks that are over when what they are for is over, whatever else is told."""

from onroll.record.definitions.clocks.fair_access_place import fair_access_place
from onroll.record.definitions.clocks.medical_funding_claim import medical_funding_claim
from onroll.record.definitions.clocks.medical_roll_kept import medical_roll_kept
from onroll.record.definitions.clocks.parents_told_before_education import (
    parents_told_before_education,
)
from onroll.record.definitions.clocks.suspension_totals_considered import (
    suspension_totals_considered,
)


def test_parents_need_not_be_told_of_education_once_the_exclusion_is_over(clock_spec):
    """Ann is reinstated on the 17th, and Bob enters another school; Cat's exclusion goes on."""
    clock_spec(
        parents_told_before_education,
        facts="""
            child | fact       | starts_on  | ends_before
            ------+------------+------------+------------
            Ann   | reinstated | 2025-10-17 | 2025-10-18
            Bob   | admitted   | 2025-10-17 | 2025-10-18
            Ann   | permanent_exclusion | 2025-10-15 | 2025-10-16
            Bob   | permanent_exclusion | 2025-10-15 | 2025-10-16
            Cat   | permanent_exclusion | 2025-10-15 | 2025-10-16
            Ann   | exclusion_decided   | 2025-10-15 | 2025-10-16
            Bob   | exclusion_decided   | 2025-10-15 | 2025-10-16
            Cat   | exclusion_decided   | 2025-10-15 | 2025-10-16
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Ann   | 2025-10-15 | 2025-10-20 | 2025-10-17
            Bob   | 2025-10-15 | 2025-10-20 | 2025-10-17
            Cat   | 2025-10-15 | 2025-10-20 |
        """,
    )


def test_a_decision_of_the_governors_meets_it(clock_spec):
    """15.5 days suspended on 15 October: decided on the 22nd."""
    clock_spec(
        suspension_totals_considered,
        facts="""
            child | fact                     | starts_on  | ends_before | value
            ------+--------------------------+------------+-------------+------
            Ola   | days_suspended_this_term | 2025-10-15 | 2026-01-01  | 15.5
            Ola   | governors_decided        | 2025-10-22 | 2025-10-23  |
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Ola   | 2025-10-15 | 2025-11-13 | 2025-10-22
        """,
    )


def test_a_name_is_kept_while_in_custody_too(clock_spec):
    clock_spec(
        medical_roll_kept,
        facts="""
            child | fact             | starts_on  | ends_before
            ------+------------------+------------+------------
            Dev   | in_custody       | 2025-11-03 | 2025-12-02
            Eve   | medical_evidence | 2025-11-03 | 2025-12-02
            Eve   | in_custody       | 2025-11-03 | 2025-12-02
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-------
            Dev   | 2025-11-03 | 2025-12-01 |
            Eve   | 2025-11-03 | 2025-12-01 |
        """,
    )


def test_money_is_claimed_while_a_child_is_both_ill_and_taught(clock_spec):
    """Fay is well again on 17 November. Gus is not ill, and Hal is not taught."""
    clock_spec(
        medical_funding_claim,
        facts="""
            child | fact                        | starts_on  | ends_before
            ------+-----------------------------+------------+------------
            Fay   | medical_evidence            | 2025-09-01 | 2025-11-17
            Fay   | arranged_education_suitable | 2025-09-15 |
            Gus   | arranged_education_suitable | 2025-09-15 |
            Hal   | medical_evidence            | 2025-09-15 |
            Hal   | funding_claimed             | 2025-10-06 | 2025-10-07
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Fay   | 2025-09-15 | 2025-12-31 | 2025-11-17
        """,
    )


def test_a_fair_access_case_that_is_over_asks_for_no_place_and_one_not_placed_does(clock_spec):
    """Pia's case is withdrawn on the 20th. Quin's panel placed nobody: the case goes on, and the
    place found on 8 December is late."""
    clock_spec(
        fair_access_place,
        facts="""
            child | fact              | starts_on  | ends_before
            ------+-------------------+------------+------------
            Pia   | fair_access       | 2025-11-06 | 2025-11-20
            Quin  | fair_access       | 2025-11-06 |
            Quin  | offer_not_started | 2025-12-08 |
            Rae   | fair_access       | 2025-11-06 |
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Pia   | 2025-11-06 | 2025-12-04 | 2025-11-20
            Quin  | 2025-11-06 | 2025-12-04 | 2025-12-08
            Rae   | 2025-11-06 | 2025-12-04 |
        """,
    )
