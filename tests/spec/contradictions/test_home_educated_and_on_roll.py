from onroll.record.definitions.contradictions.home_educated_and_on_roll import (
    home_educated_and_on_roll,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """Both may say so for fourteen days; Amira's name is still there on 19 January."""
    spec(
        home_educated_and_on_roll.expression,
        facts="""
            child | fact          | starts_on  | ends_before
            ------+---------------+------------+------------
            Amira | home_educated | 2026-01-05 |
            Amira | on_roll       | 2025-09-01 | 2026-01-20
            Ben   | home_educated | 2026-01-05 |
            Ben   | on_roll       | 2025-09-01 | 2026-01-19
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-19 | 2026-01-20
        """,
    )
