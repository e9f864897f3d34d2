"""Who is absent under which rule, from the marks of a register on the days of TESTCAL.

Each drawing begins with a child who is present all year; its later rows replace those marks.
"""

from onroll.record.definitions.cohorts.attendance_return_due import attendance_return_due
from onroll.record.definitions.cohorts.fifteen_days_without_permission import (
    fifteen_days_without_permission,
)
from onroll.record.definitions.cohorts.persistent_absence import persistent_absence
from onroll.record.definitions.cohorts.persistent_absence_without_part_time import (
    persistent_absence_without_part_time,
)
from onroll.record.definitions.cohorts.severe_absence import severe_absence
from onroll.record.definitions.cohorts.sickness_return_due import sickness_return_due
from tests.spec.marked import marked

PUPIL = "compulsory_school_age, on_roll"
NOBODY = "child | starts_on | ends_before"


def test_the_tenth_school_day_of_o_marks_makes_an_attendance_return_due(spec):
    """Rule A. From 13 October the tenth is 24 October; from 20 October, over half term, it is
    10 November. An I on the tenth day (Cara) breaks the run, and ten more days must pass."""
    spec(
        attendance_return_due,
        facts=marked(r"""
            child | from       | to         | marks
            ------+------------+------------+------
            Amira | 2025-09-02 | 2025-11-28 | / \
            Amira | 2025-10-13 | 2025-10-24 | O O
            Ben   | 2025-09-02 | 2025-11-28 | / \
            Ben   | 2025-10-20 | 2025-11-11 | O O
            Cara  | 2025-09-02 | 2025-11-28 | / \
            Cara  | 2025-10-13 | 2025-11-12 | O O
            Cara  | 2025-10-24 | 2025-10-24 | I I
        """),
        always=PUPIL,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-10-24 | 2025-11-04
            Ben   | 2025-11-10 | 2025-11-12
        """,
    )


def test_nine_days_then_ten_more_after_an_illness_count_from_the_illness(spec):
    """Rule A, third example: nine days O, one day I, then O again from 24 October, of which the
    tenth day is 14 November."""
    spec(
        attendance_return_due,
        facts=marked(r"""
            child | from       | to         | marks
            ------+------------+------------+------
            Dev   | 2025-10-10 | 2025-10-22 | O O
            Dev   | 2025-10-23 | 2025-10-23 | I I
            Dev   | 2025-10-24 | 2025-11-28 | O O
        """),
        always=PUPIL,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Dev   | 2025-11-14 |
        """,
    )


def test_every_session_must_be_missed_for_an_attendance_return(spec):
    """Ela comes in on one afternoon of the ten days; Finn's closed afternoon does not matter."""
    spec(
        attendance_return_due,
        facts=marked(r"""
            child | from       | to         | marks
            ------+------------+------------+------
            Ela   | 2025-10-13 | 2025-10-24 | G U
            Ela   | 2025-10-17 | 2025-10-17 | G \
            Ela   | 2025-11-04 | 2025-11-04 | / \
            Finn  | 2025-10-13 | 2025-10-24 | N G
            Finn  | 2025-10-17 | 2025-10-17 | O Y4
        """),
        always=PUPIL,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Finn  | 2025-10-24 |
        """,
    )


def test_fifteen_days_of_illness_in_a_row_make_a_sickness_return_due(spec):
    """Rule B. From 8 September the fifteenth day is the 26th; from 13 October it is 10 November."""
    spec(
        sickness_return_due,
        facts=marked(r"""
            child | from       | to         | marks
            ------+------------+------------+------
            Amira | 2025-09-08 | 2025-09-26 | I I
            Ben   | 2025-10-13 | 2025-11-10 | I I
            Cara  | 2025-10-13 | 2025-11-07 | I I
            Cara  | 2025-11-10 | 2025-11-10 | / \
        """),
        always=PUPIL,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-09-26 |
            Ben   | 2025-11-10 |
        """,
    )


def test_half_days_of_illness_add_up_over_the_school_year_and_start_again_in_september(spec):
    """Thirty afternoons from 3 September are fifteen days on 14 October, until 31 August; 29 are
    not, however many more were missed for another reason."""
    spec(
        sickness_return_due,
        facts=marked(r"""
            child | from       | to         | marks
            ------+------------+------------+------
            Dev   | 2025-09-03 | 2025-10-14 | / I
            Dev   | 2025-10-15 | 2026-07-20 | / \
            Ela   | 2025-09-03 | 2025-10-13 | / I
            Ela   | 2025-10-14 | 2025-10-14 | / M
            Ela   | 2025-10-15 | 2026-07-20 | / \
        """),
        always=PUPIL,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Dev   | 2025-10-14 | 2026-09-01
        """,
    )


def test_a_letter_that_says_six_weeks_makes_the_sickness_return_due_at_once(spec):
    """Ill from 8 September, the hospital's letter came on the 9th: due on the 9th, not the 26th."""
    facts = marked(r"""
        child | from       | to         | marks
        Finn  | 2025-09-08 | 2025-09-19 | I I
        Finn  | 2025-09-22 | 2025-09-22 | / \
    """)
    spec(
        sickness_return_due,
        facts=f"{facts}\nFinn | long_illness_expected | 2025-09-09 | 2025-10-21",
        always=PUPIL,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Finn  | 2025-09-09 | 2025-09-22
        """,
    )


def test_illness_that_no_year_adds_up_counts_in_a_row_and_an_expected_one_by_a_code(spec):
    """From 6 January, the first school day after Christmas, the fifteenth is the 26th. Gus is
    marked ill on some days, and a letter says six weeks."""
    spec(
        sickness_return_due,
        facts="""
            child | fact                   | starts_on  | ends_before
            ------+------------------------+------------+------------
            Faye  | absent_through_illness | 2026-01-05 |
            Gus   | code_i_in_use          | 2026-01-07 | 2026-01-14
            Gus   | long_illness_expected  | 2026-01-05 |
        """,
        always=PUPIL,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Faye  | 2026-01-26 |
            Gus   | 2026-01-07 | 2026-01-14
        """,
    )


EIGHT_AND_SEVEN = r"""
    child | from       | to         | marks
    ------+------------+------------+------
    Amira | 2025-09-02 | 2026-07-20 | / \
    Amira | 2025-09-08 | 2025-09-17 | O O
    Amira | 2025-11-10 | 2025-11-18 | U U
    Ben   | 2025-09-02 | 2026-07-20 | / \
    Ben   | 2025-09-08 | 2025-09-17 | O O
    Ben   | 2025-11-10 | 2025-11-18 | U U
    Ben   | 2025-11-18 | 2025-11-18 | / U
"""


def test_eight_days_and_seven_later_are_fifteen_without_permission(spec):
    """Rule C: the fifteenth is 18 November. Ben was there on its morning, and has 14.5."""
    spec(
        fifteen_days_without_permission,
        facts=marked(EIGHT_AND_SEVEN),
        always=PUPIL,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-11-18 | 2026-09-01
        """,
    )


def test_eight_days_and_seven_later_are_of_no_other_rule(spec):
    spec(attendance_return_due, facts=marked(EIGHT_AND_SEVEN), always=PUPIL, expect=NOBODY)


def test_eight_days_and_seven_later_are_no_sickness(spec):
    spec(sickness_return_due, facts=marked(EIGHT_AND_SEVEN), always=PUPIL, expect=NOBODY)


def test_the_fifteenth_day_in_a_row_is_the_first_of_the_fifteen_day_rule(spec):
    """From 22 September the fifteenth is 10 October. Cara came back that day, after 14."""
    spec(
        fifteen_days_without_permission,
        facts=marked(r"""
            child | from       | to         | marks
            ------+------------+------------+------
            Cara  | 2025-09-22 | 2025-10-09 | G G
            Cara  | 2025-10-10 | 2025-10-10 | / \
            Dev   | 2025-09-22 | 2025-10-10 | G G
        """),
        always=PUPIL,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Dev   | 2025-10-10 |
        """,
    )


def test_fifteen_of_146_sessions_are_a_tenth_and_fourteen_are_not(spec):
    """14 of 146 is 9.6%, 15 is 10.3%: measured at the end of December, true from 1 January."""
    spec(
        persistent_absence,
        facts=marked(r"""
            child | from       | to         | marks
            ------+------------+------------+------
            Amira | 2025-09-02 | 2025-12-19 | / \
            Amira | 2025-12-11 | 2025-12-19 | I O
            Ben   | 2025-09-02 | 2025-12-19 | / \
            Ben   | 2025-12-11 | 2025-12-19 | I O
            Ben   | 2025-12-10 | 2025-12-10 | / G
        """),
        always=PUPIL,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Ben   | 2026-01-01 |
        """,
    )


HALF = r"""
    child | from       | to         | marks
    ------+------------+------------+------
    Cara  | 2025-09-02 | 2025-12-19 | / {pm}
    Cara  | 2025-12-19 | 2025-12-19 | / \
    Dev   | 2025-09-02 | 2025-12-19 | / {pm}
"""


def test_73_of_146_sessions_are_half_and_72_are_not(spec):
    """Both were severely absent at earlier month ends, at which every afternoon was missed."""
    spec(
        severe_absence,
        facts=marked(HALF.format(pm="I")),
        always=PUPIL,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Cara  | 2025-10-01 | 2026-01-01
            Dev   | 2025-10-01 |
        """,
    )


def test_a_pupil_on_half_days_is_persistently_and_severely_absent(spec):
    """73 of 146 sessions are C2, though nothing went wrong."""
    for rule in (persistent_absence, severe_absence):
        spec(
            rule,
            facts=marked(HALF.format(pm="C2")),
            always=PUPIL,
            expect=f"""
                child | starts_on  | ends_before
                ------+------------+------------
                Cara  | 2025-10-01 | {"" if rule is persistent_absence else "2026-01-01"}
                Dev   | 2025-10-01 |
            """,
        )


def test_with_code_c2_apart_the_pupil_on_half_days_is_in_neither(spec):
    """Of Ela, who is on half days too, 15 mornings were missed for another reason; of Finn, 14."""
    spec(
        persistent_absence_without_part_time,
        facts=marked(
            HALF.format(pm="C2")
            + r"""
            Ela   | 2025-09-02 | 2025-12-19 | / C2
            Ela   | 2025-12-01 | 2025-12-19 | O C2
            Finn  | 2025-09-02 | 2025-12-19 | / C2
            Finn  | 2025-12-02 | 2025-12-19 | O C2
        """
        ),
        always=PUPIL,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Ela   | 2026-01-01 |
        """,
    )
