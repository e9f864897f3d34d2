from onroll.record.definitions.contradictions.removed_and_still_on_that_roll import (
    removed_and_still_on_that_roll,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """Amira's name is still on that roll on 19 January; Cara's roll is another school's."""
    spec(
        removed_and_still_on_that_roll.expression,
        facts="""
            child | fact              | starts_on  | ends_before | setting
            ------+-------------------+------------+-------------+--------
            Amira | removed_from_roll | 2026-01-05 | 2026-01-06  | 100001
            Amira | on_roll           | 2025-09-01 | 2026-01-20  | 100001
            Ben   | removed_from_roll | 2026-01-05 | 2026-01-06  | 100001
            Ben   | on_roll           | 2025-09-01 | 2026-01-19  | 100001
            Cara  | removed_from_roll | 2026-01-05 | 2026-01-06  | 100001
            Cara  | on_roll           | 2025-09-01 |             | 100002
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-19 | 2026-01-20
        """,
    )
