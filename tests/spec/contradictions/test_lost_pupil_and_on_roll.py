from onroll.record.definitions.contradictions.lost_pupil_and_on_roll import lost_pupil_and_on_roll


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """On a roll from 5 January: the file still waits on the 19th."""
    spec(
        lost_pupil_and_on_roll.expression,
        facts="""
            child | fact       | starts_on  | ends_before
            ------+------------+------------+------------
            Amira | lost_pupil | 2025-11-01 | 2026-01-20
            Amira | on_roll    | 2026-01-05 |
            Ben   | lost_pupil | 2025-11-01 | 2026-01-19
            Ben   | on_roll    | 2026-01-05 |
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-19 | 2026-01-20
        """,
    )
