# ruff: noqa: E501 (a drawn table is easier to read on long lines)
"""Home education, a visit declined, six weeks for evidence, a notice and an order.

A parent is under no duty to agree to a visit, so declining one proves nothing: the family is asked
for evidence of the child's work and has six weeks (Leicestershire 2020, paragraph 35b). A notice
gives no less than fifteen days, beginning with the day of service (Education Act 1996, section
437(1)); the order comes after, where education is not satisfactory and the child ought to attend
school (section 437(3)).
"""

import pytest

from tests.scenarios.sources import Found, Sources, rests_on, table

PUPILS = """
    Pupil ID | UPN           | Forename | Surname | Date of Birth | URN    | Entry Date
    ---------+---------------+----------+---------+---------------+--------+-----------
    P1       | E801400018001 | Amira    | Adebayo | 14/05/2013    | 100001 | 01/09/2017
    P2       | U801400018002 | Ben      | Brook   | 02/02/2013    | 100001 | 01/09/2017
    P3       | H801400018003 | Cara     | Castle  | 03/03/2013    | 100001 | 01/09/2017
    P4       | X801400018004 | Dev      | Dean    | 04/04/2013    | 100001 | 01/09/2017
"""
PUPILS_LEFT = """
    Pupil ID | UPN           | Forename | Surname | Date of Birth | URN    | Entry Date
    ---------+---------------+----------+---------+---------------+--------+-----------
    P4       | X801400018004 | Dev      | Dean    | 04/04/2013    | 100001 | 01/09/2017
"""
LEAVERS = """
    Pupil ID | UPN           | Forename | Surname | Date of Birth | URN    | Enrolment Status | Entry Date | Leaving Date | Ground | Destination
    ---------+---------------+----------+---------+---------------+--------+------------------+------------+--------------+--------+---------------
    P1       | E801400018001 | Amira    | Adebayo | 14/05/2013    | 100001 | C                | 01/09/2017 | 03/10/2025   | f      | Home education
    P2       | U801400018002 | Ben      | Brook   | 02/02/2013    | 100001 | C                | 01/09/2017 | 03/10/2025   | f      | Home education
    P3       | H801400018003 | Cara     | Castle  | 03/03/2013    | 100001 | C                | 01/09/2017 | 03/10/2025   | f      | Home education
"""
REGISTER = """
    EHE Ref | UPN           | Forename | Surname | Date of birth | Gender | Address   | Postcode | Date notified | Start date | End date   | Previous school | Primary reason | End reason
    --------+---------------+----------+---------+---------------+--------+-----------+----------+---------------+------------+------------+-----------------+----------------+-----------
    E1      | E801400018001 | Amira    | Adebayo | 14/05/2013    | Female | 1 High St | XE1 2AB  | 29/09/2025    | 03/10/2025 | {end:10} | Hilltop Academy |                |
    E2      | U801400018002 | Ben      | Brook   | 02/02/2013    | Male   | 2 High St | XE1 2AB  | 29/09/2025    | 03/10/2025 |            | Hilltop Academy |                |
    E3      | H801400018003 | Cara     | Castle  | 03/03/2013    | Female | 3 High St | XE1 2AB  | 29/09/2025    | 03/10/2025 |            | Hilltop Academy |                |
"""
VISITS = """
    Visit Ref | EHE Ref | Offered On | Answer   | Answered On | Visited On | Child Seen | Evidence Requested On | Evidence Received On
    ----------+---------+------------+----------+-------------+------------+------------+-----------------------+---------------------
    V1        | E1      | 17/10/2025 | Declined | 07/11/2025  |            |            | 10/11/2025            |
    V2        | E2      | 20/10/2025 | Declined | 07/11/2025  |            |            | 10/11/2025            | 22/12/2025
    V3        | E3      | 17/10/2025 | Declined | 07/11/2025  |            |            | 10/11/2025            | 23/12/2025
"""
REVIEWS = """
    EHE Ref | Review date | Visit | Outcome      | Decided on
    --------+-------------+-------+--------------+-----------
    E1      | 06/01/2026  | N     | Not suitable | 08/01/2026
    E2      | 06/01/2026  | N     | Suitable     | 08/01/2026
    E3      | 06/01/2026  | N     | Suitable     | 08/01/2026
"""
NOTICE = """
    Order Ref | EHE Ref | Notice Served On | Reply By   | Notice of Intention On | Order Served On | School Named URN | Revoked On
    ----------+---------+------------------+------------+------------------------+-----------------+------------------+-----------
    O1        | E1      | 12/01/2026       | 26/01/2026 |                        |                 |                  |
"""
ORDER = """
    Order Ref | EHE Ref | Notice Served On | Reply By   | Notice of Intention On | Order Served On | School Named URN | Revoked On
    ----------+---------+------------------+------------+------------------------+-----------------+------------------+-----------
    O1        | E1      | 12/01/2026       | 26/01/2026 | 27/01/2026             | 11/02/2026      | 100003           |
"""
DECISIONS = """
    Decision Ref | Case Ref | Person ID | UPN           | Forename | Surname | Date of Birth | Decision                   | Holds From | Decided At          | Decided By | Signed By | Taken Back At | Taken Back By
    -------------+----------+-----------+---------------+----------+---------+---------------+----------------------------+------------+---------------------+------------+-----------+---------------+--------------
    D1           |          | 7         | E801400018001 | Amira    | Adebayo | 14/05/2013    | Education not satisfactory | 27/01/2026 | 2026-01-27T12:00:00 | alex       |           |               |
    D2           |          | 7         | E801400018001 | Amira    | Adebayo | 14/05/2013    | Order served               | 11/02/2026 | 2026-02-11T12:00:00 | alex       |           |               |
    D3           |          | 7         | E801400018001 | Amira    | Adebayo | 14/05/2013    | Named school told          | 12/02/2026 | 2026-02-12T09:00:00 | alex       |           |               |
"""
AT_SCHOOL = """
    Pupil ID | UPN           | Forename | Surname | Date of Birth | URN    | Entry Date
    ---------+---------------+----------+---------+---------------+--------+-----------
    P1       | E801400018001 | Amira    | Adebayo | 14/05/2013    | 100003 | 02/03/2026
    P4       | X801400018004 | Dev      | Dean    | 04/04/2013    | 100001 | 01/09/2017
"""


@pytest.fixture(scope="module")
def both(sources: Sources) -> tuple[Found, Found]:
    """What was known on 7 January, before anything was decided, and on 6 March."""
    sources.send_pupils("2025-09-26", PUPILS)
    sources.send_pupils("2025-10-10", PUPILS_LEFT)
    sources.send("2025-10-10", "leavers_2025-10-10.csv", LEAVERS)
    sources.send("2025-11-14", "register_2025-11-14.csv", REGISTER.format(end=""))
    sources.send("2026-01-07", "home_education_visits_2026-01-07.csv", VISITS)
    before = sources.worked_out("2026-01-07")
    sources.send("2026-01-09", "reviews_2026-01-09.csv", REVIEWS)
    sources.send("2026-01-16", "school_attendance_orders_2026-01-16.csv", NOTICE)
    sources.send("2026-02-13", "school_attendance_orders_2026-02-13.csv", ORDER)
    sources.send("2026-02-13", "casework_2026-02-13.csv", DECISIONS)
    sources.send_pupils("2026-03-06", AT_SCHOOL)
    sources.send("2026-03-06", "register_2026-03-06.csv", REGISTER.format(end="02/03/2026"))
    return before, sources.worked_out("2026-03-06")


@pytest.fixture
def found(both: tuple[Found, Found]) -> Found:
    return both[1]


def test_declining_a_visit_and_sending_nothing_makes_nobody_missing_education(
    both: tuple[Found, Found],
):
    """On 7 January the six weeks have been over for a fortnight, and nobody has decided yet."""
    before, _ = both
    assert before.on("2026-01-07", "home_educated_not_yet_reviewed") == "Amira, Ben, Cara"
    assert before.on("2026-01-07", "missing_education") == ""
    assert before.clocks("home_education_evidence")[0][3] == ""


def test_a_visit_is_offered_within_ten_school_days(found: Found):
    """Home education began on Friday 3 October: the tenth school day after is Friday the 17th."""
    assert found.clocks("home_education_visit_offer") == table(
        """
        child | starts_on  | due_on     | met_on
        ------+------------+------------+-----------
        Amira | 2025-10-03 | 2025-10-17 | 2025-10-17
        Ben   | 2025-10-03 | 2025-10-17 | 2025-10-20
        Cara  | 2025-10-03 | 2025-10-17 | 2025-10-17
        """
    )


def test_evidence_has_six_weeks_from_the_day_it_was_asked_for(found: Found):
    """Asked on 10 November. Ben's came on the last day; Cara's a day late, and late it stays."""
    assert found.clocks("home_education_evidence") == table(
        """
        child | starts_on  | due_on     | met_on
        ------+------------+------------+-----------
        Amira | 2025-11-10 | 2025-12-22 |
        Ben   | 2025-11-10 | 2025-12-22 | 2025-12-22
        Cara  | 2025-11-10 | 2025-12-22 | 2025-12-23
        """
    )


def test_who_was_late_and_satisfied_the_authority_is_home_educated_as_before(found: Found):
    """What decides is the finding of 8 January, and not the day on which the evidence came."""
    assert found.on("2026-01-08", "home_educated_suitable") == "Ben, Cara"
    assert found.on("2026-01-08", "home_educated_unsuitable") == "Amira"


def test_the_child_is_missing_education_from_the_finding_to_the_first_day_at_school(found: Found):
    """Found not suitable on 8 January, ordered to school on 11 February, there from 2 March."""
    assert found.spells("missing_education") == table(
        """
        child | starts_on  | ends_before
        ------+------------+------------
        Amira | 2026-01-08 | 2026-03-02
        """
    )
    why = found.why("Amira", "missing_education", "2026-01-08")
    assert ("reviews_2026-01-09.csv", 2) in rests_on(why)


def test_the_notice_gives_fifteen_days_with_the_day_of_service(found: Found):
    """Served on 12 January: the last day is the 26th. The order ends the asking on 11 February."""
    assert found.clocks("section_437_notice_answer") == table(
        """
        child | starts_on  | due_on     | met_on
        ------+------------+------------+-----------
        Amira | 2026-01-12 | 2026-01-26 | 2026-02-11
        """
    )
    assert found.spells("section_437_notice_running") == table(
        """
        child | starts_on  | ends_before
        ------+------------+------------
        Amira | 2026-01-12 | 2026-02-11
        """
    )


def test_parents_may_choose_the_school_and_then_the_order_is_served(found: Found):
    """Intended on 27 January: fifteen days with that day end on 10 February. Served on the 11th."""
    assert found.clocks("order_school_choice") == table(
        """
        child | starts_on  | due_on     | met_on
        ------+------------+------------+-----------
        Amira | 2026-01-27 | 2026-02-10 | 2026-02-11
        """
    )
    assert found.clocks("attendance_order_served") == table(
        """
        child | starts_on  | due_on | met_on
        ------+------------+--------+-----------
        Amira | 2026-01-27 |        | 2026-02-11
        """
    )


def test_the_school_is_told_on_the_day_and_a_day_after_is_late(found: Found):
    assert found.clocks("named_school_told") == table(
        """
        child | starts_on  | due_on     | met_on
        ------+------------+------------+-----------
        Amira | 2026-02-11 | 2026-02-11 | 2026-02-12
        """
    )


def test_the_order_stands_while_the_child_is_of_school_age_and_until_it_is_revoked(found: Found):
    """Going to school does not end it."""
    assert found.spells("school_attendance_order_in_force") == table(
        """
        child | starts_on  | ends_before
        ------+------------+------------
        Amira | 2026-02-11 |
        """
    )
