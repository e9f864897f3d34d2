from onroll.record.definitions.contradictions.offer_not_started_and_on_that_roll import (
    offer_not_started_and_on_that_roll,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """On that roll from 5 January: on the 19th Amira's offer still waits. Cara is at another
    school.
    """
    spec(
        offer_not_started_and_on_that_roll.expression,
        facts="""
            child | fact              | starts_on  | ends_before | setting
            ------+-------------------+------------+-------------+--------
            Amira | offer_not_started | 2025-12-01 | 2026-01-20  | 100001
            Amira | on_roll           | 2026-01-05 |             | 100001
            Ben   | offer_not_started | 2025-12-01 | 2026-01-19  | 100001
            Ben   | on_roll           | 2026-01-05 |             | 100001
            Cara  | offer_not_started | 2025-12-01 |             | 100001
            Cara  | on_roll           | 2025-09-05 |             | 100002
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-19 | 2026-01-20
        """,
    )
