from onroll.record.definitions.contradictions.code_x_and_compulsory_school_age import (
    code_x_and_compulsory_school_age,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """Both are of compulsory school age from 31 December 2025; Ben's last code X is of the 30th."""
    spec(
        code_x_and_compulsory_school_age.expression,
        facts="""
            child | fact                  | starts_on  | ends_before
            ------+-----------------------+------------+------------
            Amira | code_x_in_use         | 2025-12-15 | 2026-01-10
            Amira | compulsory_school_age | 2025-12-31 |
            Ben   | code_x_in_use         | 2025-12-15 | 2025-12-31
            Ben   | compulsory_school_age | 2025-12-31 |
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-12-31 | 2026-01-10
        """,
    )
