"""Absence that lets a name be removed, or a penalty notice be thought of, from marks."""

import pytest

from onroll.record.definitions import definition
from onroll.record.definitions.cohorts.ground_h_absence import ground_h_absence
from onroll.record.definitions.cohorts.ground_i_absence import ground_i_absence
from onroll.record.definitions.cohorts.not_yet_replaced_code_n import not_yet_replaced_code_n
from onroll.record.definitions.cohorts.penalty_notice_threshold import penalty_notice_threshold
from tests.spec.marked import marked

PUPIL = "compulsory_school_age, on_roll"
NOBODY = "child | starts_on | ends_before"


def test_twenty_school_days_without_reason_are_counted_over_the_holidays(spec):
    """From 1 December the twentieth is 12 January, from 15 September it is 10 October."""
    spec(
        ground_i_absence,
        facts=marked(r"""
            child | from       | to         | marks
            ------+------------+------------+------
            Amira | 2025-12-01 | 2026-01-12 | O O
            Ben   | 2025-09-15 | 2025-10-10 | N G
            Ben   | 2025-10-13 | 2025-10-13 | / \
        """),
        always="on_roll",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-12 |
            Ben   | 2025-10-10 | 2025-10-13
        """,
    )


@pytest.mark.parametrize("code", ["U", "I", "C", "D", "Y4", "X", "E", "K"])
def test_any_other_code_defeats_the_run_of_twenty(code, interpreted):
    """One session on the nineteenth day, of whatever else: the run is broken."""
    interpreted(
        ground_i_absence,
        facts=marked(rf"""
            child | from       | to         | marks
            ------+------------+------------+------
            Amira | 2025-09-15 | 2025-10-15 | O O
            Amira | 2025-10-09 | 2025-10-09 | O {code}
            Amira | 2025-10-16 | 2025-10-16 | / \
        """),
        always="on_roll",
        expect=NOBODY,
    )


def test_a_closure_does_not_break_the_run_of_twenty(spec):
    spec(
        ground_i_absence,
        facts=marked(r"""
            child | from       | to         | marks
            ------+------------+------------+------
            Amira | 2025-09-15 | 2025-10-10 | O O
            Amira | 2025-10-01 | 2025-10-01 | # #
            Amira | 2025-10-02 | 2025-10-02 | O #
        """),
        always="on_roll",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-10-10 |
        """,
    )


@pytest.mark.parametrize("key", ["ground_i_absence", "ground_h_absence"])
@pytest.mark.parametrize("ground", ["medical_evidence", "in_hospital"])
def test_a_reason_to_think_the_child_ill_stands_against_both_grounds(key, ground, interpreted):
    facts = marked(r"""
        child | from       | to         | marks
        Amira | 2025-09-01 | 2025-09-12 | C C
        Amira | 2025-09-15 | 2025-10-31 | O O
    """)
    interpreted(definition(key), facts=facts, always=f"on_roll, {ground}", expect=NOBODY)


def test_the_tenth_school_day_after_leave_ended_is_counted_from_the_day_after(spec):
    """Leave ended on Friday 21 November: the tenth school day is 5 December. Ben was ill next;
    Cara came back first; Dev came back on the tenth."""
    spec(
        ground_h_absence,
        facts=marked(r"""
            child | from       | to         | marks
            ------+------------+------------+------
            Amira | 2025-11-17 | 2025-11-21 | C C
            Amira | 2025-11-24 | 2025-12-10 | O O
            Ben   | 2025-11-17 | 2025-11-21 | C C
            Ben   | 2025-11-24 | 2025-12-10 | I I
            Cara  | 2025-11-17 | 2025-11-21 | C C
            Cara  | 2025-11-24 | 2025-11-24 | / \
            Cara  | 2025-11-25 | 2025-12-19 | O O
            Dev   | 2025-11-17 | 2025-11-21 | C1 C1
            Dev   | 2025-11-24 | 2025-12-04 | N O
            Dev   | 2025-12-05 | 2025-12-19 | / \
        """),
        always="on_roll",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-12-05 |
        """,
    )


def test_ten_sessions_in_ten_school_weeks_meet_the_threshold_for_a_penalty_notice(spec):
    """Five sessions in the week of 8 September and five in that of 17 November, ten school weeks
    on (half term is none, the week of 24 November the eleventh): Amira meets it on the 21st, for
    that week only. Ben's last five are in the eleventh week. Cara has ten in a week."""
    spec(
        penalty_notice_threshold,
        facts=marked(r"""
            child | from       | to         | marks
            ------+------------+------------+------
            Amira | 2025-09-02 | 2025-12-19 | / \
            Amira | 2025-09-08 | 2025-09-12 | G \
            Amira | 2025-11-17 | 2025-11-21 | / U
            Ben   | 2025-09-02 | 2025-12-19 | / \
            Ben   | 2025-09-08 | 2025-09-12 | G \
            Ben   | 2025-11-24 | 2025-11-28 | / U
            Cara  | 2025-09-02 | 2025-12-19 | / \
            Cara  | 2025-12-01 | 2025-12-05 | O O
        """),
        always=PUPIL,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-11-21 | 2025-11-24
            Cara  | 2025-12-05 |
        """,
    )


@pytest.mark.parametrize(
    ("key", "reached"),
    [
        ("sickness_return_due", "sickness_days_reached"),
        ("penalty_notice_threshold", "penalty_notice_sessions_reached"),
    ],
)
def test_a_rule_of_19_august_2024_holds_of_nobody_before_that_day(key, reached, spec):
    """Amira had reached the number in July, Ben only until the day before the rule began."""
    spec(
        definition(key),
        facts=f"""
            child | fact      | starts_on  | ends_before
            ------+-----------+------------+------------
            Amira | {reached} | 2024-07-10 | 2024-09-01
            Ben   | {reached} | 2024-07-10 | 2024-08-19
        """,
        always=PUPIL,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2024-08-19 | 2024-09-01
        """,
    )


def test_a_code_n_may_stand_for_five_school_days(spec):
    """Of Monday 8 September: replaced by the 15th, overdue on the 16th. It is not asked about
    in the next school year."""
    spec(
        not_yet_replaced_code_n,
        facts=marked(r"""
            child | from       | to         | marks
            ------+------------+------------+------
            Amira | 2025-09-08 | 2025-09-08 | / N
            Ben   | 2025-09-08 | 2025-09-08 | / O
        """),
        always="on_roll",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-09-16 | 2026-09-01
        """,
    )


KEYS = {
    "persistent_absence": PUPIL,
    "persistent_absence_without_part_time": PUPIL,
    "severe_absence": PUPIL,
    "attendance_return_due": PUPIL,
    "sickness_return_due": PUPIL,
    "fifteen_days_without_permission": PUPIL,
    "penalty_notice_threshold": PUPIL,
    "not_yet_replaced_code_n": "on_roll",
    "ground_i_absence": "on_roll",
    "ground_h_absence": "on_roll",
}
ABSENT_SINCE = r"""
    child | from       | to         | marks
    Amira | 2025-09-02 | 2025-09-12 | C C
    Amira | 2025-09-15 | 2025-12-19 | {code} {code}
"""


@pytest.mark.parametrize(
    ("key", "left_out"), [(key, fact) for key, held in KEYS.items() for fact in held.split(", ")]
)
def test_each_is_of_pupils_on_a_roll_only(key, left_out, interpreted):
    """With all that is needed Amira is in it; without one of them she is not."""
    facts = marked(ABSENT_SINCE.format(code="I" if "sickness" in key else "N"))
    rule = definition(key).expression
    others = [fact for fact in KEYS[key].split(", ") if fact != left_out]

    interpreted(definition(key), facts=facts, always=", ".join(others), expect=NOBODY)
    with pytest.raises(AssertionError):
        interpreted(definition(key), facts=facts, always=KEYS[key], expect=NOBODY)
    assert rule.words
