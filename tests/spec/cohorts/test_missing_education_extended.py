from onroll.record.definitions.cohorts.missing_education_extended import missing_education_extended


def test_a_pupil_joins_on_the_fifteenth_school_day_without_a_session(spec):
    """From 13 October the fifteenth school day is 10 November: half term does not count."""
    spec(
        missing_education_extended,
        facts="""
            child | fact          | starts_on  | ends_before
            ------+---------------+------------+------------
            Amira | not_attending | 2025-10-13 | 2025-11-20
            Ben   | not_attending | 2025-10-13 | 2025-11-10
        """,
        always="compulsory_school_age, address_in_area, on_roll",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-11-10 | 2025-11-20
        """,
    )


def test_a_child_missing_under_the_statute_is_in_it_from_the_first_day(spec):
    """Off roll on 1 December after months of absence: one unbroken spell, not two."""
    spec(
        missing_education_extended,
        facts="""
            child | fact          | starts_on  | ends_before
            ------+---------------+------------+------------
            Cara  | on_roll       | 2000-01-01 | 2025-12-01
            Cara  | not_attending | 2025-09-02 |
        """,
        always="compulsory_school_age, address_in_area",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Cara  | 2025-09-22 |
        """,
    )


def test_an_absence_older_than_the_calendar_is_counted_from_the_calendars_first_day(spec):
    """Away since 2 June 2025; the calendar begins on 2 September: day 15 is the 22nd."""
    spec(
        missing_education_extended,
        facts="""
            child | fact          | starts_on  | ends_before
            ------+---------------+------------+------------
            Dev   | not_attending | 2025-06-02 |
        """,
        always="compulsory_school_age, address_in_area, on_roll",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Dev   | 2025-09-22 |
        """,
    )
