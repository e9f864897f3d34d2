from onroll.record.definitions.contradictions.two_main_rolls import two_main_rolls


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """Amira's admission is new to 2 February, so the 3rd asks; Ben's second roll is subsidiary."""
    spec(
        two_main_rolls.expression,
        facts="""
            child | fact            | starts_on  | ends_before | setting
            ------+-----------------+------------+-------------+--------
            Amira | on_roll         | 2025-09-01 |             | 100001
            Amira | on_roll         | 2026-01-05 | 2026-02-04  | 100002
            Amira | admitted        | 2026-01-05 | 2026-01-06  | 100002
            Ben   | on_roll         | 2025-09-01 |             | 100001
            Ben   | on_roll         | 2026-01-05 |             | 100002
            Ben   | subsidiary_roll | 2026-01-05 |             | 100002
            Cara  | on_roll         | 2025-09-01 |             | 100001
            Cara  | on_roll         | 2025-09-05 |             | 100001
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-02-03 | 2026-02-04
        """,
    )
