"""How Rotherham and the South-East region count children missing education."""

import pytest

from onroll.record.definitions.cohorts.rotherham_missing_education import (
    rotherham_missing_education,
)
from onroll.record.definitions.cohorts.seslip_scope import seslip_scope

HERE = "compulsory_school_age, address_in_area"
NOBODY = "child | starts_on | ends_before"


def test_rotherham_keeps_a_case_open_until_the_enquiries_are_exhausted(spec):
    """Off roll on 14 November, signed off on 2 March; Ben was seen on 11 May and is back."""
    spec(
        rotherham_missing_education,
        facts="""
            child | fact                | starts_on  | ends_before
            ------+---------------------+------------+------------
            Amira | on_roll             | 2000-01-01 | 2025-11-14
            Amira | enquiries_exhausted | 2026-03-02 | 2026-03-03
            Ben   | on_roll             | 2000-01-01 | 2025-11-14
            Ben   | enquiries_exhausted | 2026-03-02 | 2026-03-03
            Ben   | child_seen          | 2026-05-11 | 2026-05-12
            Cara  | on_roll             | 2000-01-01 | 2025-11-14
        """,
        always=HERE,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-11-14 | 2026-03-02
            Ben   | 2025-11-14 | 2026-03-02
            Ben   | 2026-05-11 |
            Cara  | 2025-11-14 |
        """,
    )


@pytest.mark.parametrize("found", ["child_seen", "address_verified", "admitted"])
def test_a_child_who_is_found_is_missing_again_until_a_school_has_them(found, interpreted):
    interpreted(
        rotherham_missing_education,
        facts=f"""
            child | fact                | starts_on  | ends_before
            ------+---------------------+------------+------------
            Amira | enquiries_exhausted | 2026-03-02 | 2026-03-03
            Amira | {found}             | 2026-05-11 | 2026-05-12
        """,
        always=HERE,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2000-01-01 | 2026-03-02
            Amira | 2026-05-11 |
        """,
    )


POOR_ATTENDER = """
    child | fact                | starts_on  | ends_before
    ------+---------------------+------------+------------
    Amira | persistently_absent | 2026-01-05 | 2026-02-02
"""


def test_a_pupil_who_does_not_attend_regularly_is_not_rotherhams_and_is_the_regions(spec):
    facts = POOR_ATTENDER
    spec(rotherham_missing_education, facts=facts, always=f"{HERE}, on_roll", expect=NOBODY)
    spec(
        seslip_scope,
        facts=facts,
        always=f"{HERE}, on_roll",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-05 | 2026-02-02
        """,
    )


def test_each_group_of_the_regions_scope_counts(spec):
    """On a roll but for Ben, Ela and Finn; a part-time timetable of 42 days is within the limit."""
    spec(
        seslip_scope,
        facts="""
            child | fact                        | starts_on  | ends_before
            ------+-----------------------------+------------+------------
            Amira | on_roll                     | 2000-01-01 |
            Amira | permanent_exclusion         | 2025-10-15 | 2025-10-16
            Amira | reinstated                  | 2025-11-10 | 2025-11-11
            Ben   | home_educated               | 2000-01-01 | 2026-03-02
            Ben   | on_roll                     | 2026-03-02 |
            Cara  | on_roll                     | 2000-01-01 |
            Cara  | suspension                  | 2025-10-15 | 2025-10-20
            Dev   | on_roll                     | 2000-01-01 |
            Dev   | part_time_timetable         | 2025-09-08 | 2025-10-21
            Ela   | on_roll                     | 2000-01-01 | 2026-01-12
            Ela   | removed_without_destination | 2026-01-12 | 2026-01-13
            Ela   | admitted                    | 2026-02-02 | 2026-02-03
            Ela   | on_roll                     | 2026-02-02 |
            Finn  | on_roll                     | 2000-01-01 | 2026-01-12
            Gita  | on_roll                     | 2000-01-01 |
        """,
        always=HERE,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-10-15 | 2025-11-10
            Ben   | 2000-01-01 | 2026-03-02
            Cara  | 2025-10-15 | 2025-10-20
            Dev   | 2025-10-20 | 2025-10-21
            Ela   | 2026-01-12 | 2026-02-02
            Finn  | 2026-01-12 |
        """,
    )


def test_a_name_taken_off_with_nowhere_to_go_counts_though_another_roll_has_the_child(spec):
    """Off-rolled from one school on 12 January and never admitted since: still on a second roll."""
    spec(
        seslip_scope,
        facts="""
            child | fact                        | starts_on  | ends_before
            ------+-----------------------------+------------+------------
            Amira | removed_without_destination | 2026-01-12 | 2026-01-13
        """,
        always=f"{HERE}, on_roll",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-12 |
        """,
    )
