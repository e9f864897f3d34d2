"""Groups more likely to be missing education: each overlays a child of school age here."""

import pytest

from onroll.record.definitions import definition

FACT = {
    "at_risk_gypsy_roma_traveller": "gypsy_roma_traveller",
    "at_risk_armed_forces_family": "armed_forces_family",
    "at_risk_youth_justice": "youth_justice",
    "at_risk_asylum_seeker": "asylum_seeker",
    "at_risk_homeless": "homeless",
    "at_risk_temporary_accommodation": "temporary_accommodation",
    "at_risk_abuse_or_neglect": "abuse_or_neglect",
}
HERE = "compulsory_school_age, address_in_area"
NOBODY = "child | starts_on | ends_before"


@pytest.mark.parametrize("key", FACT)
def test_a_child_is_in_the_group_while_the_fact_holds(key, spec):
    """From 5 January up to the day before 2 March; Ben is under school age, Cara moved away."""
    spec(
        definition(key),
        facts=f"""
            child | fact                  | starts_on  | ends_before
            ------+-----------------------+------------+------------
            Amira | {FACT[key]}           | 2026-01-05 | 2026-03-02
            Amira | compulsory_school_age | 2020-08-31 |
            Ben   | {FACT[key]}           | 2026-01-05 | 2026-03-02
            Cara  | {FACT[key]}           | 2026-01-05 | 2026-03-02
            Cara  | compulsory_school_age | 2020-08-31 |
            Cara  | moved_away            | 2026-01-01 |
        """,
        always="address_in_area",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-05 | 2026-03-02
        """,
    )


@pytest.mark.parametrize("fact", ["child_protection_plan", "section_47_enquiry"])
def test_a_plan_or_an_enquiry_is_abuse_or_neglect_too(fact, interpreted):
    interpreted(
        definition("at_risk_abuse_or_neglect"),
        facts=f"child | fact | starts_on | ends_before\nAmira | {fact} | 2026-01-05 | 2026-03-02",
        always=HERE,
        expect="child | starts_on | ends_before\nAmira | 2026-01-05 | 2026-03-02",
    )


def test_a_missing_episode_is_remembered_for_a_year(spec):
    """Back on 12 January 2026 (missing to the 11th): in the group to 11 January 2027."""
    spec(
        definition("at_risk_missing_child"),
        facts="""
            child | fact                      | starts_on  | ends_before
            ------+---------------------------+------------+------------
            Amira | missing_from_home_or_care | 2026-01-10 | 2026-01-12
        """,
        always=HERE,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-10 | 2027-01-12
        """,
    )


def test_ceased_to_attend_is_fifteen_school_days_or_a_roll_left_with_nowhere_to_go(spec):
    """Amira's fifteenth school day away is 22 September; Ben left on 1 December until admitted."""
    spec(
        definition("at_risk_ceased_attending"),
        facts="""
            child | fact                        | starts_on  | ends_before
            ------+-----------------------------+------------+------------
            Amira | not_attending               | 2025-09-02 | 2025-11-03
            Ben   | removed_without_destination | 2025-12-01 | 2025-12-02
            Ben   | admitted                    | 2026-01-06 | 2026-01-07
        """,
        always=HERE,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-09-22 | 2025-11-03
            Ben   | 2025-12-01 | 2026-01-06
        """,
    )


def test_a_new_immigrant_is_one_until_first_admitted_here(spec):
    spec(
        definition("at_risk_new_immigrant"),
        facts="""
            child | fact               | starts_on  | ends_before
            ------+--------------------+------------+------------
            Amira | new_to_the_country | 2026-01-05 | 2026-01-06
            Amira | admitted           | 2026-02-02 | 2026-02-03
        """,
        always=HERE,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-05 | 2026-02-02
        """,
    )


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("at_risk_domestic_abuse", "domestic_abuse_found"),
        ("at_risk_substance_misuse", "substance_misuse_found"),
        ("at_risk_anti_social_behaviour", "anti_social_behaviour_found"),
    ],
)
def test_what_an_assessment_found_holds_while_the_child_is_in_need(key, found, spec):
    """Authorised on 9 February: to the end of need on 1 June, or to a new referral on 4 May."""
    spec(
        definition(key),
        facts=f"""
            child | fact                    | starts_on  | ends_before
            ------+-------------------------+------------+------------
            Amira | child_in_need           | 2026-01-05 | 2026-06-01
            Amira | referred_to_social_care | 2026-01-05 | 2026-01-06
            Amira | {found}                 | 2026-02-09 | 2026-02-10
            Ben   | child_in_need           | 2026-01-05 | 2026-06-01
            Ben   | {found}                 | 2026-02-09 | 2026-02-10
            Ben   | referred_to_social_care | 2026-05-04 | 2026-05-05
            Cara  | {found}                 | 2026-02-09 | 2026-02-10
            Dev   | child_in_need           | 2026-01-05 | 2026-06-01
        """,
        always=HERE,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-02-09 | 2026-06-01
            Ben   | 2026-02-09 | 2026-05-04
        """,
    )


@pytest.mark.parametrize(
    ("key", "facts"),
    [
        ("at_risk_missing_child", "missing_from_home_or_care"),
        ("at_risk_ceased_attending", "removed_without_destination"),
        ("at_risk_new_immigrant", "new_to_the_country"),
        ("at_risk_abuse_or_neglect", "child_protection_plan"),
        ("at_risk_domestic_abuse", "child_in_need, domestic_abuse_found"),
        ("at_risk_substance_misuse", "child_in_need, substance_misuse_found"),
        ("at_risk_anti_social_behaviour", "child_in_need, anti_social_behaviour_found"),
    ],
)
@pytest.mark.parametrize("lacking", ["address_in_area", "compulsory_school_age"])
def test_nobody_is_without_a_home_here_or_school_age(key, facts, lacking, interpreted):
    rows = "\n".join(f"Amira | {fact} | 2026-01-05 |" for fact in facts.split(", "))
    interpreted(
        definition(key),
        facts=f"child | fact | starts_on | ends_before\n{rows}",
        always=HERE.replace(lacking, ""),
        expect=NOBODY,
    )
