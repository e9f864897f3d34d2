from onroll.record.definitions.contradictions.removed_as_died_and_on_roll import (
    removed_as_died_and_on_roll,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """The day of the return may still be on the roll; the day after it, 6 January, may not."""
    spec(
        removed_as_died_and_on_roll.expression,
        facts="""
            child | fact            | starts_on  | ends_before
            ------+-----------------+------------+------------
            Amira | removed_as_died | 2026-01-05 | 2026-01-06
            Amira | on_roll         | 2025-09-01 | 2026-01-08
            Ben   | removed_as_died | 2026-01-05 | 2026-01-06
            Ben   | on_roll         | 2025-09-01 | 2026-01-06
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-06 | 2026-01-08
        """,
    )
