"""Full time by the child's age, and Ofsted's 25 hours: two flags, which often disagree."""

import pytest

from onroll.record.definitions import definition

NOBODY = "child | starts_on | ends_before"
SOMEBODY = "child | starts_on | ends_before\nAmira | 2026-01-05 |"


@pytest.mark.parametrize(
    ("band", "hours", "full_time", "under_25"),
    [
        ("key_stage_2", 22, False, True),  # Year 4
        ("key_stage_3_or_year_10", 24, True, True),  # Year 9
        ("year_11", 25, True, False),
        ("reception_or_key_stage_1", 21, True, True),  # Year 2
        ("key_stage_2", 23.5, True, True),
        ("key_stage_3_or_year_10", 23.75, False, True),
        ("key_stage_2", 24.75, True, True),
        ("reception_or_key_stage_1", 25, True, False),
    ],
)
def test_both_flags_are_held(band, hours, full_time, under_25, spec):
    """25 hours are not under 25; a quarter of an hour less is."""
    drawn = f"""
        child | fact         | starts_on  | ends_before | value
        ------+--------------+------------+-------------+------
        Amira | weekly_hours | 2026-01-05 |             | {hours}
    """
    always = f"compulsory_school_age, on_roll, {band}"
    for key, met in (("full_time_hours", full_time), ("under_25_hours", under_25)):
        spec(definition(key), facts=drawn, always=always, expect=SOMEBODY if met else NOBODY)


def test_a_child_excluded_and_not_taught_is_under_25_hours(spec):
    """Excluded on 15 October with no hours; 20 from the 22nd, 25 from 3 November; on a roll."""
    drawn = """
        child | fact                | starts_on  | ends_before | value
        ------+---------------------+------------+-------------+------
        Amira | permanent_exclusion | 2025-10-15 | 2025-10-16  |
        Amira | weekly_hours        | 2025-10-22 | 2025-11-03  | 20
        Amira | weekly_hours        | 2025-11-03 |             | 25
        Ben   | weekly_hours        | 2025-10-22 | 2025-11-03  | 20
        Cara  | on_roll             | 2000-01-01 |             |
    """
    always = "compulsory_school_age, address_in_area, on_roll"
    spec(
        definition("under_25_hours"),
        facts=drawn,
        always=always,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-10-15 | 2025-11-03
            Ben   | 2025-10-22 | 2025-11-03
        """,
    )
    spec(
        definition("twenty_five_hours"),
        facts=drawn,
        always=always,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2000-01-01 | 2025-10-15
            Amira | 2025-11-03 |
            Ben   | 2000-01-01 | 2025-10-22
            Ben   | 2025-11-03 |
            Cara  | 2000-01-01 |
        """,
    )


def test_only_of_school_age_is_anybody_asked(interpreted):
    drawn = (
        "child | fact | starts_on | ends_before | value\nAmira | weekly_hours | 2026-01-05 | | 5"
    )
    interpreted(definition("under_25_hours"), facts=drawn, always="on_roll", expect=NOBODY)
