from onroll.record.definitions.contradictions.accepted_offer_and_on_no_roll import (
    accepted_offer_and_on_no_roll,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """Due on 5 January: Amira's name is there on the 20th only, Ben's on the 19th."""
    spec(
        accepted_offer_and_on_no_roll.expression,
        facts="""
            child | fact         | starts_on  | ends_before
            ------+--------------+------------+------------
            Amira | due_to_start | 2026-01-05 | 2026-01-06
            Amira | on_roll      | 2026-01-20 |
            Ben   | due_to_start | 2026-01-05 | 2026-01-06
            Ben   | on_roll      | 2026-01-19 |
        """,
        always="compulsory_school_age",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-19 | 2026-01-20
        """,
    )
