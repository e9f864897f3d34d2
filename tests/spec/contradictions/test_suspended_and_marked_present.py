from onroll.record.definitions.contradictions.suspended_and_marked_present import (
    suspended_and_marked_present,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """Amira is present on the second day, the 13th. Ben was there on the first day only; Cara at
    another school.
    """
    spec(
        suspended_and_marked_present.expression,
        facts="""
            child | fact           | starts_on  | ends_before | setting
            ------+----------------+------------+-------------+--------
            Amira | suspension     | 2026-01-12 | 2026-01-17  | 100001
            Amira | marked_present | 2026-01-05 | 2026-01-14  | 100001
            Ben   | suspension     | 2026-01-12 | 2026-01-17  | 100001
            Ben   | marked_present | 2026-01-05 | 2026-01-13  | 100001
            Cara  | suspension     | 2026-01-12 | 2026-01-17  | 100001
            Cara  | marked_present | 2026-01-05 | 2026-01-17  | 100002
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-13 | 2026-01-14
        """,
    )
