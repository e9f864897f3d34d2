from onroll.record.definitions.contradictions.suspended_with_another_absence_code import (
    suspended_with_another_absence_code,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """Amira is ill on the second day of the suspension, the 13th. Ben's other code is of the first
    day only.
    """
    spec(
        suspended_with_another_absence_code.expression,
        facts="""
            child | fact                 | starts_on  | ends_before
            ------+----------------------+------------+------------
            Amira | suspension           | 2026-01-12 | 2026-01-17
            Amira | code_i_in_use        | 2026-01-12 | 2026-01-14
            Ben   | suspension           | 2026-01-12 | 2026-01-17
            Ben   | code_g_n_or_o_in_use | 2026-01-12 | 2026-01-13
            Cara  | suspension           | 2026-01-12 | 2026-01-17
            Cara  | code_i_in_use        | 2026-01-12 | 2026-01-17
            Cara  | code_e_in_use        | 2026-01-12 | 2026-01-17
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-13 | 2026-01-14
        """,
    )
