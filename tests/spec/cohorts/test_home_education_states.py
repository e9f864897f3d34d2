"""The states of home education: considered, known, on a roll too, noticed, ordered, out of age."""

from onroll.record.definitions.cohorts.home_educated import home_educated
from onroll.record.definitions.cohorts.home_educated_outside_school_age import (
    home_educated_outside_school_age,
)
from onroll.record.definitions.cohorts.home_educated_while_on_roll import (
    home_educated_while_on_roll,
)
from onroll.record.definitions.cohorts.home_education_considered import home_education_considered
from onroll.record.definitions.cohorts.school_attendance_order_in_force import (
    school_attendance_order_in_force,
)
from onroll.record.definitions.cohorts.section_437_notice_running import (
    section_437_notice_running,
)

HERE = "compulsory_school_age, address_in_area"
EXAMPLES = """
    child | fact                    | starts_on  | ends_before
    ------+-------------------------+------------+------------
    E1    | compulsory_school_age   | 2020-08-31 | 2031-06-28
    E1    | on_roll                 | 2019-09-01 | 2025-11-07
    E1    | home_education_notified | 2025-11-03 | 2025-11-07
    E1    | home_educated           | 2025-11-07 |
    E2    | compulsory_school_age   | 2020-08-31 | 2031-06-28
    E2    | on_roll                 | 2019-09-01 |
    E2    | home_education_notified | 2025-11-03 |
    E3    | compulsory_school_age   | 2026-08-31 | 2037-06-27
    E3    | home_educated           | 2025-11-03 |
    E4    | compulsory_school_age   | 2014-12-31 | 2026-06-27
    E4    | home_educated           | 2024-09-02 |
    E4    | on_roll                 | 2025-09-01 |
"""


def test_from_the_deletion_a_child_is_home_educated(spec):
    """E1's name came off on 7 November. E3 counts from school age; E4 until on a college's roll."""
    spec(
        home_educated,
        facts=EXAMPLES,
        always="address_in_area",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            E1    | 2025-11-07 | 2031-06-28
            E3    | 2026-08-31 | 2037-06-27
            E4    | 2024-09-02 | 2025-09-01
        """,
    )


def test_until_then_it_is_considered_whether_written_or_said(spec):
    """E1 from the notice of 3 November to the 7th; E2's parent only telephoned and is on roll."""
    spec(
        home_education_considered,
        facts=EXAMPLES,
        always="address_in_area",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            E1    | 2025-11-03 | 2025-11-07
            E2    | 2025-11-03 | 2031-06-28
        """,
    )


def test_a_child_of_four_is_recorded_and_out_of_the_counts(spec):
    """E3 until 31 August 2026; E1 after the last Friday of June 2031; E4 is on a roll by then."""
    spec(
        home_educated_outside_school_age,
        facts=EXAMPLES,
        always="address_in_area",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            E1    | 2031-06-28 |
            E3    | 2025-11-03 | 2026-08-31
            E3    | 2037-06-27 |
        """,
    )


def test_on_a_roll_and_on_the_register_is_a_state_of_its_own(spec):
    """E4 took a full-time college place on 1 September 2025: an officer asks which is right."""
    spec(
        home_educated_while_on_roll,
        facts=EXAMPLES,
        always="address_in_area",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            E4    | 2025-09-01 | 2026-06-27
        """,
    )


def test_a_notice_runs_until_it_is_answered(spec):
    """Served on 5 January; found suitable on the 30th, ordered on 2 February or admitted later."""
    spec(
        section_437_notice_running,
        facts="""
            child | fact                       | starts_on  | ends_before
            ------+----------------------------+------------+------------
            Amira | section_437_notice         | 2026-01-05 | 2026-01-06
            Amira | education_found_suitable   | 2026-01-30 |
            Ben   | section_437_notice         | 2026-01-05 | 2026-01-06
            Ben   | education_found_unsuitable | 2026-01-30 |
            Ben   | school_attendance_order    | 2026-02-02 | 2026-05-11
            Cara  | section_437_notice         | 2026-01-05 | 2026-01-06
            Cara  | admitted                   | 2026-02-09 | 2026-02-10
            Dev   | section_437_notice         | 2026-01-05 | 2026-01-06
            Dev   | moved_away                 | 2026-03-02 |
        """,
        always=HERE,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-05 | 2026-01-30
            Ben   | 2026-01-05 | 2026-02-02
            Cara  | 2026-01-05 | 2026-02-09
            Dev   | 2026-01-05 | 2026-03-02
        """,
    )


def test_an_order_is_in_force_until_revoked_or_the_end_of_school_age(spec):
    """Ben's was revoked on 11 May; Cara's ends with the last Friday of June 2026."""
    spec(
        school_attendance_order_in_force,
        facts="""
            child | fact                    | starts_on  | ends_before
            ------+-------------------------+------------+------------
            Ben   | compulsory_school_age   | 2015-08-31 | 2027-06-26
            Ben   | school_attendance_order | 2026-02-02 | 2026-05-11
            Cara  | compulsory_school_age   | 2014-12-31 | 2026-06-27
            Cara  | school_attendance_order | 2026-02-02 |
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Ben   | 2026-02-02 | 2026-05-11
            Cara  | 2026-02-02 | 2026-06-27
        """,
    )
