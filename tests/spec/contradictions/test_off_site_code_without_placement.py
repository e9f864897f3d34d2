from onroll.record.definitions.contradictions.off_site_code_without_placement import (
    off_site_code_without_placement,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """The fifteenth day off site without a placement is 19 January."""
    spec(
        off_site_code_without_placement.expression,
        facts="""
            child | fact                  | starts_on  | ends_before
            ------+-----------------------+------------+------------
            Amira | code_b_or_k_in_use    | 2026-01-05 | 2026-01-20
            Ben   | code_b_or_k_in_use    | 2026-01-05 | 2026-01-19
            Cara  | code_b_or_k_in_use    | 2026-01-05 | 2026-02-20
            Cara  | alternative_provision | 2026-01-05 | 2026-02-20
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-19 | 2026-01-20
        """,
    )
