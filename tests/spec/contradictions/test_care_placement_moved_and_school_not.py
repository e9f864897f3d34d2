from onroll.record.definitions.contradictions.care_placement_moved_and_school_not import (
    care_placement_moved_and_school_not,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """Amira attends nothing from the move to 19 January, the fifteenth day; Cara was admitted
    elsewhere.
    """
    spec(
        care_placement_moved_and_school_not.expression,
        facts="""
            child | fact                   | starts_on  | ends_before
            ------+------------------------+------------+------------
            Amira | care_placement_changed | 2026-01-05 | 2026-01-06
            Amira | not_attending          | 2026-01-05 | 2026-01-20
            Ben   | care_placement_changed | 2026-01-05 | 2026-01-06
            Ben   | not_attending          | 2026-01-05 | 2026-01-19
            Cara  | care_placement_changed | 2026-01-05 | 2026-01-06
            Cara  | not_attending          | 2026-01-05 |
            Cara  | admitted               | 2026-01-12 | 2026-01-13
        """,
        always="on_roll",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-19 | 2026-01-20
        """,
    )
