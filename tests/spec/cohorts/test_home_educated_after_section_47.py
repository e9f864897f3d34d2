"""Home educated with a section 47 enquiry behind it: for five years, and an indicator only."""

from onroll.record.definitions import CATALOGUE
from onroll.record.definitions.cohorts.home_educated_after_section_47 import (
    home_educated_after_section_47,
)
from onroll.record.spells import Named, Spells

ALWAYS = "compulsory_school_age, address_in_area"


def test_it_is_remembered_for_five_years_after_the_enquiry_ended(spec):
    """Amira's ended on 14 January 2021: flagged to 15 January 2026. Ben's is open. Cara is
    at school. Dev's ended on 1 June 2019, with two leap days in the five years: to 1 June 2024.
    """
    spec(
        home_educated_after_section_47,
        facts="""
            child | fact               | starts_on  | ends_before
            ------+--------------------+------------+------------
            Amira | section_47_enquiry | 2020-11-02 | 2021-01-15
            Amira | home_educated      | 2025-11-07 |
            Ben   | section_47_enquiry | 2026-02-02 |
            Ben   | home_educated      | 2025-11-07 |
            Cara  | section_47_enquiry | 2026-02-02 |
            Dev   | section_47_enquiry | 2019-05-20 | 2019-06-02
            Dev   | home_educated      | 2023-11-07 |
        """,
        always=ALWAYS,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-11-07 | 2026-01-16
            Ben   | 2026-02-02 |
            Dev   | 2023-11-07 | 2024-06-02
        """,
    )


def test_only_a_child_of_school_age_who_lives_here_is_flagged(spec):
    """Ela is under school age until 5 January; Finn moved away on the 12th."""
    spec(
        home_educated_after_section_47,
        facts="""
            child | fact                  | starts_on  | ends_before
            ------+-----------------------+------------+------------
            Ela   | section_47_enquiry    | 2025-10-06 | 2025-10-20
            Ela   | home_educated         | 2025-11-07 |
            Ela   | compulsory_school_age | 2026-01-05 | 2026-01-20
            Finn  | section_47_enquiry    | 2025-10-06 | 2025-10-20
            Finn  | home_educated         | 2025-11-07 |
            Finn  | compulsory_school_age | 2020-08-31 |
            Finn  | moved_away            | 2026-01-12 |
        """,
        always="address_in_area",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Ela   | 2026-01-05 | 2026-01-20
            Finn  | 2025-11-07 | 2026-01-12
        """,
    )


def test_no_other_definition_asks_about_it():
    """A flag that decided something would be a rule, and there is no such law."""
    key = home_educated_after_section_47.key
    assert [each.key for each in CATALOGUE if key in used_in(each.expression.a)] == []


def used_in(expression: Spells) -> set[str]:
    """The keys of every definition that an expression is made of."""
    own = {expression.key} if isinstance(expression, Named) else set()
    return own.union(*(used_in(part) for part in expression.parts))
