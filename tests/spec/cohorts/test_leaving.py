"""Indicators about leaving a roll. School days are TESTCAL's. None says why a school did it."""

from onroll.record.definitions import definition
from onroll.record.definitions.cohorts.home_educated_soon_after_suspension import (
    home_educated_soon_after_suspension,
)
from onroll.record.definitions.cohorts.left_before_january_census import (
    left_before_january_census,
)
from onroll.record.definitions.cohorts.left_without_deletion_return import (
    left_without_deletion_return,
)
from onroll.record.definitions.cohorts.off_roll_after_leaving import off_roll_after_leaving
from onroll.record.definitions.cohorts.removed_on_no_lawful_ground import (
    removed_on_no_lawful_ground,
)
from onroll.record.definitions.cohorts.unexplained_exit import unexplained_exit
from onroll.record.definitions.cohorts.unexplained_exit_with_needs import (
    unexplained_exit_with_needs,
)

NOBODY = """
    child | starts_on  | ends_before
    ------+------------+------------
"""


def test_an_exit_is_unexplained_after_thirty_whole_school_days_without_a_roll(spec):
    """Out on Friday 14 November: 9 January is the thirtieth school day, Monday the 12th the next.

    Ben is on another roll on that Monday, Cara's two names were deleted weeks apart, and Dev came
    back and left again without a word in the returns.
    """
    spec(
        unexplained_exit,
        facts="""
            child | fact              | starts_on  | ends_before
            ------+-------------------+------------+------------
            Amira | on_roll           | 2020-09-01 | 2025-11-14
            Amira | removed_from_roll | 2025-11-14 | 2025-11-15
            Ben   | removed_from_roll | 2025-11-14 | 2025-11-15
            Ben   | on_roll           | 2026-01-12 |
            Cara  | removed_from_roll | 2025-11-14 | 2025-11-15
            Cara  | on_roll           | 2020-09-01 | 2025-12-19
            Dev   | left_roll         | 2025-09-05 | 2025-09-06
            Dev   | on_roll           | 2025-09-15 | 2025-11-14
        """,
        always="compulsory_school_age",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-12 |
            Cara  | 2026-02-24 |
            Dev   | 2026-01-12 |
        """,
    )


def test_a_move_of_home_within_ninety_days_on_either_side_explains_an_exit(spec):
    """Out on 14 November. 90 days before is 16 August; the ninetieth day after is 11 February.

    Amira's move is on 16 August and Cara's the day before; Ben's on 11 February, Dev's the day
    after. Ben's exit was unexplained until his family was known to have moved.
    """
    spec(
        unexplained_exit,
        facts="""
            child | fact              | starts_on  | ends_before
            ------+-------------------+------------+------------
            Amira | moved_home        | 2025-08-16 | 2025-08-17
            Amira | removed_from_roll | 2025-11-14 | 2025-11-15
            Cara  | moved_home        | 2025-08-15 | 2025-08-16
            Cara  | removed_from_roll | 2025-11-14 | 2025-11-15
            Ben   | removed_from_roll | 2025-11-14 | 2025-11-15
            Ben   | moved_home        | 2026-02-11 | 2026-02-12
            Dev   | removed_from_roll | 2025-11-14 | 2025-11-15
            Dev   | moved_home        | 2026-02-12 | 2026-02-13
        """,
        always="compulsory_school_age",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Ben   | 2026-01-12 | 2026-02-11
            Cara  | 2026-01-12 |
            Dev   | 2026-01-12 |
        """,
    )


def test_death_detention_exclusion_and_a_verified_move_explain_an_exit(spec):
    """Amira's return gives such a ground, Ben's came later, Cara lives elsewhere since January."""
    spec(
        unexplained_exit,
        facts="""
            child | fact               | starts_on  | ends_before
            ------+--------------------+------------+------------
            Amira | removed_from_roll  | 2025-11-14 | 2025-11-15
            Amira | removed_officially | 2025-11-14 | 2025-11-15
            Ben   | left_roll          | 2025-11-14 | 2025-11-15
            Ben   | removed_officially | 2025-11-21 | 2025-11-22
            Cara  | removed_from_roll  | 2025-11-14 | 2025-11-15
            Cara  | moved_away         | 2026-01-20 |
        """,
        always="compulsory_school_age",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Cara  | 2026-01-12 | 2026-01-20
        """,
    )


def test_home_education_does_not_explain_an_exit_and_school_age_is_needed(spec):
    """Amira is home educated, which is what an officer asks about; Ben was old enough to leave."""
    spec(
        unexplained_exit,
        facts="""
            child | fact                  | starts_on  | ends_before
            ------+-----------------------+------------+------------
            Amira | compulsory_school_age | 2015-03-31 |
            Amira | removed_from_roll     | 2025-11-14 | 2025-11-15
            Amira | home_educated         | 2025-11-14 |
            Ben   | compulsory_school_age | 2014-03-31 | 2025-06-28
            Ben   | left_roll             | 2025-11-14 | 2025-11-15
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-12 |
        """,
    )


def test_an_unexplained_exit_with_special_needs_or_a_social_worker_is_seen_first(spec):
    """Support, a plan that has not ended, or a social worker: each is enough; Dev has none."""
    spec(
        unexplained_exit_with_needs,
        facts="""
            child | fact           | starts_on  | ends_before
            ------+----------------+------------+------------
            Amira | sen_support    | 2022-09-01 |
            Ben   | ehc_plan       | 2022-10-06 | 2022-10-07
            Cara  | looked_after   | 2026-02-02 | 2026-02-20
            Dev   | ehc_plan       | 2022-10-06 | 2022-10-07
            Dev   | ehc_plan_ended | 2025-10-02 | 2025-10-03
            Amira | left_roll      | 2025-11-14 | 2025-11-15
            Ben   | left_roll      | 2025-11-14 | 2025-11-15
            Cara  | left_roll      | 2025-11-14 | 2025-11-15
            Dev   | left_roll      | 2025-11-14 | 2025-11-15
        """,
        always="compulsory_school_age",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-12 |
            Ben   | 2026-01-12 |
            Cara  | 2026-02-02 | 2026-02-20
        """,
    )


def test_home_education_within_twenty_school_days_of_a_suspension(spec):
    """Suspended 20 to 22 October: 27 November is the twentieth school day after, the 28th is not.

    Cara's began during a suspension; Dev's was long settled when he was suspended.
    """
    spec(
        home_educated_soon_after_suspension,
        facts="""
            child | fact          | starts_on  | ends_before
            ------+---------------+------------+------------
            Amira | suspension    | 2025-10-20 | 2025-10-23
            Amira | home_educated | 2025-11-27 | 2026-03-02
            Ben   | suspension    | 2025-10-20 | 2025-10-23
            Ben   | home_educated | 2025-11-28 |
            Cara  | suspension    | 2025-10-20 | 2025-10-23
            Cara  | home_educated | 2025-10-22 |
            Dev   | home_educated | 2025-09-02 |
            Dev   | suspension    | 2025-10-20 | 2025-10-23
        """,
        always="compulsory_school_age",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-11-27 | 2026-03-02
            Cara  | 2025-10-22 |
        """,
    )


def test_leaving_year_10_or_11_before_the_january_census(spec):
    """The census is on 15 January 2026: Amira left on the 14th, Ben on the day itself.

    Cara is home educated, and Dev went to another school on the Monday.
    """
    spec(
        left_before_january_census,
        facts="""
            child | fact                       | starts_on  | ends_before
            ------+----------------------------+------------+------------
            Amira | before_last_january_census | 2025-09-01 | 2026-01-15
            Amira | removed_from_roll          | 2026-01-14 | 2026-01-15
            Ben   | before_last_january_census | 2025-09-01 | 2026-01-15
            Ben   | removed_from_roll          | 2026-01-15 | 2026-01-16
            Cara  | before_last_january_census | 2025-09-01 | 2026-01-15
            Cara  | left_roll                  | 2025-09-01 | 2025-09-02
            Cara  | home_educated              | 2025-09-08 |
            Dev   | before_last_january_census | 2025-09-01 | 2026-01-15
            Dev   | removed_from_roll          | 2026-01-14 | 2026-01-15
            Dev   | on_roll                    | 2026-01-19 |
        """,
        always="compulsory_school_age, address_in_area",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-14 |
            Cara  | 2025-09-01 |
            Dev   | 2026-01-14 | 2026-01-19
        """,
    )


def test_neither_missing_nor_home_educated_is_not_in_it(spec):
    """Ben left before the census and is taught by arrangement of the authority, in full."""
    spec(
        left_before_january_census,
        facts="""
            child | fact                        | starts_on  | ends_before
            ------+-----------------------------+------------+------------
            Ben   | before_last_january_census  | 2025-09-01 | 2026-01-15
            Ben   | removed_from_roll           | 2025-12-01 | 2025-12-02
            Ben   | arranged_education_suitable | 2025-12-01 |
            Ben   | as_much_as_health_allows    | 2025-12-01 |
        """,
        always="compulsory_school_age, address_in_area",
        expect=NOBODY,
    )


def test_a_deletion_on_no_ground_of_regulation_9_until_the_next_roll(spec):
    """Ben's roll was closed a week after the return; Cara's return gives a ground.

    Dev's first deletion had no ground, his second, a year later, had one. Esi's roll was closed 90
    days after such a return, and Femi's a day later still. Gwen was listed as a leaver on the 10th,
    and the return without a ground came on the 14th.
    """
    spec(
        removed_on_no_lawful_ground,
        facts="""
            child | fact                   | starts_on  | ends_before
            ------+------------------------+------------+------------
            Amira | removed_from_roll      | 2025-11-14 | 2025-11-15
            Amira | removed_without_ground | 2025-11-14 | 2025-11-15
            Amira | on_roll                | 2026-01-12 |
            Ben   | removed_from_roll      | 2025-11-14 | 2025-11-15
            Ben   | removed_without_ground | 2025-11-14 | 2025-11-15
            Ben   | on_roll                | 2020-09-01 | 2025-11-21
            Cara  | removed_from_roll      | 2025-11-14 | 2025-11-15
            Dev   | removed_from_roll      | 2024-11-14 | 2024-11-15
            Dev   | removed_without_ground | 2024-11-14 | 2024-11-15
            Dev   | on_roll                | 2025-01-06 | 2025-11-14
            Dev   | removed_from_roll      | 2025-11-14 | 2025-11-15
            Esi   | removed_from_roll      | 2025-08-16 | 2025-08-17
            Esi   | removed_without_ground | 2025-08-16 | 2025-08-17
            Esi   | on_roll                | 2020-09-01 | 2025-11-14
            Femi  | removed_from_roll      | 2025-08-15 | 2025-08-16
            Femi  | removed_without_ground | 2025-08-15 | 2025-08-16
            Femi  | on_roll                | 2020-09-01 | 2025-11-14
            Gwen  | left_roll              | 2025-11-10 | 2025-11-11
            Gwen  | removed_from_roll      | 2025-11-14 | 2025-11-15
            Gwen  | removed_without_ground | 2025-11-14 | 2025-11-15
            Gwen  | on_roll                | 2026-01-12 |
        """,
        always="compulsory_school_age",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-11-14 | 2026-01-12
            Ben   | 2025-11-21 |
            Dev   | 2024-11-14 | 2025-01-06
            Esi   | 2025-11-14 |
            Gwen  | 2025-11-14 | 2026-01-12
        """,
    )


def test_a_deletion_return_is_missed_on_the_sixth_school_day(spec):
    """A leaver of Friday 14 November: the sixth school day is Friday the 21st.

    Ben's return came on the 24th and ends it; Cara's school had sent it a week early; Dev left at
    the end of July and was on his next roll before six school days of September had passed. Esi's
    return of 16 August is 90 days old when she leaves and still hers; Femi's is a day older.
    """
    spec(
        left_without_deletion_return,
        facts="""
            child | fact              | starts_on  | ends_before
            ------+-------------------+------------+------------
            Amira | left_roll         | 2025-11-14 | 2025-11-15
            Ben   | left_roll         | 2025-11-14 | 2025-11-15
            Ben   | removed_from_roll | 2025-11-24 | 2025-11-25
            Cara  | removed_from_roll | 2025-11-07 | 2025-11-08
            Cara  | on_roll           | 2020-09-01 | 2025-11-14
            Cara  | left_roll         | 2025-11-14 | 2025-11-15
            Dev   | left_roll         | 2025-09-01 | 2025-09-02
            Dev   | on_roll           | 2025-09-08 |
            Esi   | removed_from_roll | 2025-08-16 | 2025-08-17
            Esi   | on_roll           | 2020-09-01 | 2025-11-14
            Femi  | removed_from_roll | 2025-08-15 | 2025-08-16
            Femi  | on_roll           | 2020-09-01 | 2025-11-14
        """,
        always="compulsory_school_age",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-11-21 |
            Ben   | 2025-11-21 | 2025-11-24
            Femi  | 2025-11-21 |
        """,
    )


def test_off_roll_after_leaving_is_every_stretch_without_a_roll_since_the_first(spec):
    spec(
        off_roll_after_leaving,
        facts="""
            child | fact      | starts_on  | ends_before
            ------+-----------+------------+------------
            Amira | on_roll   | 2020-09-01 | 2025-11-14
            Amira | left_roll | 2025-11-14 | 2025-11-15
            Amira | on_roll   | 2026-01-12 | 2026-03-02
            Ben   | on_roll   | 2020-09-01 |
            Cara  | removed_from_roll | 2025-11-14 | 2025-11-15
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-11-14 | 2026-01-12
            Amira | 2026-03-02 |
            Cara  | 2025-11-14 |
        """,
    )


def test_no_indicator_says_what_only_an_officer_can_decide():
    """Off-rolling cannot be computed: no title, label or sentence of a rule claims it."""
    for key in (
        "unexplained_exit",
        "unexplained_exit_with_needs",
        "home_educated_soon_after_suspension",
        "left_before_january_census",
        "removed_on_no_lawful_ground",
        "left_without_deletion_return",
    ):
        held = definition(key)
        said = f"{held.title} {held.label} {held.words}".lower()
        assert "off-roll" not in said
        assert "off-rolled" not in held.doc
