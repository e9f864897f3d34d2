from onroll.record.definitions.contradictions.home_education_suitable_and_listed_missing import (
    home_education_suitable_and_listed_missing,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """The finding is of 5 January: the entry that is still open on the 19th is asked about."""
    spec(
        home_education_suitable_and_listed_missing.expression,
        facts="""
            child | fact                       | starts_on  | ends_before
            ------+----------------------------+------------+------------
            Amira | education_found_suitable   | 2026-01-05 |
            Amira | recorded_missing_education | 2025-11-01 | 2026-01-20
            Ben   | education_found_suitable   | 2026-01-05 |
            Ben   | recorded_missing_education | 2025-11-01 | 2026-01-19
        """,
        always="home_educated",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-19 | 2026-01-20
        """,
    )
