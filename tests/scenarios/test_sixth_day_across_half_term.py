# ruff: noqa: E501 (a drawn table is easier to read on long lines)
"""Excluded or suspended in the week before half term: the sixth school day, across the holiday.

Schools close on Friday 24 October 2025 and meet again on Tuesday 4 November, for Monday the 3rd is
a training day. So of Monday 20 October the sixth school day is 4 November.

A permanent exclusion is the authority's to answer, wherever the school is (Education Act 1996,
section 19(3A)); a suspension is the school's, and since 5 January 2015 several with no school day
between them are one (SI 2007/1870 as amended by SI 2014/3216).
"""

from datetime import date

import pytest

from onroll.record.clock_states import Level, State, clock_state, level, told
from onroll.record.definitions.clocks.sixth_school_day import sixth_school_day
from tests.record.testcal import TESTCAL
from tests.scenarios.sources import Found, Sources, rests_on, table

PUPILS = """
    Pupil ID | Forename | Surname | Date of Birth | URN    | Entry Date
    ---------+----------+---------+---------------+--------+-----------
    P1       | Amira    | Adebayo | 14/05/2012    | 100001 | 01/09/2023
    P2       | Ben      | Brook   | 02/02/2012    | 100001 | 01/09/2023
    P3       | Cara     | Castle  | 03/03/2012    | 100001 | 01/09/2023
    P4       | Dev      | Dean    | 04/04/2012    | 100001 | 01/09/2023
    P5       | Ela      | Elm     | 05/05/2012    | 100001 | 01/09/2023
"""
EXCLUSIONS = """
    Pupil ID | UPN | URN    | Category | Start Date | Sessions | Reason 1 | Reason 2 | Reason 3 | Reinstated On
    ---------+-----+--------+----------+------------+----------+----------+----------+----------+--------------
    P1       |     | 100001 | PERM     | 20/10/2025 |          | PP       |          |          |
    P2       |     | 100001 | PERM     | 20/10/2025 |          | PP       |          |          |
    P3       |     | 100001 | PERM     | 20/10/2025 |          | DB       |          |          |
    P4       |     | 100001 | SUSP     | 20/10/2025 | 6        | VP       |          |          |
    P4       |     | 100001 | SUSP     | 23/10/2025 | 8        | VP       |          |          |
    P5       |     | 100001 | SUSP     | 20/10/2025 | 6        | DB       |          |          |
    P5       |     | 100001 | SUSP     | 24/10/2025 | 22       | DB       |          |          |
"""
"""Dev's two suspensions touch: 20 to 22 and 23 October to 5 November. Ela is in school on the 23rd."""
PLACEMENTS = """
    Placement Ref | Learner Ref | UPN | Forename | Surname | Date of Birth | Postcode | Provider  | URN    | Arranged By   | Start      | End | Hours a Week | Suitable
    --------------+-------------+-----+----------+---------+---------------+----------+-----------+--------+---------------+------------+-----+--------------+---------
    L1            | A1          |     | Amira    | Adebayo | 14/05/2012    | XE1 2AB  | Forge PRU | 100009 | LA section 19 | 04/11/2025 |     | 24           | Y
    L2            | A2          |     | Ben      | Brook   | 02/02/2012    | XE1 2AB  | Forge PRU | 100009 | LA section 19 | 05/11/2025 |     | 24           | Y
    L3            | A3          |     | Cara     | Castle  | 03/03/2012    | XE1 2AB  | A tutor   |        | LA section 19 | 04/11/2025 |     | 12           | Y
"""


@pytest.fixture(scope="module")
def found(sources: Sources) -> Found:
    sources.send_pupils("2025-10-17", PUPILS)
    sources.send("2025-11-07", "exclusions_2025-11-07.csv", EXCLUSIONS)
    sources.send("2025-11-07", "placements_2025-11-07.csv", PLACEMENTS)
    return sources.worked_out("2025-11-28")


def test_full_time_education_is_due_on_4_november_and_a_day_later_is_late_for_ever(found: Found):
    """Amira's begins on the day, Ben's on the next. Cara's 12 hours a week are not full time."""
    assert found.clocks("sixth_school_day") == table(
        """
        child | starts_on  | due_on     | met_on
        ------+------------+------------+-----------
        Amira | 2025-10-20 | 2025-11-04 | 2025-11-04
        Ben   | 2025-10-20 | 2025-11-04 | 2025-11-05
        Cara  | 2025-10-20 | 2025-11-04 |
        """
    )


def test_the_fifth_school_day_is_in_time_and_the_day_after_the_sixth_is_a_breach(found: Found):
    """Cara has no full-time education yet: no weekday of the holiday counts, nor the training day."""
    first, due = date(2025, 10, 20), date(2025, 11, 4)
    drawn_days = {
        date(2025, 10, 21): (State.ON_TRACK, ""),
        date(2025, 10, 22): (State.DUE_SOON, "owner"),  # the third school day
        date(2025, 10, 23): (State.DUE_SOON, "service manager"),  # the fourth school day
        date(2025, 10, 24): (State.DUE_SOON, "service manager"),  # the fifth, and schools close
        date(2025, 11, 3): (State.DUE_SOON, "service manager"),  # a training day is no school day
        date(2025, 11, 4): (State.DUE_TODAY, "accountable director"),  # the sixth
        date(2025, 11, 5): (State.OVERDUE, "accountable director"),
    }
    for day, (state, last_told) in drawn_days.items():
        assert clock_state(sixth_school_day, due, None, day, TESTCAL) is state, day
        people = told(sixth_school_day, first, due, None, day, TESTCAL)
        assert people[-1:] == ((last_told,) if last_told else ()), day
    assert level(sixth_school_day, due, None, date(2025, 11, 5), TESTCAL) is Level.BREACH


def test_the_child_is_missing_out_from_the_first_day_and_the_file_says_so(found: Found):
    """The list does not wait for the sixth day: a child without hours is on it from the first."""
    assert found.on("2025-10-19", "missing_out_on_education") == ""
    assert found.on("2025-10-20", "missing_out_on_education") == "Amira, Ben, Cara"
    assert found.on("2025-11-03", "missing_out_on_education") == "Amira, Ben, Cara"
    assert found.on("2025-11-04", "missing_out_on_education") == "Ben, Cara"
    assert found.on("2025-11-05", "missing_out_on_education") == "Cara"
    why = found.why("Cara", "missing_out_on_education", "2025-11-05")
    assert ("exclusions_2025-11-07.csv", 4) in rests_on(why)
    assert ("placements_2025-11-07.csv", 4) in rests_on(why)  # her twelve hours


def test_two_suspensions_with_no_school_day_between_them_are_one(found: Found):
    """Dev's days one to six are 20 to 24 October and 4 November, and he is back on the 6th: late.

    Ela was in school on the 23rd, so her count begins again on the 24th: 10 November.
    """
    assert found.clocks("suspension_sixth_school_day") == table(
        """
        child | starts_on  | due_on     | met_on
        ------+------------+------------+-----------
        Dev   | 2025-10-20 | 2025-11-04 | 2025-11-06
        Ela   | 2025-10-24 | 2025-11-10 | 2025-11-18
        """
    )


def test_a_suspension_is_the_schools_and_never_the_authoritys(found: Found):
    owed = {row["clock"] for row in found.rows("clocks", child=found.child_of["Dev"])}
    assert "sixth_school_day" not in owed
