from onroll.record.definitions.contradictions.attendance_order_and_not_on_that_roll import (
    attendance_order_and_not_on_that_roll,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """The order is of 5 January. Cara is on a roll, and not that of the school named."""
    spec(
        attendance_order_and_not_on_that_roll.expression,
        facts="""
            child | fact                    | starts_on  | ends_before | setting
            ------+-------------------------+------------+-------------+--------
            Amira | school_attendance_order | 2026-01-05 |             | 100001
            Amira | on_roll                 | 2026-01-20 |             | 100001
            Ben   | school_attendance_order | 2026-01-05 |             | 100001
            Ben   | on_roll                 | 2026-01-19 |             | 100001
            Cara  | school_attendance_order | 2026-01-05 | 2026-01-21  | 100001
            Cara  | on_roll                 | 2025-09-01 |             | 100002
        """,
        always="compulsory_school_age",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-19 | 2026-01-20
            Cara  | 2026-01-19 | 2026-01-21
        """,
    )
