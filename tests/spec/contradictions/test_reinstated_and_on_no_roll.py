from onroll.record.definitions.contradictions.reinstated_and_on_no_roll import (
    reinstated_and_on_no_roll,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """The fourteen days end on 18 January: Amira's roll begins on the 20th, Ben's on the 19th;
    Cara never left it.
    """
    spec(
        reinstated_and_on_no_roll.expression,
        facts="""
            child | fact       | starts_on  | ends_before
            ------+------------+------------+------------
            Amira | reinstated | 2026-01-05 | 2026-01-06
            Amira | on_roll    | 2026-01-20 |
            Ben   | reinstated | 2026-01-05 | 2026-01-06
            Ben   | on_roll    | 2026-01-19 |
            Cara  | reinstated | 2026-01-05 | 2026-01-06
            Cara  | on_roll    | 2025-09-01 |
        """,
        always="compulsory_school_age",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-19 | 2026-01-20
        """,
    )
