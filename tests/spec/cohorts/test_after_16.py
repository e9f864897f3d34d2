"""After compulsory school age: what the careers service records, and what it does not."""

import pytest

from onroll.record.definitions import definition
from onroll.record.definitions.cohorts.missing_education import missing_education
from onroll.record.definitions.cohorts.young_person_after_16 import young_person_after_16

NOBODY = """
    child | starts_on  | ends_before
    ------+------------+------------
"""


def test_the_cohort_is_of_academic_age_16_and_17_and_older_with_a_plan(spec):
    """Amira's two years end on 31 August 2027. Ben's plan keeps him in it until it ends.

    Cara has no plan, Dev is in custody for a time, and Esi lives elsewhere. Femi has a plan and is
    still in Year 11.
    """
    spec(
        young_person_after_16,
        facts="""
            child | fact                   | starts_on  | ends_before
            ------+------------------------+------------+------------
            Amira | address_in_area        | 2010-01-01 |
            Amira | years_12_and_13        | 2025-09-01 | 2027-09-01
            Ben   | address_in_area        | 2010-01-01 |
            Ben   | years_12_and_13        | 2023-09-01 | 2025-09-01
            Ben   | academic_age_18_to_24  | 2025-09-01 | 2032-09-01
            Ben   | ehc_plan               | 2024-10-03 | 2024-10-04
            Ben   | ehc_plan_ended         | 2026-10-01 | 2026-10-02
            Cara  | address_in_area        | 2010-01-01 |
            Cara  | academic_age_18_to_24  | 2025-09-01 | 2032-09-01
            Dev   | address_in_area        | 2010-01-01 |
            Dev   | years_12_and_13        | 2025-09-01 | 2027-09-01
            Dev   | in_custody             | 2026-01-05 | 2026-03-02
            Esi   | years_12_and_13        | 2025-09-01 | 2027-09-01
            Femi  | address_in_area        | 2010-01-01 |
            Femi  | year_11                | 2025-09-01 | 2026-09-01
            Femi  | ehc_plan               | 2024-10-03 | 2024-10-04
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-09-01 | 2027-09-01
            Ben   | 2023-09-01 | 2026-10-01
            Dev   | 2025-09-01 | 2026-01-05
            Dev   | 2026-03-02 | 2027-09-01
        """,
    )


def test_a_leaver_of_june_is_no_longer_missing_education(spec):
    """Example C7: school age ended on 26 June 2026, the careers service's began in September."""
    facts = """
        child | fact                  | starts_on  | ends_before
        ------+-----------------------+------------+------------
        C7    | compulsory_school_age | 2014-12-31 | 2026-06-27
        C7    | years_12_and_13       | 2026-09-01 | 2028-09-01
        C7    | on_roll               | 2014-12-31 | 2026-06-01
    """
    spec(
        missing_education,
        facts=facts,
        always="address_in_area",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            C7    | 2026-06-01 | 2026-06-27
        """,
    )
    spec(
        definition("destination_not_known"),
        facts=facts,
        always="address_in_area",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            C7    | 2026-09-01 | 2028-09-01
        """,
    )


ACTIVITIES = """
    child | fact                                    | starts_on  | ends_before
    ------+-----------------------------------------+------------+------------
    Amira | in_education_employment_or_training     | 2025-09-08 | 2025-12-01
    Amira | participating_in_learning               | 2025-09-08 | 2025-12-01
    Amira | not_in_education_employment_or_training | 2025-12-01 | 2026-02-02
    Amira | activity_not_known                      | 2026-02-02 |
    Ben   | in_education_employment_or_training     | 2025-09-08 |
    Cara  | on_roll                                 | 2020-09-01 |
    Dev   | youth_justice                           | 2025-09-08 |
"""


@pytest.mark.parametrize(
    ("key", "expect"),
    [
        ("neet", "Amira | 2025-12-01 | 2026-02-02"),
        ("activity_not_known_after_16", "Amira | 2026-02-02 | 2027-09-01"),
        (
            "destination_not_known",
            """Amira | 2025-09-01 | 2025-09-08
               Amira | 2026-02-02 | 2027-09-01
               Ben   | 2025-09-01 | 2025-09-08
               Dev   | 2025-09-01 | 2027-09-01""",
        ),
        (
            "participating_after_16",
            """Amira | 2025-09-08 | 2025-12-01
               Cara  | 2025-09-01 | 2027-09-01""",
        ),
    ],
)
def test_the_newest_activity_decides(key, expect, spec):
    """Amira left college on 1 December and was lost on 2 February.

    Ben works without study: in employment, and not participating. Cara is in a sixth form, and of
    Dev no activity was ever told.
    """
    always = "address_in_area"
    ages = "".join(
        f"\n    {name} | years_12_and_13 | 2025-09-01 | 2027-09-01"
        for name in ("Amira", "Ben", "Cara", "Dev")
    )
    rows = f"child | starts_on | ends_before\n{expect}"
    spec(definition(key), facts=ACTIVITIES.rstrip() + ages, always=always, expect=rows)


@pytest.mark.parametrize("key", ["neet", "activity_not_known_after_16", "participating_after_16"])
def test_outside_the_cohort_an_activity_puts_nobody_in(key, spec):
    spec(definition(key), facts=ACTIVITIES, always="address_in_area", expect=NOBODY)


@pytest.mark.parametrize(
    ("key", "expect"),
    [
        ("september_guarantee_met", "Amira | 2026-09-30 | 2027-09-01"),
        (
            "september_guarantee_not_met",
            """Ben   | 2026-09-01 | 2027-09-01
               Cara  | 2026-09-01 | 2027-09-01""",
        ),
        (
            "september_guarantee_not_recorded",
            """Amira | 2026-09-01 | 2026-09-30
               Dev   | 2026-09-01 | 2028-09-01
               Amira | 2027-09-01 | 2028-09-01
               Ben   | 2027-09-01 | 2028-09-01
               Cara  | 2027-09-01 | 2028-09-01""",
        ),
    ],
)
def test_the_september_guarantee_is_for_the_year_that_follows(key, expect, spec):
    """Amira was offered a place on 30 September; Ben none, Cara none that was appropriate.

    Of Dev nothing is recorded, and of nobody for the second September, a year on. Esi, who is
    younger, is owed nothing yet.
    """
    spec(
        definition(key),
        facts="""
            child | fact                            | starts_on  | ends_before
            ------+---------------------------------+------------+------------
            Amira | years_12_and_13                 | 2026-09-01 | 2028-09-01
            Amira | guarantee_offer_made            | 2026-09-30 | 2027-09-01
            Ben   | years_12_and_13                 | 2026-09-01 | 2028-09-01
            Ben   | guarantee_no_offer              | 2026-09-01 | 2027-09-01
            Cara  | years_12_and_13                 | 2026-09-01 | 2028-09-01
            Cara  | guarantee_offer_not_appropriate | 2026-09-01 | 2027-09-01
            Dev   | years_12_and_13                 | 2026-09-01 | 2028-09-01
            Esi   | year_11                         | 2026-09-01 | 2027-09-01
        """,
        always="address_in_area",
        expect=f"child | starts_on | ends_before\n{expect}",
    )
