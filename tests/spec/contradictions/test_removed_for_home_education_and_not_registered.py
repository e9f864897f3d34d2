from onroll.record.definitions.contradictions.removed_for_home_education_and_not_registered import (
    removed_for_home_education_and_not_registered,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """Fourteen days pass without an entry: Amira's begins on 20 January, Ben's on the 19th."""
    spec(
        removed_for_home_education_and_not_registered.expression,
        facts="""
            child | fact                       | starts_on  | ends_before
            ------+----------------------------+------------+------------
            Amira | removed_for_home_education | 2026-01-05 | 2026-01-06
            Amira | home_educated              | 2026-01-20 |
            Ben   | removed_for_home_education | 2026-01-05 | 2026-01-06
            Ben   | home_educated              | 2026-01-19 |
        """,
        always="compulsory_school_age",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-19 | 2026-01-20
        """,
    )
