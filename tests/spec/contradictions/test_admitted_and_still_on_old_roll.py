from onroll.record.definitions.contradictions.admitted_and_still_on_old_roll import (
    admitted_and_still_on_old_roll,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """Seven days may overlap, to 11 January. Cara's admission is new up to 2 February."""
    spec(
        admitted_and_still_on_old_roll.expression,
        facts="""
            child | fact     | starts_on  | ends_before | setting
            ------+----------+------------+-------------+--------
            Amira | on_roll  | 2025-09-01 | 2026-01-13  | 100001
            Amira | on_roll  | 2026-01-05 |             | 100002
            Amira | admitted | 2026-01-05 | 2026-01-06  | 100002
            Ben   | on_roll  | 2025-09-01 | 2026-01-12  | 100001
            Ben   | on_roll  | 2026-01-05 |             | 100002
            Ben   | admitted | 2026-01-05 | 2026-01-06  | 100002
            Cara  | on_roll  | 2025-09-01 |             | 100001
            Cara  | on_roll  | 2026-01-05 |             | 100002
            Cara  | admitted | 2026-01-05 | 2026-01-06  | 100002
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-12 | 2026-01-13
            Cara  | 2026-01-12 | 2026-02-03
        """,
    )
