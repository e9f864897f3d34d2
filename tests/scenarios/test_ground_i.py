# ruff: noqa: E501 (a drawn table is easier to read on long lines)
"""Deleting a name after twenty school days of absence, and the one code I that stands against it.

Regulation 9(1)(i) of the School Attendance (Pupil Registration) (England) Regulations 2024: absent
for twenty school days with every session marked G, N or O, and school and authority have together
failed to find the pupil. From Monday 1 December 2025 the twentieth school day is 12 January 2026:
fifteen to the end of term, and the 5th of January is a training day.
"""

import pytest

from tests.scenarios.sources import Found, Sources, not_met, rests_on, table

PUPILS = """
    Pupil ID | UPN           | Forename | Surname | Date of Birth | URN    | Entry Date
    ---------+---------------+----------+---------+---------------+--------+-----------
    P1       | E801400018001 | Amira    | Adebayo | 14/05/2012    | 100001 | 01/09/2023
    P2       | U801400018002 | Ben      | Brook   | 02/02/2012    | 100001 | 01/09/2023
    P3       | H801400018003 | Cara     | Castle  | 03/03/2012    | 100001 | 01/09/2023
    P4       | X801400018004 | Dev      | Dean    | 04/04/2012    | 100001 | 01/09/2023
"""
PUPILS_LEFT = """
    Pupil ID | UPN           | Forename | Surname | Date of Birth | URN    | Entry Date
    ---------+---------------+----------+---------+---------------+--------+-----------
    P4       | X801400018004 | Dev      | Dean    | 04/04/2012    | 100001 | 01/09/2023
"""
AUTUMN = r"""
    Pupil ID | URN    | Week Beginning | Marks
    ---------+--------+----------------+-----------
    P1       | 100001 | 24/11/2025     | /\/\/\/\/\
    P1       | 100001 | 01/12/2025     | OOOOOOOOOO
    P1       | 100001 | 08/12/2025     | OOOOOOOOOO
    P1       | 100001 | 15/12/2025     | OOOOOOOOOO
    P2       | 100001 | 24/11/2025     | /\/\/\/\/\
    P2       | 100001 | 01/12/2025     | OOOOOOOOOO
    P2       | 100001 | 08/12/2025     | OOOOOOOOOO
    P2       | 100001 | 15/12/2025     | OOOOOIOOOO
    P3       | 100001 | 24/11/2025     | /\/\/\/\/\
    P3       | 100001 | 01/12/2025     | GGGGGGGGGG
    P3       | 100001 | 08/12/2025     | GGGGGGGGGG
    P3       | 100001 | 15/12/2025     | OOOOOOOOOO
    P4       | 100001 | 24/11/2025     | /\/\/\/\/\
    P4       | 100001 | 01/12/2025     | NNOOOOOOOO
    P4       | 100001 | 08/12/2025     | OOOOOOOOOO
    P4       | 100001 | 15/12/2025     | OOOOOOOOOO
"""
"""Ben's afternoon of Wednesday 17 December is marked I. Dev's first day still says N."""
SPRING = r"""
    Pupil ID | URN    | Week Beginning | Marks
    ---------+--------+----------------+-----------
    P1       | 100001 | 05/01/2026     | --OOOOOOOO
    P1       | 100001 | 12/01/2026     | OO--------
    P2       | 100001 | 05/01/2026     | --OOOOOOOO
    P2       | 100001 | 12/01/2026     | OO--------
    P3       | 100001 | 05/01/2026     | --OOOOOOOO
    P3       | 100001 | 12/01/2026     | OO--------
    P4       | 100001 | 05/01/2026     | --OOOOOOOO
    P4       | 100001 | 12/01/2026     | /\/\/\/\/\
"""
"""Dev is back on the very day that would have been his twentieth."""
DELETIONS = """
    URN    | Pupil Ref | UPN           | Forename | Surname | Date of Birth | Sex | Address   | Postcode | Ground | Date Ground Met | Date Deleted | Return Received On | Destination
    -------+-----------+---------------+----------+---------+---------------+-----+-----------+----------+--------+-----------------+--------------+--------------------+------------
    100001 | A1        | E801400018001 | Amira    | Adebayo | 14/05/2012    | F   | 1 High St | XE1 2AB  | (i)    | 12/01/2026      | 14/01/2026   | 14/01/2026         | Not known
    100001 | A2        | U801400018002 | Ben      | Brook   | 02/02/2012    | M   | 2 High St | XE1 2AB  | (i)    | 12/01/2026      | 14/01/2026   | 14/01/2026         | Not known
    100001 | A3        | H801400018003 | Cara     | Castle  | 03/03/2012    | F   | 3 High St | XE1 2AB  | (i)    | 12/01/2026      | 14/01/2026   | 14/01/2026         | Not known
"""
LEAVERS = """
    Pupil ID | UPN           | Forename | Surname | Date of Birth | URN    | Enrolment Status | Entry Date | Leaving Date | Ground | Destination
    ---------+---------------+----------+---------+---------------+--------+------------------+------------+--------------+--------+------------
    P1       | E801400018001 | Amira    | Adebayo | 14/05/2012    | 100001 | C                | 01/09/2023 | 14/01/2026   | i      |
    P2       | U801400018002 | Ben      | Brook   | 02/02/2012    | 100001 | C                | 01/09/2023 | 14/01/2026   | i      |
    P3       | H801400018003 | Cara     | Castle  | 03/03/2012    | 100001 | C                | 01/09/2023 | 14/01/2026   | i      |
"""
DECISIONS = """
    Decision Ref | Case Ref | Person ID | UPN           | Forename | Surname | Date of Birth | Decision             | Holds From | Decided At          | Decided By | Signed By | Taken Back At | Taken Back By
    -------------+----------+-----------+---------------+----------+---------+---------------+----------------------+------------+---------------------+------------+-----------+---------------+--------------
    D1           |          | 1         | E801400018001 | Amira    | Adebayo | 14/05/2012    | Joint enquiries made | 12/01/2026 | 2026-01-12T12:00:00 | alex       |           |               |
    D2           |          | 3         | H801400018003 | Cara     | Castle  | 03/03/2012    | Joint enquiries made | 15/01/2026 | 2026-01-15T12:00:00 | alex       |           |               |
"""


@pytest.fixture(scope="module")
def found(sources: Sources) -> Found:
    sources.send_pupils("2025-11-28", PUPILS)
    sources.send("2026-01-16", "weeks_2025-26_autumn.csv", AUTUMN)
    sources.send("2026-01-16", "weeks_2025-26_spring.csv", SPRING)
    sources.send_pupils("2026-01-16", PUPILS_LEFT)
    sources.send("2026-01-16", "leavers_2026-01-16.csv", LEAVERS)
    sources.send("2026-01-16", "roll_deletions_2026-01-16.csv", DELETIONS)
    sources.send("2026-01-16", "casework_2026-01-16.csv", DECISIONS)
    return sources.worked_out("2026-01-16")


def test_one_afternoon_of_illness_in_six_weeks_stands_against_it(found: Found):
    """Amira and Cara reach the twentieth school day. Ben's count began again on 18 December."""
    assert found.on("2026-01-09", "ground_i_absence") == ""
    assert found.on("2026-01-12", "ground_i_absence") == "Amira, Cara"
    why = found.why("Ben", "ground_i_absence", "2026-01-12")
    assert not_met(why) == ["absent with G, N or O at every session for 20 school days or more"]
    assert ("weeks_2025-26_autumn.csv", 9) in rests_on(why)


def test_who_comes_back_on_the_twentieth_school_day_never_reaches_it(found: Found):
    """Dev is in school on 12 January. His N of 1 December is still to be explained, from the 2nd."""
    assert "Dev" not in found.on("2026-01-12", "ground_i_absence")
    assert found.clocks("code_n_replaced") == table(
        """
        child | starts_on  | due_on     | met_on
        ------+------------+------------+-------
        Dev   | 2025-12-02 | 2025-12-08 |
        """
    )


def test_school_and_authority_enquire_together_by_the_twentieth_school_day(found: Found):
    """Theirs for Amira were made on the day. Cara's came three days late.

    Ben's twentieth school day is the 29th, if he stays away until then.
    """
    assert found.clocks("ground_i_enquiries") == table(
        """
        child | starts_on  | due_on     | met_on
        ------+------------+------------+-----------
        Amira | 2025-12-01 | 2026-01-12 | 2026-01-12
        Ben   | 2025-12-18 | 2026-01-29 |
        Cara  | 2025-12-01 | 2026-01-12 | 2026-01-15
        """
    )


def test_a_name_deleted_before_the_enquiries_is_a_breach_that_they_do_not_undo(found: Found):
    """All three were deleted on 14 January. Amira's enquiries came before, so hers is in time."""
    assert found.clocks("ground_i_misuse") == table(
        """
        child | starts_on  | due_on     | met_on
        ------+------------+------------+-----------
        Amira | 2026-01-14 | 2026-01-14 | 2026-01-14
        Ben   | 2026-01-14 | 2026-01-14 |
        Cara  | 2026-01-14 | 2026-01-14 | 2026-01-15
        """
    )


def test_the_school_is_asked_on_what_ground_it_deleted_the_child_who_was_ill(found: Found):
    asked = found.rows("contradictions", contradiction="removed_after_absence_and_marked_ill")
    assert [(found.name_of[row["child"]], row["school"]) for row in asked] == [("Ben", "100001")]


def test_lawfully_deleted_or_not_the_child_is_missing_education(found: Found):
    """What a school did wrong is the school's to answer for: each is looked for from that day."""
    assert found.on("2026-01-13", "missing_education") == ""
    assert found.on("2026-01-14", "missing_education") == "Amira, Ben, Cara"
