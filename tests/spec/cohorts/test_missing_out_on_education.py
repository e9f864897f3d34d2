from onroll.record.definitions.cohorts.missing_out_on_education import missing_out_on_education


def test_excluded_and_not_taught_is_missing_out_and_taught_full_time_is_not(spec):
    """Year 8. Excluded on 15 October with no hours; 25 hours a week from the 22nd."""
    spec(
        missing_out_on_education,
        facts="""
            child | fact                | starts_on  | ends_before | value
            ------+---------------------+------------+-------------+------
            Amira | permanent_exclusion | 2025-10-15 | 2025-10-16  |
            Amira | weekly_hours        | 2025-10-22 |             | 25
        """,
        always="compulsory_school_age, address_in_area, on_roll, key_stage_3_or_year_10",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-10-15 | 2025-10-22
        """,
    )


def test_the_figure_is_the_one_for_the_childs_age(spec):
    """Ill at home: 21 hours is full time in Year 2 and not in Year 4; 25 is needed in Year 11."""
    spec(
        missing_out_on_education,
        facts="""
            child | fact                     | starts_on  | ends_before | value
            ------+--------------------------+------------+-------------+------
            Ben   | reception_or_key_stage_1 | 2025-09-01 | 2026-09-01  |
            Ben   | weekly_hours             | 2025-11-03 | 2025-12-01  | 21
            Ben   | medical_evidence         | 2025-11-03 | 2025-12-01  |
            Cara  | key_stage_2              | 2025-09-01 | 2026-09-01  |
            Cara  | weekly_hours             | 2025-11-03 | 2025-12-01  | 21
            Cara  | medical_evidence         | 2025-11-03 | 2025-12-01  |
            Dev   | year_11                  | 2025-09-01 | 2026-09-01  |
            Dev   | weekly_hours             | 2025-11-03 | 2025-11-24  | 24.75
            Dev   | weekly_hours             | 2025-11-17 | 2025-12-01  | 0.25
            Dev   | mental_health_service    | 2025-11-03 | 2025-12-01  |
        """,
        always="compulsory_school_age, on_roll",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Cara  | 2025-11-03 | 2025-12-01
            Dev   | 2025-11-03 | 2025-11-17
            Dev   | 2025-11-24 | 2025-12-01
        """,
    )


def test_a_plan_for_twelve_hours_a_week_on_a_roll_is_missing_out(spec):
    """Year 8, on roll, a personalised plan and a part-time timetable of twelve hours."""
    spec(
        missing_out_on_education,
        facts="""
            child | fact                | starts_on  | ends_before | value
            ------+---------------------+------------+-------------+------
            Ela   | behaviour_plan      | 2025-11-03 | 2025-12-12  |
            Ela   | part_time_timetable | 2025-11-03 | 2025-12-12  |
            Ela   | weekly_hours        | 2025-11-03 | 2025-12-12  | 12
        """,
        always="compulsory_school_age, on_roll, key_stage_3_or_year_10",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Ela   | 2025-11-03 | 2025-12-12
        """,
    )


def test_a_traveller_child_in_full_time_mainstream_is_in_no_group(spec):
    """Background alone is no group: alternative provision must have been made."""
    spec(
        missing_out_on_education,
        facts="""
            child | fact                 | starts_on  | ends_before
            ------+----------------------+------------+------------
            Finn  | gypsy_roma_traveller | 2010-01-01 |
        """,
        always="compulsory_school_age, on_roll",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
        """,
    )
