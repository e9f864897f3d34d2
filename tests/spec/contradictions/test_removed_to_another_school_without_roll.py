from onroll.record.definitions.contradictions.removed_to_another_school_without_roll import (
    removed_to_another_school_without_roll,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """Fourteen days pass without a roll: Amira's begins on 20 January, Ben's on the 19th."""
    spec(
        removed_to_another_school_without_roll.expression,
        facts="""
            child | fact                      | starts_on  | ends_before
            ------+---------------------------+------------+------------
            Amira | removed_to_another_school | 2026-01-05 | 2026-01-06
            Amira | on_roll                   | 2026-01-20 |
            Ben   | removed_to_another_school | 2026-01-05 | 2026-01-06
            Ben   | on_roll                   | 2026-01-19 |
        """,
        always="compulsory_school_age",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-19 | 2026-01-20
        """,
    )
