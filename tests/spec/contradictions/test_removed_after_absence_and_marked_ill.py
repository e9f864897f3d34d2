from onroll.record.definitions.contradictions.removed_after_absence_and_marked_ill import (
    removed_after_absence_and_marked_ill,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """Ill on 5 January is within the 28 days before 2 February, and not of those before the 3rd."""
    spec(
        removed_after_absence_and_marked_ill.expression,
        facts="""
            child | fact                  | starts_on  | ends_before
            ------+-----------------------+------------+------------
            Amira | code_i_in_use         | 2026-01-05 | 2026-01-06
            Amira | removed_after_absence | 2026-02-02 | 2026-02-03
            Amira | on_roll               | 2026-03-02 |
            Ben   | code_i_in_use         | 2026-01-05 | 2026-01-06
            Ben   | removed_after_absence | 2026-02-03 | 2026-02-04
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-02-02 | 2026-03-02
        """,
    )
