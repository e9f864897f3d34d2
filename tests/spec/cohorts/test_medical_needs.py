"""Children with medical needs: who is, where, and from when education is owed (M1 to M3)."""

import pytest

from onroll.record.definitions.cohorts.children_with_medical_needs import (
    children_with_medical_needs,
)
from onroll.record.definitions.cohorts.medical_needs_at_home import medical_needs_at_home
from onroll.record.definitions.cohorts.medical_needs_education_due import (
    medical_needs_education_due,
)
from onroll.record.definitions.cohorts.medical_needs_in_hospital import (
    medical_needs_in_hospital,
)
from onroll.record.definitions.cohorts.pme_medical_needs import pme_medical_needs

AGE = "compulsory_school_age, on_roll"
EXAMPLES = """
    child | fact                  | starts_on  | ends_before
    ------+-----------------------+------------+------------
    M1    | in_hospital           | 2025-09-08 | 2025-09-30
    M1b   | in_hospital           | 2025-09-08 | 2025-09-30
    M1b   | long_illness_expected | 2025-09-08 | 2025-09-30
    M2    | not_attending         | 2025-09-08 |
    M4    | in_hospital           | 2025-09-08 | 2025-09-26
    M5    | medical_evidence      | 2025-10-13 | 2025-12-01
    M5    | in_hospital           | 2025-10-13 | 2025-10-20
"""


@pytest.mark.parametrize("rule", [children_with_medical_needs, pme_medical_needs])
def test_evidence_or_a_stay_in_hospital_is_needed(rule, spec):
    """M2 is anxious, with no evidence and marked O: not in it."""
    spec(
        rule,
        facts=EXAMPLES,
        always=AGE,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            M1    | 2025-09-08 | 2025-09-30
            M1b   | 2025-09-08 | 2025-09-30
            M4    | 2025-09-08 | 2025-09-26
            M5    | 2025-10-13 | 2025-12-01
        """,
    )


def test_a_child_is_followed_in_hospital_or_at_home(spec):
    """M5 came home on 20 October and was still too ill for school."""
    spec(
        medical_needs_in_hospital,
        facts=EXAMPLES,
        always=AGE,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            M1    | 2025-09-08 | 2025-09-30
            M1b   | 2025-09-08 | 2025-09-30
            M4    | 2025-09-08 | 2025-09-26
            M5    | 2025-10-13 | 2025-10-20
        """,
    )
    spec(
        medical_needs_at_home,
        facts=EXAMPLES,
        always=AGE,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            M5    | 2025-10-20 | 2025-12-01
        """,
    )


def test_education_is_owed_on_the_fifteenth_school_day_or_at_once_where_it_is_expected(spec):
    """In hospital from 8 September: the fifteenth school day is the 26th, on which M4 is home.

    M1b's length was known on admission. M5's fifteenth from 13 October is 10 November.
    """
    spec(
        medical_needs_education_due,
        facts=EXAMPLES,
        always=AGE,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            M1    | 2025-09-26 | 2025-09-30
            M1b   | 2025-09-08 | 2025-09-30
            M5    | 2025-11-10 | 2025-12-01
        """,
    )


def test_m3_ten_days_ill_in_autumn_and_five_in_spring_make_fifteen(spec):
    """The fifteenth day marked ill is 23 January; the doctor's letter covers two spells of it.

    Ben has no letter: the school's sickness return is due, and no education on evidence yet.
    """
    spec(
        medical_needs_education_due,
        facts="""
            child | fact                  | starts_on  | ends_before
            ------+-----------------------+------------+------------
            Amira | medical_evidence      | 2025-10-06 | 2025-10-18
            Amira | medical_evidence      | 2026-01-19 | 2026-01-31
            Amira | sickness_days_reached | 2026-01-23 | 2026-09-01
            Ben   | sickness_days_reached | 2026-01-23 | 2026-09-01
        """,
        always=AGE,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-23 | 2026-01-31
        """,
    )


def test_a_long_illness_expected_without_evidence_is_not_enough(interpreted):
    interpreted(
        medical_needs_education_due,
        facts="""
            child | fact                  | starts_on  | ends_before
            ------+-----------------------+------------+------------
            Amira | long_illness_expected | 2025-09-08 | 2025-09-30
        """,
        always=AGE,
        expect="child | starts_on | ends_before",
    )
