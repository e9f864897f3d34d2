from onroll.record.definitions.contradictions.marked_present_and_not_on_that_roll import (
    marked_present_and_not_on_that_roll,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """Amira's roll is another school's: on the fifteenth day, 19 January, hers is asked."""
    spec(
        marked_present_and_not_on_that_roll.expression,
        facts="""
            child | fact           | starts_on  | ends_before | setting
            ------+----------------+------------+-------------+--------
            Amira | marked_present | 2026-01-05 | 2026-01-20  | 100001
            Amira | on_roll        | 2025-09-01 |             | 100002
            Ben   | marked_present | 2026-01-05 | 2026-01-19  | 100001
            Cara  | marked_present | 2026-01-05 | 2026-02-20  | 100001
            Cara  | on_roll        | 2025-09-01 |             | 100001
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-19 | 2026-01-20
        """,
    )
