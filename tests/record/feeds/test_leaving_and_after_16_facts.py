"""What files say of moves, answers to offers, support at school and the September Guarantee."""

import pytest

from onroll.record.feeds import read


def of(facts, *names):
    return [(child, fact, start, end) for child, fact, start, end, *_ in facts if fact in names]


def test_a_second_address_is_a_move_and_the_same_one_again_is_not(read_drawn, facts_of):
    """P1 moved on 5 October; P2's address was only verified anew; of P3 one address is known."""
    reading = read_drawn(
        "pupil_addresses",
        "P1,1 High St,Exam,XE1 2AB,,01/09/2024,05/10/2026,,,",
        "P1,2 Low St,Exam,XE2 1AA,,05/10/2026,,,,",
        "P2,1 High St,Exam,XE1 2AB,,01/09/2024,05/10/2026,,,",
        "P2,1 High St,Exam,XE1 2AB,,05/10/2026,,,,",
        "P3,1 High St,Exam,XE1 2AB,,01/09/2024,,,,",
    )

    assert of(facts_of("pupil_addresses", reading), "moved_home") == [
        ("P1", "moved_home", "2026-10-05", "2026-10-06")
    ]


def test_a_deletion_to_a_new_address_or_too_far_away_is_a_move(read_drawn, facts_of):
    person = "100001,{},,Amira,O'Brien,27/03/2013,F,1 High St,XE1 2AB"
    reading = read_drawn(
        "roll_deletions",
        f"{person.format('A17')},a,,05/10/2026,,,2 Low St,XE2 1AA,,,,",
        f"{person.format('A18')},g,,05/10/2026,,,,,,,,",
        f"{person.format('A19')},a,,05/10/2026,,,,,,,,",
    )

    assert of(facts_of("roll_deletions", reading), "moved_home") == [
        ("100001/A17", "moved_home", "2026-10-05", "2026-10-06"),
        ("100001/A18", "moved_home", "2026-10-05", "2026-10-06"),
    ]


@pytest.mark.parametrize(
    ("answer", "answered_on", "starts_on", "facts"),
    [
        ("", "", "", [("offer_not_accepted", "2026-09-07", None)]),
        ("Awaiting", "14/09/2026", "", [("offer_not_accepted", "2026-09-07", None)]),
        (
            "Accepted",
            "14/09/2026",
            "02/11/2026",
            [
                ("accepted_not_started", "2026-09-14", "2026-11-02"),
                ("offer_not_accepted", "2026-09-07", "2026-09-14"),
            ],
        ),
        # nobody wrote the day: from the day of the offer, and never waiting for an answer
        ("Accepted", "", "", [("accepted_not_started", "2026-09-07", None)]),
        ("Declined", "14/09/2026", "", [("offer_not_accepted", "2026-09-07", "2026-09-14")]),
        ("", "", "21/09/2026", [("offer_not_accepted", "2026-09-07", "2026-09-21")]),
    ],
)
def test_an_offer_waits_for_its_answer_and_a_place_accepted_for_the_first_day(
    answer, answered_on, starts_on, facts, write, facts_of
):
    path = write(
        "applications_2026-11-01.csv",
        "Application Ref,Child Ref,UPN,First name,Last name,DOB,Applied on,Outcome,Decided on,"
        "School URN,Start date,Round,Answer to offer,Answered on\n"
        "A1,C1,,Amira,Lee,27/03/2013,01/09/2026,Offered,07/09/2026,100001,"
        f"{starts_on},In year,{answer},{answered_on}\n",
    )
    reading = read(path)

    found = of(
        facts_of("admissions_applications", reading), "offer_not_accepted", "accepted_not_started"
    )
    assert [each[1:] for each in found] == facts


@pytest.mark.parametrize(
    ("circumstance", "admission_round", "kinds"),
    [
        ("First admission", "Main round", ["refused_first_admission"]),
        ("", "In year", ["refused_mid_term"]),
        ("Transfer", "In year", ["refused_mid_term", "refused_transfer"]),
        ("", "Transfer", ["refused_transfer"]),
        ("", "Main round", []),
    ],
)
def test_a_refusal_is_of_one_kind_or_more(circumstance, admission_round, kinds, write, facts_of):
    path = write(
        "applications_2026-11-01.csv",
        "Application Ref,Child Ref,UPN,First name,Last name,DOB,Applied on,Outcome,Decided on,"
        "Circumstance,Round\n"
        "A1,C1,,Amira,Lee,27/03/2013,01/09/2026,Refused,07/09/2026,"
        f"{circumstance},{admission_round}\n",
    )
    reading = read(path)

    found = facts_of("admissions_applications", reading)
    three = ("refused_first_admission", "refused_mid_term", "refused_transfer")
    assert [each[1] for each in of(found, *three)] == kinds
    assert len(of(found, "application_refused")) == 1


@pytest.mark.parametrize(
    ("sen", "status", "facts"),
    [
        ("K", "C", ["sen_support"]),
        ("E", "C", []),
        ("N", "C", []),
        ("N", "F", ["college_student"]),
        ("N", "O", []),
    ],
)
def test_a_roll_tells_of_support_and_of_college_students(sen, status, facts, read_drawn, facts_of):
    reading = read_drawn(
        "pupil_roll",
        f"P1,,,,Amira,Lee,,27/03/2013,F,WBRI,{sen},100001,{status},01/09/2024,,XE1 2AB",
    )

    found = of(facts_of("pupil_roll", reading), "sen_support", "college_student")
    assert [each[1] for each in found] == facts


@pytest.mark.parametrize(
    ("born", "leaves_year", "status", "offered_on", "facts"),
    [
        ("01/09/2009", 11, "No offer", "", [("guarantee_no_offer", "2026-09-01", "2027-09-01")]),
        ("31/08/2010", 11, "No offer", "", [("guarantee_no_offer", "2026-09-01", "2027-09-01")]),
        ("31/08/2009", 12, "No offer", "", [("guarantee_no_offer", "2026-09-01", "2027-09-01")]),
        ("01/09/2010", 11, "No offer", "", [("guarantee_no_offer", "2027-09-01", "2028-09-01")]),
        (
            "27/03/2010",
            11,
            "Offer not appropriate",
            "",
            [("guarantee_offer_not_appropriate", "2026-09-01", "2027-09-01")],
        ),
        (
            "27/03/2010",
            11,
            "Offer made",
            "30/09/2026",
            [("guarantee_offer_made", "2026-09-30", "2027-09-01")],
        ),
        (
            "27/03/2009",
            11,
            "Offer made",
            "01/10/2025",
            [("guarantee_no_offer", "2025-09-01", "2026-09-01")],
        ),
        ("27/03/2010", 11, "Not recorded", "", []),
    ],
)
def test_the_guarantee_is_kept_by_an_offer_made_by_the_end_of_september(
    born, leaves_year, status, offered_on, facts, read_drawn, facts_of
):
    """A birthday up to 31 August belongs to the year that finishes in that summer."""
    reading = read_drawn(
        "september_guarantee", f"Y1,Amira,Lee,{born},{leaves_year},{status},{offered_on}"
    )

    found = of(
        facts_of("september_guarantee", reading),
        "guarantee_offer_made",
        "guarantee_offer_not_appropriate",
        "guarantee_no_offer",
    )
    assert [each[1:] for each in found] == facts
