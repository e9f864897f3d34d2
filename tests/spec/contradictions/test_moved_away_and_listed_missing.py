from onroll.record.definitions.contradictions.moved_away_and_listed_missing import (
    moved_away_and_listed_missing,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """Verified away from 5 January: the entry is still there on the 19th."""
    spec(
        moved_away_and_listed_missing.expression,
        facts="""
            child | fact                       | starts_on  | ends_before
            ------+----------------------------+------------+------------
            Amira | moved_away                 | 2026-01-05 |
            Amira | recorded_missing_education | 2025-09-01 | 2026-01-20
            Ben   | moved_away                 | 2026-01-05 |
            Ben   | recorded_missing_education | 2025-09-01 | 2026-01-19
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-19 | 2026-01-20
        """,
    )
