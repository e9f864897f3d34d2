from onroll.record.definitions.contradictions.code_e_without_exclusion import (
    code_e_without_exclusion,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """Amira's five days have no suspension. Cara's ended on 1 January: its 14 days run out on the
    16th.
    """
    spec(
        code_e_without_exclusion.expression,
        facts="""
            child | fact                | starts_on  | ends_before
            ------+---------------------+------------+------------
            Amira | code_e_in_use       | 2026-01-12 | 2026-01-17
            Ben   | code_e_in_use       | 2026-01-12 | 2026-01-17
            Ben   | suspension          | 2026-01-12 | 2026-01-17
            Cara  | suspension          | 2026-01-01 | 2026-01-02
            Cara  | code_e_in_use       | 2026-01-12 | 2026-01-17
            Dev   | permanent_exclusion | 2026-01-12 | 2026-01-13
            Dev   | code_e_in_use       | 2026-01-12 | 2026-02-17
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-12 | 2026-01-17
            Cara  | 2026-01-16 | 2026-01-17
        """,
    )


def test_code_e_after_reinstatement_is_asked_about(spec):
    """Excluded on 5 January, and reinstated on 2 February."""
    spec(
        code_e_without_exclusion.expression,
        facts="""
            child | fact                | starts_on  | ends_before
            ------+---------------------+------------+------------
            Eli   | permanent_exclusion | 2026-01-05 | 2026-01-06
            Eli   | code_e_in_use       | 2026-01-05 | 2026-02-07
            Eli   | reinstated          | 2026-02-02 | 2026-02-03
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Eli   | 2026-02-02 | 2026-02-07
        """,
    )
