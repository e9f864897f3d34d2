"""Missing out on education at a census date: the rule read on that day (examples P1 to P6)."""

from datetime import date

import pytest

from onroll.record.definitions import definition
from onroll.record.definitions.cohorts.missing_out_on_education import missing_out_on_education
from onroll.record.definitions.cohorts.missing_out_on_education_2014 import (
    missing_out_on_education_2014,
)
from onroll.record.one_child import OneChild
from tests.spec.drawn import facts

CENSUS = date(2025, 11, 28)
EXAMPLES = """
    child | fact                   | starts_on  | ends_before | value
    ------+------------------------+------------+-------------+------
    P1    | on_roll                | 2024-09-01 |             |
    P1    | key_stage_3_or_year_10 | 2024-09-01 |             |
    P1    | behaviour_plan         | 2025-09-08 |             |
    P1    | part_time_timetable    | 2025-09-08 |             |
    P1    | weekly_hours           | 2025-09-08 |             | 12
    P2    | on_roll                | 2024-09-01 |             |
    P2    | key_stage_3_or_year_10 | 2024-09-01 |             |
    P2    | permanent_exclusion    | 2025-10-15 | 2025-10-16  |
    P2    | weekly_hours           | 2025-10-22 |             | 25
    P4    | on_roll                | 2020-09-01 |             |
    P4    | key_stage_2            | 2022-09-01 |             |
    P4    | in_hospital            | 2025-11-03 |             |
    P4    | weekly_hours           | 2025-11-03 |             | 15
    P5    | on_roll                | 2020-09-01 |             |
    P5    | key_stage_3_or_year_10 | 2022-09-01 |             |
    P5    | mental_health_service  | 2025-09-29 |             |
    P5    | weekly_hours           | 2025-09-29 |             | 10
    P6    | on_roll                | 2020-09-01 |             |
    P6    | key_stage_2            | 2022-09-01 |             |
    P6    | gypsy_roma_traveller   | 2015-03-01 |             |
"""
ALWAYS = "compulsory_school_age, address_in_area"


def on(day: date, child: str) -> set[str]:
    """The groups, the record and the count that a child of the examples is in on a day."""
    rows = OneChild(facts(EXAMPLES, ALWAYS)[child])
    asked = (
        "pme_social_and_behavioural",
        "pme_permanently_excluded",
        "pme_medical_needs",
        "pme_mental_health",
        "pme_gypsy_roma_traveller",
        "in_a_missing_out_group",
        "missing_out_on_education",
    )
    return {key for key in asked if rows.holds(definition(key).expression, day)}


@pytest.mark.parametrize(
    ("child", "day", "group"),
    [
        ("P1", CENSUS, "pme_social_and_behavioural"),
        ("P2", date(2025, 10, 20), "pme_permanently_excluded"),  # P3: the same child, no hours yet
        ("P4", CENSUS, "pme_medical_needs"),
        ("P5", CENSUS, "pme_mental_health"),
    ],
)
def test_these_are_missing_out_on_the_day_in_their_group(child, day, group):
    assert on(day, child) == {group, "in_a_missing_out_group", "missing_out_on_education"}


def test_p2_is_in_the_central_record_and_not_missing_out_with_25_hours_at_the_unit():
    """The hours began on 22 October: missing out on the 21st, and no more on the 22nd."""
    assert on(CENSUS, "P2") == {"pme_permanently_excluded", "in_a_missing_out_group"}
    assert "missing_out_on_education" in on(date(2025, 10, 21), "P2")
    assert "missing_out_on_education" not in on(date(2025, 10, 22), "P2")


def test_p6_a_traveller_child_in_full_time_mainstream_is_in_no_group():
    assert on(CENSUS, "P6") == set()


def test_both_versions_count_the_examples_alike(spec):
    expect = """
        child | starts_on  | ends_before
        ------+------------+------------
        P1    | 2025-09-08 |
        P2    | 2025-10-15 | 2025-10-22
        P4    | 2025-11-03 |
        P5    | 2025-09-29 |
    """
    for version in (missing_out_on_education, missing_out_on_education_2014):
        spec(version, facts=EXAMPLES, always=ALWAYS, expect=expect)


def test_only_the_version_of_2020_counts_a_child_who_moved_from_another_area(spec):
    """Moved in on 5 January, admitted on 2 February: missing out in between, by the later rule."""
    drawn = """
        child | fact                         | starts_on  | ends_before
        ------+------------------------------+------------+------------
        Amira | moved_from_another_authority | 2026-01-05 | 2026-01-06
        Amira | admitted                     | 2026-02-02 | 2026-02-03
        Amira | on_roll                      | 2026-02-02 |
    """
    waiting = """
        child | starts_on  | ends_before
        ------+------------+------------
        Amira | 2026-01-05 | 2026-02-02
    """
    nobody = "child | starts_on | ends_before"
    spec(missing_out_on_education, facts=drawn, always=ALWAYS, expect=waiting)
    spec(missing_out_on_education_2014, facts=drawn, always=ALWAYS, expect=nobody)


def test_the_versions_differ_in_that_group_alone():
    from onroll.record.definitions.catalogue.missing_out_groups import (
        MISSING_OUT_GROUPS,
        MISSING_OUT_GROUPS_2014,
    )

    assert len(MISSING_OUT_GROUPS_2014) == 10
    assert [group.key for group in MISSING_OUT_GROUPS if group not in MISSING_OUT_GROUPS_2014] == [
        "pme_moved_from_another_area"
    ]
