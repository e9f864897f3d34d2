from onroll.record.definitions.contradictions.looked_after_without_school import (
    looked_after_without_school,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """Fourteen days without a school: Amira's begins on 20 January, Ben's on the 19th."""
    spec(
        looked_after_without_school.expression,
        facts="""
            child | fact         | starts_on  | ends_before
            ------+--------------+------------+------------
            Amira | looked_after | 2026-01-05 |
            Amira | on_roll      | 2026-01-20 |
            Ben   | looked_after | 2026-01-05 |
            Ben   | on_roll      | 2026-01-19 |
        """,
        always="compulsory_school_age",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-19 | 2026-01-20
        """,
    )
