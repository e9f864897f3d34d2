# ruff: noqa: E501 (a drawn table is easier to read on long lines)
"""Temporary UPNs are replaced by permanent ones, and two children turn out to be one.

A school gives a pupil whose UPN it does not know a temporary one, which ends in a letter. In
September Hilltop has Amira and Cara under such numbers; their tutors have them under their
permanent UPNs and under other names. Nothing says who is who until the school's file of October has
both numbers. Amira's two names have a forename in common, so the machine may join her. Mimi is
another forename: a number is mistaken between sisters more than between any others, so a person
decides.
"""

from datetime import date
from typing import NamedTuple

import pytest

from onroll.record.definitions import definition
from onroll.record.ledger import Cause, ledger, listed
from onroll.record.people.decisions import Verdict, decide
from tests.scenarios.sources import Found, Sources, evening

SEPTEMBER = """
    Pupil ID | UPN           | Former UPN | Forename | Surname | Date of Birth | URN    | Entry Date
    ---------+---------------+------------+----------+---------+---------------+--------+-----------
    P1       | F80140002501A |            | Amira    | Adebayo | 14/05/2013    | 100001 | 01/09/2025
    P3       | V80140002501B |            | Cara     | Castle  | 03/03/2013    | 100001 | 01/09/2025
"""
OCTOBER = """
    Pupil ID | UPN           | Former UPN    | Forename | Surname | Date of Birth | URN    | Entry Date
    ---------+---------------+---------------+----------+---------+---------------+--------+-----------
    P1       | E801400018001 | F80140002501A | Amira    | Adebayo | 14/05/2013    | 100001 | 01/09/2025
    P3       | H801400018003 | V80140002501B | Cara     | Castle  | 03/03/2013    | 100001 | 01/09/2025
"""
APPLICATIONS = """
    Application Ref | Child Ref | UPN           | First name | Last name | DOB         | Gender | Address   | Postcode | Applied on  | Outcome | Decided on  | School URN | Start date
    ----------------+-----------+---------------+------------+-----------+-------------+--------+-----------+----------+-------------+---------+-------------+------------+------------
    A1              | C1        | F80140002501A | Amira      | Okoye     | 14-May-2013 | Female | 9 Low St  | XE2 2AB  | 01-Jul-2025 | Offered | 15-Jul-2025 | 100001     | 01-Sep-2025
"""
"""Made in another surname and from another address, before the family moved."""
PLACEMENTS = """
    Placement Ref | Learner Ref | UPN           | Forename | Surname    | Date of Birth | Postcode | Provider | URN | Arranged By   | Start      | End | Hours a Week | Suitable
    --------------+-------------+---------------+----------+------------+---------------+----------+----------+-----+---------------+------------+-----+--------------+---------
    L1            | L7          | E801400018001 | Amira    | Cole-Marsh | 14/05/2013    | XE2 2AB  | A tutor  |     | LA section 19 | 08/09/2025 |     | 10           | Y
    L2            | L9          | H801400018003 | Mimi     | Castle     | 03/03/2013    | XE2 2AB  | A tutor  |     | LA section 19 | 08/09/2025 |     | 10           | Y
"""
"""Ten hours a week of a tutor each, which the school's roll does not know of."""
SCHOOL_HAS = {"Amira": "pupil_system:P1", "Cara": "pupil_system:P3"}
TUTOR_HAS = {"Amira": "alternative_provision:L7", "Cara": "alternative_provision:L9"}


class Told(NamedTuple):
    """What a run says on 19 September, on 17 October, and once a person has decided."""

    september: Found
    october: Found
    decided: Found


@pytest.fixture(scope="module")
def told(sources: Sources) -> Told:
    sources.send_pupils("2025-09-19", SEPTEMBER)
    sources.send("2025-09-19", "applications_2025-09-19.csv", APPLICATIONS)
    sources.send("2025-09-19", "placements_2025-09-19.csv", PLACEMENTS)
    september = sources.worked_out("2025-09-19")
    sources.send_pupils("2025-10-17", OCTOBER)
    october = sources.worked_out("2025-10-17")
    records = [SCHOOL_HAS["Cara"]], [TUTOR_HAS["Cara"]]
    said = {"by": "alex", "why": "Her mother calls her Mimi, and so did the tutor"}
    decide(sources.home, Verdict.SAME, *records, at=evening("2025-10-20"), **said)
    return Told(september, october, sources.worked_out("2025-10-20"))


def whose(found: Found) -> dict[str, str]:
    """The child of each source record."""
    return {row["record_id"]: row["child"] for row in found.rows("records", "record_id", "child")}


def test_under_a_temporary_number_nobody_can_know(told: Told):
    """What school and admissions have is joined by the temporary UPN; the tutor's is another child."""
    child_of = whose(told.september)
    assert child_of[SCHOOL_HAS["Amira"]] == child_of["admissions:C1"]
    assert child_of[SCHOOL_HAS["Amira"]] != child_of[TUTOR_HAS["Amira"]]
    assert len(told.september.rows("children")) == 4


def test_the_permanent_number_beside_the_former_one_joins_them(told: Told):
    """Admissions still writes the temporary UPN, and is joined by it: it is the former one now."""
    child_of = whose(told.october)
    amira = child_of[SCHOOL_HAS["Amira"]]
    assert amira == child_of["admissions:C1"] == child_of[TUTOR_HAS["Amira"]]
    (child,) = told.october.rows("children", child=amira)
    assert (child["forename"], child["upn"]) == ("Amira", "E801400018001")


def test_the_reference_in_letters_of_september_still_leads_to_her(told: Told):
    """One of the two stays hers; the other leads to it."""
    before = {whose(told.september)[each["Amira"]] for each in (SCHOOL_HAS, TUTOR_HAS)}
    now = whose(told.october)[SCHOOL_HAS["Amira"]]
    (gone,) = before - {now}
    assert now in before
    assert told.october.rows("forwarding", "old", "new", old=gone) == [{"old": gone, "new": now}]


def test_one_number_and_two_forenames_are_left_to_a_person(told: Told):
    """Joined with a sister by mistake she would have the sister's tutor, and nobody would see it."""
    child_of = whose(told.october)
    assert child_of[SCHOOL_HAS["Cara"]] != child_of[TUTOR_HAS["Cara"]]
    (doubt,) = told.october.rows("doubtful", "child_a", "child_b", "reason")
    assert doubt["reason"] == "same UPN and date of birth, but two forenames"
    pair = {child_of[SCHOOL_HAS["Cara"]], child_of[TUTOR_HAS["Cara"]]}
    assert {doubt["child_a"], doubt["child_b"]} == pair
    assert whose(told.decided)[SCHOOL_HAS["Cara"]] == whose(told.decided)[TUTOR_HAS["Cara"]]
    assert told.decided.rows("doubtful") == []


def test_what_two_halves_hid_is_seen_once_they_are_one(told: Told):
    """By the roll alone she was in full-time education; with the tutor's ten hours she is not."""
    assert in_full_time_education(told.september) == {"Amira", "Cara"}
    assert in_full_time_education(told.october) == {"Cara"}
    assert in_full_time_education(told.decided) == set()


def in_full_time_education(found: Found) -> set[str]:
    """Who of the two is, as the school's record of them has it, on 19 September."""
    on_list = listed(found.kept, "full_time_education", date(2025, 9, 19))
    return {name for name, record in SCHOOL_HAS.items() if whose(found)[record] in on_list}


def test_the_ledger_adds_up_and_says_that_no_day_made_the_difference(told: Told):
    """Between the two runs of October the list is shorter by Cara, and nothing happened to her."""
    before, after = told.october.kept, told.decided.kept
    full_time = definition("full_time_education")
    moved = ledger(full_time, before, before.as_of, after, after.as_of)
    assert (len(moved.opening), moved.restated, moved.left, len(moved.closing)) == (1, -1, 0, 0)
    assert moved.adds_up
    assert moved.of(Cause.LEARNT).left == {whose(told.decided)[SCHOOL_HAS["Cara"]]}
