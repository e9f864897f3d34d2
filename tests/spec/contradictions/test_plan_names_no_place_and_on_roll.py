from onroll.record.definitions.contradictions.plan_names_no_place_and_on_roll import (
    plan_names_no_place_and_on_roll,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """Fourteen days may pass: Amira is still on the roll on 19 January."""
    spec(
        plan_names_no_place_and_on_roll.expression,
        facts="""
            child | fact                   | starts_on  | ends_before
            ------+------------------------+------------+------------
            Amira | ehc_plan_without_place | 2026-01-05 |
            Amira | on_roll                | 2025-09-01 | 2026-01-20
            Ben   | ehc_plan_without_place | 2026-01-05 |
            Ben   | on_roll                | 2025-09-01 | 2026-01-19
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-19 | 2026-01-20
        """,
    )
