from onroll.record.definitions.cohorts.home_educated_not_yet_reviewed import (
    home_educated_not_yet_reviewed,
)
from onroll.record.definitions.cohorts.home_educated_suitable import home_educated_suitable
from onroll.record.definitions.cohorts.home_educated_unsuitable import home_educated_unsuitable

FACTS = """
    child | fact                       | starts_on  | ends_before
    ------+----------------------------+------------+------------
    Amira | on_roll                    | 2020-09-01 | 2025-11-07
    Amira | home_educated              | 2025-11-07 |
    Amira | education_found_suitable   | 2026-01-20 | 2026-05-12
    Amira | education_found_unsuitable | 2026-05-12 |
"""
ALWAYS = "compulsory_school_age, address_in_area"


def test_home_education_begins_when_the_name_is_deleted_and_is_not_yet_reviewed(spec):
    """Written notice on 3 November, deleted on the 7th: home educated from the 7th."""
    spec(
        home_educated_not_yet_reviewed,
        facts=FACTS,
        always=ALWAYS,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-11-07 | 2026-01-20
        """,
    )


def test_it_is_suitable_from_the_day_it_is_found_so(spec):
    """Each finding stands until the next."""
    spec(
        home_educated_suitable,
        facts=FACTS,
        always=ALWAYS,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-20 | 2026-05-12
        """,
    )


def test_it_is_unsuitable_from_the_day_it_is_found_so(spec):
    """And from that day Amira is missing education too."""
    spec(
        home_educated_unsuitable,
        facts=FACTS,
        always=ALWAYS,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-05-12 |
        """,
    )
