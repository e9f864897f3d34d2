from onroll.record.definitions.contradictions.part_time_code_without_timetable import (
    part_time_code_without_timetable,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """Fourteen days may pass without a report: Ben's code stops then, Cara's timetable arrives
    before.
    """
    spec(
        part_time_code_without_timetable.expression,
        facts="""
            child | fact                | starts_on  | ends_before
            ------+---------------------+------------+------------
            Amira | code_c2_in_use      | 2026-01-05 | 2026-01-20
            Ben   | code_c2_in_use      | 2026-01-05 | 2026-01-19
            Cara  | code_c2_in_use      | 2026-01-05 | 2026-02-20
            Cara  | part_time_timetable | 2026-01-12 | 2026-02-20
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-19 | 2026-01-20
        """,
    )
