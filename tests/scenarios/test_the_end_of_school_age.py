# ruff: noqa: E501 (a drawn table is easier to read on long lines)
"""Friday 26 June 2026: the last day of compulsory school age for those who turn 16 by 31 August.

Education Act 1996, section 8: the last Friday of June in the school year in which the child turns
16, and the whole of that day. What is owed to a child of school age ends with it; what is owed to a
young person begins when they are 16 or 17 on 31 August.
"""

import pytest

from tests.scenarios.sources import Found, Sources, not_met, table

PUPILS = """
    Pupil ID | UPN | Forename | Surname | Date of Birth | URN    | Entry Date
    ---------+-----+----------+---------+---------------+--------+-----------
    P1       |     | Amira    | Adebayo | 20/09/2009    | 100001 | 01/09/2021
    P2       |     | Ben      | Brook   | 31/08/2010    | 100001 | 01/09/2021
    P3       |     | Cara     | Castle  | 01/09/2010    | 100001 | 01/09/2021
    P4       |     | Dev      | Dean    | 26/06/2010    | 100001 | 01/09/2021
    P6       |     | Finn     | Field   | 02/02/2010    | 100001 | 01/09/2021
"""
"""Ben is the youngest of his year, Cara the oldest of the next; Dev turns 16 on the leaving day."""
PUPILS_LEFT = """
    Pupil ID | UPN | Forename | Surname | Date of Birth | URN    | Entry Date
    ---------+-----+----------+---------+---------------+--------+-----------
    P6       |     | Finn     | Field   | 02/02/2010    | 100001 | 01/09/2021
"""
LEAVERS = """
    Pupil ID | UPN | Forename | Surname | Date of Birth | URN    | Enrolment Status | Entry Date | Leaving Date | Ground | Destination
    ---------+-----+----------+---------+---------------+--------+------------------+------------+--------------+--------+------------
    P1       |     | Amira    | Adebayo | 20/09/2009    | 100001 | C                | 01/09/2021 | 08/05/2026   | g      |
    P2       |     | Ben      | Brook   | 31/08/2010    | 100001 | C                | 01/09/2021 | 08/05/2026   | g      |
    P3       |     | Cara     | Castle  | 01/09/2010    | 100001 | C                | 01/09/2021 | 08/05/2026   | g      |
    P4       |     | Dev      | Dean    | 26/06/2010    | 100001 | C                | 01/09/2021 | 08/05/2026   | g      |
"""
REGISTER = """
    EHE Ref | UPN | Forename | Surname | Date of birth | Gender | Address   | Postcode | Date notified | Start date | End date | Previous school | Primary reason | End reason
    --------+-----+----------+---------+---------------+--------+-----------+----------+---------------+------------+----------+-----------------+----------------+-----------
    E5      |     | Ela      | Elm     | 01/12/2009    | Female | 5 High St | XE1 2AB  | 01/09/2022    | 02/09/2022 |          |                 |                |
"""
EXCLUSIONS = """
    Pupil ID | UPN | URN    | Category | Start Date | Sessions | Reason 1 | Reason 2 | Reason 3 | Reinstated On
    ---------+-----+--------+----------+------------+----------+----------+----------+----------+--------------
    P6       |     | 100001 | PERM     | 22/06/2026 |          | PP       |          |          |
"""
CAREERS = """
    Young Person ID | Forename | Surname | Date of Birth | Postcode | Activity Code | Activity Start | Review Date
    ----------------+----------+---------+---------------+----------+---------------+----------------+------------
    Y1              | Amira    | Adebayo | 20/09/2009    | XE1 2AB  | 810           | 27/06/2026     | 27/12/2026
    Y2              | Ben      | Brook   | 31/08/2010    | XE1 2AB  | 210           | 01/09/2026     | 01/03/2027
"""


@pytest.fixture(scope="module")
def found(sources: Sources) -> Found:
    sources.send_pupils("2026-05-01", PUPILS)
    sources.send("2026-06-05", "register_2026-06-05.csv", REGISTER)
    sources.send_pupils("2026-06-26", PUPILS_LEFT)
    sources.send("2026-06-26", "leavers_2026-06-26.csv", LEAVERS)
    sources.send("2026-06-26", "exclusions_2026-06-26.csv", EXCLUSIONS)
    sources.send("2026-09-04", "post16_activity_2026-09-04.csv", CAREERS)
    return sources.worked_out("2026-09-04")


def test_the_last_friday_of_june_is_the_last_day_on_the_list(found: Found):
    """Cara, born a day after Ben, is missing education for another year unless she is found."""
    assert found.spells("missing_education") == table(
        """
        child | starts_on  | ends_before
        ------+------------+------------
        Amira | 2026-05-08 | 2026-06-27
        Ben   | 2026-05-08 | 2026-06-27
        Cara  | 2026-05-08 |
        Dev   | 2026-05-08 | 2026-06-27
        """
    )


def test_why_not_says_that_it_is_her_age_and_nothing_else(found: Found):
    why = found.why("Amira", "missing_education", "2026-06-27")
    assert not_met(why) == ["of compulsory school age"]
    assert not_met(found.why("Amira", "missing_education", "2026-06-26")) == []


def test_nobody_is_dropped_between_two_teams(found: Found):
    """From the 27th she is in the record as over school age, and the careers service's from September.

    Ben was 15 the day before 31 August and 16 on it, so he is in the same cohort.
    """
    assert found.on("2026-06-27", "outside_school_age") == "Amira, Ben, Dev, Ela"
    assert found.on("2026-08-31", "young_person_after_16") == ""
    assert found.on("2026-09-01", "young_person_after_16") == "Amira, Ben, Dev, Ela, Finn"
    assert found.on("2026-09-01", "activity_not_known_after_16") == "Amira"
    assert found.on("2026-09-01", "participating_after_16") == "Ben, Finn"  # still on the roll


def test_home_education_goes_on_and_is_counted_no_more(found: Found):
    """No register ends it: Ela leaves the count with her age, and stays in the record."""
    assert found.on("2026-06-26", "home_educated") == "Ela"
    assert found.on("2026-06-27", "home_educated") == ""
    assert found.on("2026-06-27", "home_educated_outside_school_age") == "Ela"


def test_a_clock_that_would_run_out_on_the_monday_after_ends_with_school_age(found: Found):
    """Excluded on 22 June: the sixth school day would be the 29th. Nothing is owed from the 27th."""
    assert found.clocks("sixth_school_day") == table(
        """
        child | starts_on  | due_on     | met_on
        ------+------------+------------+-----------
        Finn  | 2026-06-22 | 2026-06-29 | 2026-06-27
        """
    )
