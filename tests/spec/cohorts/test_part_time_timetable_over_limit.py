from onroll.record.definitions.cohorts.part_time_timetable_over_limit import (
    part_time_timetable_over_limit,
)
from onroll.record.definitions.cohorts.part_time_timetable_over_school_weeks import (
    part_time_timetable_over_school_weeks,
)


def test_a_child_joins_on_the_day_after_the_limit(spec):
    """42 days are allowed: Amira's 43rd day is 16 March, Ben's is 17 March."""
    spec(
        part_time_timetable_over_limit,
        facts="""
            child | fact                | starts_on  | ends_before
            ------+---------------------+------------+------------
            Amira | part_time_timetable | 2026-02-02 |
            Ben   | part_time_timetable | 2026-02-03 |
        """,
        always="compulsory_school_age, on_roll",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-03-16 |
            Ben   | 2026-03-17 |
        """,
    )


def test_the_forty_second_day_of_an_autumn_timetable_is_the_last_allowed(spec):
    """From 8 September 2025 the 42nd day ends on 19 October, so the limit is passed on the 20th."""
    spec(
        part_time_timetable_over_limit,
        facts="""
            child | fact                | starts_on  | ends_before
            ------+---------------------+------------+------------
            Cara  | part_time_timetable | 2025-09-08 | 2025-10-20
            Dev   | part_time_timetable | 2025-09-08 | 2025-10-21
        """,
        always="compulsory_school_age, on_roll",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Dev   | 2025-10-20 | 2025-10-21
        """,
    )


def test_a_timetable_renewed_within_a_week_goes_on_counting(spec):
    """Seven days between: still the one timetable. Eight: a new one begins."""
    spec(
        part_time_timetable_over_limit,
        facts="""
            child | fact                | starts_on  | ends_before
            ------+---------------------+------------+------------
            Ela   | part_time_timetable | 2026-01-05 | 2026-02-02
            Ela   | part_time_timetable | 2026-02-09 | 2026-02-20
            Finn  | part_time_timetable | 2026-01-05 | 2026-02-02
            Finn  | part_time_timetable | 2026-02-10 | 2026-02-20
        """,
        always="compulsory_school_age, on_roll",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Ela   | 2026-02-16 | 2026-02-20
        """,
    )


def test_in_school_weeks_the_first_day_over_is_the_thirty_first_school_day(spec):
    """From 8 September: 30 school days to 17 October, so 20 October, as in calendar weeks.

    From 6 October, with half term and a training day between, the 31st is 25 November: a week later
    than the calendar's 17 November.
    """
    facts = """
        child | fact                | starts_on  | ends_before
        ------+---------------------+------------+------------
        Amira | part_time_timetable | 2025-09-08 |
        Ben   | part_time_timetable | 2025-10-06 |
        Cara  | part_time_timetable | 2025-09-08 | 2025-10-20
    """
    spec(
        part_time_timetable_over_school_weeks,
        facts=facts,
        always="compulsory_school_age, on_roll",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-10-20 |
            Ben   | 2025-11-25 |
        """,
    )
    spec(
        part_time_timetable_over_limit,
        facts=facts,
        always="compulsory_school_age, on_roll",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-10-20 |
            Ben   | 2025-11-17 |
        """,
    )
