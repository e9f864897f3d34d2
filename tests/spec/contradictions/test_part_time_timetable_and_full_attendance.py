from onroll.record.definitions.contradictions.part_time_timetable_and_full_attendance import (
    part_time_timetable_and_full_attendance,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """Amira is present for fifteen days without one C2, Ben for fourteen; Cara's register has
    both.
    """
    spec(
        part_time_timetable_and_full_attendance.expression,
        facts="""
            child | fact                | starts_on  | ends_before | setting
            ------+---------------------+------------+-------------+--------
            Amira | part_time_timetable | 2026-01-05 |             | 100001
            Amira | marked_present      | 2026-01-05 | 2026-01-20  | 100001
            Ben   | part_time_timetable | 2026-01-05 |             | 100001
            Ben   | marked_present      | 2026-01-05 | 2026-01-19  | 100001
            Cara  | part_time_timetable | 2026-01-05 |             | 100001
            Cara  | marked_present      | 2026-01-05 | 2026-02-19  | 100001
            Cara  | code_c2_in_use      | 2026-01-05 | 2026-02-19  | 100001
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-19 | 2026-01-20
        """,
    )
