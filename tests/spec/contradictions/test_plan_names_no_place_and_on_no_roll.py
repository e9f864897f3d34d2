from onroll.record.definitions.contradictions.plan_names_no_place_and_on_no_roll import (
    plan_names_no_place_and_on_no_roll,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """The plan is of 5 January; nobody has Amira on the fifteenth day, the 19th."""
    spec(
        plan_names_no_place_and_on_no_roll.expression,
        facts="""
            child | fact                   | starts_on  | ends_before
            ------+------------------------+------------+------------
            Amira | ehc_plan_without_place | 2026-01-05 | 2026-01-20
            Ben   | ehc_plan_without_place | 2026-01-05 | 2026-01-19
            Cara  | ehc_plan_without_place | 2026-01-05 |
            Cara  | on_roll                | 2025-09-01 |
        """,
        always="compulsory_school_age",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-19 | 2026-01-20
        """,
    )
