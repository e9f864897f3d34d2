from onroll.record.definitions.clocks.sixth_school_day import sixth_school_day


def test_it_is_due_on_the_sixth_school_day_counting_the_first(clock_spec):
    """From 15 October: the 22nd. Across half term: 4 November. Across Christmas: 8 January."""
    clock_spec(
        sixth_school_day,
        facts="""
            child | fact                | starts_on  | ends_before
            ------+---------------------+------------+------------
            Amira | permanent_exclusion | 2025-10-15 | 2025-10-16
            Ben   | permanent_exclusion | 2025-10-20 | 2025-10-21
            Cara  | permanent_exclusion | 2025-12-17 | 2025-12-18
        """,
        always="compulsory_school_age, address_in_area, on_roll, key_stage_3_or_year_10",
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-------
            Amira | 2025-10-15 | 2025-10-22 |
            Ben   | 2025-10-20 | 2025-11-04 |
            Cara  | 2025-12-17 | 2026-01-08 |
        """,
    )


def test_it_is_met_on_the_first_day_of_full_time_education(clock_spec):
    """24 hours a week in Year 9 from the 22nd meets it; 23 hours does not, 24 later does."""
    clock_spec(
        sixth_school_day,
        facts="""
            child | fact                | starts_on  | ends_before | value
            ------+---------------------+------------+-------------+------
            Dev   | permanent_exclusion | 2025-10-15 | 2025-10-16  |
            Dev   | weekly_hours        | 2025-10-22 |             | 24
            Ela   | permanent_exclusion | 2025-10-15 | 2025-10-16  |
            Ela   | weekly_hours        | 2025-10-22 | 2025-11-10  | 23
            Ela   | weekly_hours        | 2025-11-10 |             | 24
        """,
        always="compulsory_school_age, address_in_area, on_roll, key_stage_3_or_year_10",
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Dev   | 2025-10-15 | 2025-10-22 | 2025-10-22
            Ela   | 2025-10-15 | 2025-10-22 | 2025-11-10
        """,
    )


def test_an_exclusion_on_a_day_without_school_starts_on_the_next_school_day(clock_spec):
    """Saturday 18 October: day one is Monday the 20th, so the sixth is 4 November."""
    clock_spec(
        sixth_school_day,
        facts="""
            child | fact                | starts_on  | ends_before
            ------+---------------------+------------+------------
            Finn  | permanent_exclusion | 2025-10-18 | 2025-10-19
        """,
        always="compulsory_school_age, address_in_area",
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-------
            Finn  | 2025-10-20 | 2025-11-04 |
        """,
    )


def test_past_the_calendars_end_there_is_no_date_rather_than_a_guess(clock_spec):
    """Excluded on 15 July 2026: the sixth school day lies in terms nobody has loaded."""
    clock_spec(
        sixth_school_day,
        facts="""
            child | fact                | starts_on  | ends_before
            ------+---------------------+------------+------------
            Gita  | permanent_exclusion | 2026-07-15 | 2026-07-16
        """,
        always="compulsory_school_age, address_in_area",
        expect="""
            child | starts_on  | due_on | met_on
            ------+------------+--------+-------
            Gita  | 2026-07-15 |        |
        """,
    )


def test_a_name_still_on_the_roll_meets_nothing_wherever_the_child_lives(clock_spec):
    """No source gives Hana or Idris an address in the area. Idris joins another school on day 4."""
    clock_spec(
        sixth_school_day,
        facts="""
            child | fact                | starts_on  | ends_before
            ------+---------------------+------------+------------
            Hana  | permanent_exclusion | 2025-10-15 | 2025-10-16
            Idris | permanent_exclusion | 2025-10-15 | 2025-10-16
            Idris | admitted            | 2025-10-20 | 2025-10-21
            Jo    | permanent_exclusion | 2025-10-15 | 2025-10-16
            Jo    | reinstated          | 2025-11-10 | 2025-11-11
        """,
        always="compulsory_school_age, on_roll, key_stage_3_or_year_10",
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-----------
            Hana  | 2025-10-15 | 2025-10-22 |
            Idris | 2025-10-15 | 2025-10-22 | 2025-10-20
            Jo    | 2025-10-15 | 2025-10-22 | 2025-11-10
        """,
    )


def test_an_exclusion_older_than_the_calendar_has_no_date_rather_than_a_guess(clock_spec):
    """Excluded in July 2025; the calendar loaded begins that September."""
    clock_spec(
        sixth_school_day,
        facts="""
            child | fact                | starts_on  | ends_before
            ------+---------------------+------------+------------
            Kay   | permanent_exclusion | 2025-07-10 | 2025-07-11
        """,
        always="compulsory_school_age",
        expect="""
            child | starts_on  | due_on | met_on
            ------+------------+--------+-------
            Kay   | 2025-07-10 |        |
        """,
    )


def test_it_runs_for_a_child_whose_age_no_source_tells_and_not_for_one_over_age(clock_spec):
    """Gwen's form has no date of birth; Hal is 17, and no age keeps him in school."""
    clock_spec(
        sixth_school_day,
        facts="""
            child | fact                | starts_on  | ends_before
            ------+---------------------+------------+------------
            Gwen  | permanent_exclusion | 2025-10-15 | 2025-10-16
            Gwen  | age_not_known       | 2025-10-15 |
            Hal   | permanent_exclusion | 2025-10-15 | 2025-10-16
            Hal   | years_12_and_13     | 2024-09-01 | 2026-09-01
        """,
        expect="""
            child | starts_on  | due_on     | met_on
            ------+------------+------------+-------
            Gwen  | 2025-10-15 | 2025-10-22 |
        """,
    )
