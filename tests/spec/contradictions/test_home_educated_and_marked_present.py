from onroll.record.definitions.contradictions.home_educated_and_marked_present import (
    home_educated_and_marked_present,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """Amira is marked on the first two days of home education; Ben's last mark is of the day
    before.
    """
    spec(
        home_educated_and_marked_present.expression,
        facts="""
            child | fact           | starts_on  | ends_before
            ------+----------------+------------+------------
            Amira | home_educated  | 2026-01-12 |
            Amira | marked_present | 2025-09-03 | 2026-01-14
            Ben   | home_educated  | 2026-01-12 |
            Ben   | marked_present | 2025-09-03 | 2026-01-12
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-12 | 2026-01-14
        """,
    )
