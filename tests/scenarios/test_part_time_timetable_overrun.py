# ruff: noqa: E501 (a drawn table is easier to read on long lines)
"""Part-time timetables that begin on 8 September 2025: six weeks end with 19 October.

No law names a number of weeks: "Working together to improve school attendance" asks for a time
limit, and six weeks is the regional reading (SESLIP 2020). Half term counts, and the 43rd day is
the first beyond the limit.
"""

import pytest

from tests.scenarios.sources import Found, Sources, rests_on, table

PUPILS = """
    Pupil ID | UPN           | Forename | Surname | Date of Birth | URN    | Entry Date
    ---------+---------------+----------+---------+---------------+--------+-----------
    P1       | E801400018001 | Amira    | Adebayo | 14/05/2012    | 100001 | 01/09/2023
    P2       | U801400018002 | Ben      | Brook   | 02/02/2012    | 100001 | 01/09/2023
    P3       | H801400018003 | Cara     | Castle  | 03/03/2012    | 100001 | 01/09/2023
    P4       | X801400018004 | Dev      | Dean    | 04/04/2012    | 100001 | 01/09/2023
    P5       | L801400018005 | Ela      | Elm     | 05/05/2012    | 100001 | 01/09/2023
"""
TOLD_IN_OCTOBER = """
    Pupil ID | UPN | URN    | Start      | End        | Hours a Week | Reason | Personalised Plan | Review Due
    ---------+-----+--------+------------+------------+--------------+--------+-------------------+-----------
    P1       |     | 100001 | 08/09/2025 |            | 12           | SB     | Y                 | 06/10/2025
    P2       |     | 100001 | 08/09/2025 | 20/10/2025 | 15           | RA     | Y                 | 06/10/2025
    P3       |     | 100001 | 08/09/2025 | 13/10/2025 | 15           | SB     | Y                 | 06/10/2025
    P3       |     | 100001 | 20/10/2025 |            | 18           | SB     | Y                 | 17/11/2025
    P4       |     | 100001 | 08/09/2025 | 12/10/2025 | 15           | SB     | N                 | 06/10/2025
    P4       |     | 100001 | 20/10/2025 |            | 18           | SB     | N                 | 17/11/2025
"""
"""Ben is back full time on 20 October. Cara has a week without one, Dev a week and a day."""
TOLD_IN_NOVEMBER = """
    Pupil ID | UPN | URN    | Start      | End        | Hours a Week | Reason | Personalised Plan | Review Due
    ---------+-----+--------+------------+------------+--------------+--------+-------------------+-----------
    P2       |     | 100001 | 08/09/2025 | 20/10/2025 | 15           | RA     | Y                 | 06/10/2025
    P3       |     | 100001 | 08/09/2025 | 13/10/2025 | 15           | SB     | Y                 | 06/10/2025
    P3       |     | 100001 | 20/10/2025 |            | 18           | SB     | Y                 | 17/11/2025
    P4       |     | 100001 | 08/09/2025 | 12/10/2025 | 15           | SB     | N                 | 06/10/2025
    P4       |     | 100001 | 20/10/2025 | 01/12/2025 | 18           | SB     | N                 | 17/11/2025
"""
"""The school no longer tells of Amira's."""
REGISTER = r"""
    Pupil ID | URN    | Week Beginning | Marks
    ---------+--------+----------------+---------------
    P5       | 100001 | 08/09/2025     | /C2/C2/C2/C2/C2
    P5       | 100001 | 15/09/2025     | /C2/C2/C2/C2/C2
    P5       | 100001 | 22/09/2025     | /C2/C2/C2/C2/C2
    P5       | 100001 | 29/09/2025     | /\/\/\/\/\
"""
"""Ela goes home every noon for three weeks, and nobody told the authority."""
DECISIONS = """
    Decision Ref | Case Ref | Person ID | UPN           | Forename | Surname | Date of Birth | Decision                     | Holds From | Decided At          | Decided By | Signed By | Taken Back At | Taken Back By
    -------------+----------+-----------+---------------+----------+---------+---------------+------------------------------+------------+---------------------+------------+-----------+---------------+--------------
    D1           |          | 3         | H801400018003 | Cara     | Castle  | 03/03/2012    | Part-time timetable reviewed | 17/10/2025 | 2025-10-17T12:00:00 | alex       |           |               |
"""


@pytest.fixture(scope="module")
def found(sources: Sources) -> Found:
    sources.send_pupils("2025-09-12", PUPILS)
    sources.send("2025-10-24", "part_time_timetables_2025-10-24.csv", TOLD_IN_OCTOBER)
    sources.send("2025-10-24", "weeks_2025-26_autumn.csv", REGISTER)
    sources.send("2025-10-24", "casework_2025-10-24.csv", DECISIONS)
    sources.send("2025-12-05", "part_time_timetables_2025-12-05.csv", TOLD_IN_NOVEMBER)
    return sources.worked_out("2025-12-05")


def test_the_43rd_day_is_the_first_beyond_the_limit(found: Found):
    """Ben's ended with the 42nd. A week between two does not begin the count again; a day more does."""
    assert found.spells("part_time_timetable_over_limit") == table(
        """
        child | starts_on  | ends_before
        ------+------------+------------
        Amira | 2025-10-20 |
        Cara  | 2025-10-20 |
        """
    )


def test_a_review_or_the_end_is_due_on_the_42nd_day(found: Found):
    """Dev's second ended on 1 December, the day after its 42nd. Cara's was reviewed in time."""
    assert found.clocks("part_time_timetable_review") == table(
        """
        child | starts_on  | due_on     | met_on
        ------+------------+------------+-----------
        Amira | 2025-09-08 | 2025-10-19 |
        Ben   | 2025-09-08 | 2025-10-19 | 2025-10-20
        Cara  | 2025-09-08 | 2025-10-19 | 2025-10-17
        Dev   | 2025-09-08 | 2025-10-19 | 2025-10-12
        Dev   | 2025-10-20 | 2025-11-30 | 2025-12-01
        """
    )


def test_that_a_school_stops_telling_brings_no_child_back_to_full_time(found: Found):
    """The answer still rests on October's row of a file that November's replaced."""
    assert "Amira" in found.on("2025-12-05", "part_time_timetable_over_limit")
    why = found.why("Amira", "part_time_timetable_over_limit", "2025-12-05")
    assert ("part_time_timetables_2025-10-24.csv", 2) in rests_on(why)
    assert "Amira" in found.on("2025-12-05", "missing_out_on_education")


def test_a_shorter_week_seen_in_the_register_alone_is_asked_about(found: Found):
    """Code C2 from 8 September: the school owed a word by the 22nd, and still does."""
    assert found.clocks("part_time_timetable_notice") == table(
        """
        child | starts_on  | due_on     | met_on
        ------+------------+------------+-------
        Ela   | 2025-09-08 | 2025-09-22 |
        """
    )
    asked = found.rows("contradictions", contradiction="part_time_code_without_timetable")
    assert [found.name_of[row["child"]] for row in asked] == ["Ela"]
