from onroll.record.definitions.contradictions.attendance_order_and_education_suitable import (
    attendance_order_and_education_suitable,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """Found suitable on 5 January: the order still stands on the 19th."""
    spec(
        attendance_order_and_education_suitable.expression,
        facts="""
            child | fact                     | starts_on  | ends_before
            ------+--------------------------+------------+------------
            Amira | school_attendance_order  | 2025-11-01 | 2026-01-20
            Amira | education_found_suitable | 2026-01-05 |
            Ben   | school_attendance_order  | 2025-11-01 | 2026-01-19
            Ben   | education_found_suitable | 2026-01-05 |
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-19 | 2026-01-20
        """,
    )
