from onroll.record.definitions.cohorts.permanently_excluded_without_place import (
    permanently_excluded_without_place,
)


def test_it_lasts_until_the_next_admission_and_teaching_does_not_end_it(spec):
    """Excluded on 15 October, taught full time from the 22nd, admitted on 1 December."""
    spec(
        permanently_excluded_without_place,
        facts="""
            child | fact                | starts_on  | ends_before | value
            ------+---------------------+------------+-------------+------
            Amira | admitted            | 2024-09-02 | 2024-09-03  |
            Amira | permanent_exclusion | 2025-10-15 | 2025-10-16  |
            Amira | weekly_hours        | 2025-10-22 |             | 25
            Amira | admitted            | 2025-12-01 | 2025-12-02  |
            Ben   | permanent_exclusion | 2025-10-15 | 2025-10-16  |
            Ben   | reinstated          | 2025-11-10 | 2025-11-11  |
            Cara  | permanent_exclusion | 2025-10-15 | 2025-10-16  |
            Cara  | admitted            | 2025-10-15 | 2025-10-16  |
        """,
        always="compulsory_school_age, address_in_area",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-10-15 | 2025-12-01
            Ben   | 2025-10-15 | 2025-11-10
            Cara  | 2025-10-15 |
        """,
    )
