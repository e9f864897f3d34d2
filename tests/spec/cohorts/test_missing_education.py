from onroll.record.definitions.cohorts.missing_education import missing_education

SCHOOL_AGE_AND_HERE = "compulsory_school_age, address_in_area"


def test_a_child_waiting_for_a_place_is_missing_education_from_the_first_day(spec):
    """Moved in on 5 January, applied on the 8th: missing from the 5th, admitted on the 26th."""
    spec(
        missing_education,
        facts="""
            child | fact                         | starts_on  | ends_before
            ------+------------------------------+------------+------------
            Amira | address_in_area              | 2026-01-05 |
            Amira | application_awaiting_outcome | 2026-01-08 |
            Amira | on_roll                      | 2026-01-26 |
        """,
        always="compulsory_school_age",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-05 | 2026-01-26
        """,
    )


def test_a_child_still_on_the_old_schools_roll_is_not(spec):
    """The name stands at the old school until the day the new one enters it."""
    spec(
        missing_education,
        facts="""
            child | fact    | starts_on  | ends_before
            ------+---------+------------+------------
            Ben   | on_roll | 2020-09-01 | 2026-01-12
            Ben   | on_roll | 2026-01-12 |
            Cara  | on_roll | 2020-09-01 | 2026-01-12
            Cara  | on_roll | 2026-01-13 |
        """,
        always=SCHOOL_AGE_AND_HERE,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Ben   | 2000-01-01 | 2020-09-01
            Cara  | 2000-01-01 | 2020-09-01
            Cara  | 2026-01-12 | 2026-01-13
        """,
    )


def test_compulsory_school_age_opens_and_closes_it(spec):
    """Dev is of school age from 31 August 2026; Ela's ended after the last Friday of June 2026."""
    spec(
        missing_education,
        facts="""
            child | fact                  | starts_on  | ends_before
            ------+-----------------------+------------+------------
            Dev   | compulsory_school_age | 2026-08-31 | 2037-06-27
            Ela   | compulsory_school_age | 2014-12-31 | 2026-06-27
        """,
        always="address_in_area",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Dev   | 2026-08-31 | 2037-06-27
            Ela   | 2014-12-31 | 2026-06-27
        """,
    )


def test_home_education_judged_unsuitable_is_missing_from_the_day_of_the_decision(spec):
    """Home educated since 1 June 2025; found not suitable on 10 December; suitable on 2 March."""
    spec(
        missing_education,
        facts="""
            child | fact                       | starts_on  | ends_before
            ------+----------------------------+------------+------------
            Finn  | on_roll                    | 2000-01-01 | 2025-06-01
            Finn  | home_educated              | 2025-06-01 |
            Finn  | education_found_unsuitable | 2025-12-10 | 2026-03-02
            Finn  | education_found_suitable   | 2026-03-02 |
        """,
        always=SCHOOL_AGE_AND_HERE,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Finn  | 2025-12-10 | 2026-03-02
        """,
    )


def test_a_pupil_who_never_attends_is_not_missing_under_the_statute(spec):
    """On a roll with no attendance since September: see the extended definition."""
    spec(
        missing_education,
        facts="""
            child | fact          | starts_on  | ends_before
            ------+---------------+------------+------------
            Gita  | on_roll       | 2000-01-01 |
            Gita  | not_attending | 2025-09-02 |
        """,
        always=SCHOOL_AGE_AND_HERE,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
        """,
    )


def test_an_address_somebody_only_believes_in_moves_nobody_away(spec):
    """Off roll on 14 November. Hana's address outside was verified on 1 December; Idris's never."""
    spec(
        missing_education,
        facts="""
            child | fact       | starts_on  | ends_before
            ------+------------+------------+------------
            Hana  | on_roll    | 2000-01-01 | 2025-11-14
            Hana  | moved_away | 2025-12-01 |
            Idris | on_roll    | 2000-01-01 | 2025-11-14
        """,
        always=SCHOOL_AGE_AND_HERE,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Hana  | 2025-11-14 | 2025-12-01
            Idris | 2025-11-14 |
        """,
    )


def test_teaching_the_authority_arranged_counts_only_at_full_time_hours(spec):
    """Year 9: 23.75 hours is not full time, 24 is; less is enough where health allows no more."""
    spec(
        missing_education,
        facts="""
            child | fact                        | starts_on  | ends_before | value
            ------+-----------------------------+------------+-------------+------
            Jo    | weekly_hours                | 2026-01-12 | 2026-02-02  | 23.75
            Jo    | weekly_hours                | 2026-02-02 |             | 24
            Kay   | weekly_hours                | 2026-01-12 |             | 8
            Kay   | as_much_as_health_allows    | 2026-01-12 |             |
            Jo    | compulsory_school_age       | 2026-01-12 |             |
            Kay   | compulsory_school_age       | 2026-01-01 |             |
        """,
        always="address_in_area, key_stage_3_or_year_10, arranged_education_suitable",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Jo    | 2026-01-12 | 2026-02-02
            Kay   | 2026-01-01 | 2026-01-12
        """,
    )
