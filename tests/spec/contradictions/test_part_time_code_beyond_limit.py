from onroll.record.definitions.contradictions.part_time_code_beyond_limit import (
    part_time_code_beyond_limit,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """The 42nd day is 19 October. A week without the code does not start the count again."""
    spec(
        part_time_code_beyond_limit.expression,
        facts="""
            child | fact           | starts_on  | ends_before
            ------+----------------+------------+------------
            Amira | code_c2_in_use | 2025-09-08 | 2025-10-21
            Ben   | code_c2_in_use | 2025-09-08 | 2025-10-20
            Cara  | code_c2_in_use | 2025-09-08 | 2025-09-20
            Cara  | code_c2_in_use | 2025-09-27 | 2025-10-22
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-10-20 | 2025-10-21
            Cara  | 2025-10-20 | 2025-10-22
        """,
    )
