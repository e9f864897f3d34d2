from onroll.record.definitions.contradictions.in_custody_and_marked_present import (
    in_custody_and_marked_present,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """The first day of custody, 12 January, may be marked; the second may not."""
    spec(
        in_custody_and_marked_present.expression,
        facts="""
            child | fact           | starts_on  | ends_before
            ------+----------------+------------+------------
            Amira | in_custody     | 2026-01-12 | 2026-03-01
            Amira | marked_present | 2025-09-03 | 2026-01-14
            Ben   | in_custody     | 2026-01-12 | 2026-03-01
            Ben   | marked_present | 2025-09-03 | 2026-01-13
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-13 | 2026-01-14
        """,
    )
