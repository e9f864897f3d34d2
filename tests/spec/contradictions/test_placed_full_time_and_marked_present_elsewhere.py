from onroll.record.definitions.contradictions.placed_full_time_and_marked_present_elsewhere import (
    placed_full_time_and_marked_present_elsewhere,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """25 hours are a full week, 24.5 are not; Cara is marked where she is placed."""
    spec(
        placed_full_time_and_marked_present_elsewhere.expression,
        facts="""
            child | fact                  | starts_on  | ends_before | value | setting
            ------+-----------------------+------------+-------------+-------+--------
            Amira | alternative_provision | 2026-01-05 |             |       | 100009
            Amira | weekly_hours          | 2026-01-05 |             | 25    | 100009
            Amira | marked_present        | 2026-01-05 | 2026-01-20  |       | 100001
            Ben   | alternative_provision | 2026-01-05 |             |       | 100009
            Ben   | weekly_hours          | 2026-01-05 |             | 24.5  | 100009
            Ben   | marked_present        | 2026-01-05 | 2026-01-20  |       | 100001
            Cara  | alternative_provision | 2026-01-05 |             |       | 100001
            Cara  | weekly_hours          | 2026-01-05 |             | 25    | 100001
            Cara  | marked_present        | 2026-01-05 | 2026-01-20  |       | 100001
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-19 | 2026-01-20
        """,
    )
