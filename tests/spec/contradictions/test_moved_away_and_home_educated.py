from onroll.record.definitions.contradictions.moved_away_and_home_educated import (
    moved_away_and_home_educated,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """Verified away from 5 January: the entry is still there on the 19th."""
    spec(
        moved_away_and_home_educated.expression,
        facts="""
            child | fact          | starts_on  | ends_before
            ------+---------------+------------+------------
            Amira | moved_away    | 2026-01-05 |
            Amira | home_educated | 2025-09-01 | 2026-01-20
            Ben   | moved_away    | 2026-01-05 |
            Ben   | home_educated | 2025-09-01 | 2026-01-19
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-19 | 2026-01-20
        """,
    )
