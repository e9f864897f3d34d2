from onroll.record.definitions.contradictions.off_roll_without_destination import (
    off_roll_without_destination,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """Amira's name is gone on 5 January and home education begins on the 20th; Ben's is still on
    the roll.
    """
    spec(
        off_roll_without_destination.expression,
        facts="""
            child | fact                        | starts_on  | ends_before
            ------+-----------------------------+------------+------------
            Amira | removed_without_destination | 2026-01-05 | 2026-01-06
            Amira | on_roll                     | 2025-09-01 | 2026-01-05
            Amira | home_educated               | 2026-01-20 |
            Ben   | removed_without_destination | 2026-01-05 | 2026-01-06
            Ben   | on_roll                     | 2025-09-01 |
        """,
        always="compulsory_school_age",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-05 | 2026-01-20
        """,
    )


def test_nobody_asks_where_a_child_is_whose_return_says_died(spec):
    """Amira's return gives ground (k); Ben's gives another, with as little of where to."""
    spec(
        off_roll_without_destination.expression,
        facts="""
            child | fact                        | starts_on  | ends_before
            ------+-----------------------------+------------+------------
            Amira | removed_without_destination | 2026-01-05 | 2026-01-06
            Amira | removed_as_died             | 2026-01-05 | 2026-01-06
            Ben   | removed_without_destination | 2026-01-05 | 2026-01-06
        """,
        always="compulsory_school_age",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Ben   | 2026-01-05 |
        """,
    )
