"""What the feeds of social care, needs, health and careers say of a child, on the boundary days."""

import datetime as dt

import pytest

from onroll.record.feeds import CATALOGUE, read
from tests.record.feeds.care_side import FILES

S = "S1"
DRAWN = {
    "ssda903_header": [
        (S, "gypsy_roma_traveller", "2010-03-27", None),
        (S, "pregnant_or_young_mother", "2025-10-05", None),
    ],
    # the second episode begins on the day on which the first ends, and has no end
    "ssda903_episodes": [
        (S, "care_placement_changed", "2025-10-05", "2025-10-06"),
        (S, "looked_after", "2025-09-07", "2025-10-05"),
        (S, "looked_after", "2025-10-05", None),
    ],
    # the return's year begins on 1 April
    "ssda903_uasc": [(S, "asylum_seeker", "2025-04-01", "2025-10-05")],
    # back on the day of going missing, and not when only away
    "ssda903_missing": [(S, "missing_from_home_or_care", "2025-10-05", "2025-10-06")],
    "ssda903_oc3": [(S, "care_leaver", "2025-04-01", "2026-04-01")],
    "ssd_person": [(S, "gypsy_roma_traveller", "2013-03-27", None)],
    "ssd_address": [(S, "address_in_area", "2026-09-07", "2026-10-05")],
    "ssd_mother": [(S, "pregnant_or_young_mother", "2026-10-05", None)],
    "ssd_early_help_episodes": [(S, "early_help", "2026-09-07", "2026-10-05")],
    # a referral on which nothing was done is no episode of need
    "ssd_cin_episodes": [
        (S, "abuse_or_neglect", "2026-09-07", "2026-10-05"),
        (S, "child_in_need", "2026-09-07", "2026-10-05"),
        (S, "referred_to_social_care", "2026-09-07", "2026-09-08"),
        (S, "referred_to_social_care", "2026-10-12", "2026-10-13"),
    ],
    "ssd_cin_assessments": [(S, "social_care_assessment", "2026-09-07", "2026-10-05")],
    "ssd_cin_plans": [(S, "child_in_need", "2026-09-07", "2026-10-05")],
    "ssd_s47_enquiry": [(S, "section_47_enquiry", "2026-10-05", "2026-10-06")],
    "ssd_cp_plans": [(S, "child_protection_plan", "2026-09-07", "2026-10-05")],
    "ssd_cla_episodes": [
        (S, "care_placement_changed", "2026-10-05", "2026-10-06"),
        (S, "looked_after", "2026-09-07", "2026-10-05"),
        (S, "looked_after", "2026-10-05", None),
    ],
    "ssd_cla_placement": [(S, "in_custody", "2026-10-05", "2026-10-12")],
    "ssd_missing": [(S, "missing_from_home_or_care", "2026-10-05", "2026-10-06")],
    "sen2_plans": [
        ("N1", "ehc_assessment", "2026-06-01", "2026-09-07"),
        ("N1", "ehc_plan", "2026-09-07", "2026-10-05"),
        ("N1", "ehc_plan_ended", "2026-10-05", "2026-10-06"),
    ],
    # evidence older than the case is of its first day; hours are for the placements to tell
    "medical_needs": [
        ("C1", "as_much_as_health_allows", "2026-09-14", "2026-10-05"),
        ("C1", "medical_evidence", "2026-09-07", "2026-10-05"),
    ],
    "hospital_school": [
        ("H1", "in_hospital", "2026-09-07", "2026-10-05"),
    ],
    "youth_justice": [
        ("Y1", "in_custody", "2026-09-07", "2026-10-05"),
        ("Y1", "released_from_custody", "2026-10-05", "2026-10-06"),
        ("Y1", "youth_justice", "2026-09-07", "2026-10-05"),
    ],
    "address_checks": [
        ("C1", "address_in_area", "2026-10-05", None),
        ("C1", "address_verified", "2026-10-05", "2026-10-06"),
    ],
    # an activity without an end lasts until the next
    "post16_activity": [
        ("Y1", "in_education_employment_or_training", "2026-09-07", "2026-10-05"),
        ("Y1", "not_in_education_employment_or_training", "2026-10-05", None),
        ("Y1", "participating_in_learning", "2026-09-07", "2026-10-05"),
    ],
    "september_guarantee": [
        ("Y1", "guarantee_offer_made", "2026-09-01", "2027-09-01"),
        ("Y1", "guarantee_owed", "2025-10-01", "2025-10-02"),
        ("Y1", "september_guarantee_offer", "2026-06-05", "2026-06-06"),
    ],
    "school_attendance_orders": [
        ("E1", "school_attendance_order", "2026-09-07", "2026-10-05"),
        ("E1", "section_437_notice", "2026-06-01", "2026-06-02"),
    ],
    "home_education_visits": [
        ("E1", "child_seen", "2026-09-07", "2026-09-08"),
        ("E2", "evidence_received", "2026-10-05", "2026-10-06"),
        ("E2", "evidence_requested", "2026-09-07", "2026-09-08"),
        ("E2", "visit_declined", "2026-09-03", "2026-09-04"),
        ("E1", "visit_offered", "2026-09-01", "2026-09-02"),
        ("E2", "visit_offered", "2026-09-01", "2026-09-02"),
    ],
    "cme_log": [
        ("M1", "address_in_area", "2026-09-07", None),
        ("M1", "child_seen", "2026-09-14", "2026-09-15"),
        ("M1", "reason_mental_health", "2026-09-01", "2026-10-05"),
        ("M1", "recorded_missing_education", "2026-09-01", "2026-10-05"),
    ],
    "casework": [
        ("7", "case_closed", "2026-10-05", "2026-10-06"),
        ("7", "case_open", "2026-09-07", "2026-10-05"),
        ("7", "child_seen", "2026-09-14", "2026-09-15"),
    ],
    "referral": [("R000001", "address_in_area", "2026-09-07", None)],
}


def told(found) -> list[tuple[str, str, str | None]]:
    return [(fact, start, end) for _, fact, start, end, *_ in found]


@pytest.mark.parametrize("key", DRAWN)
def test_the_drawn_row_of_a_feed_gives_these_facts(key, good, read_drawn, facts_of):
    reading = read_drawn(key, *good[key][1].splitlines()[1:])

    assert [fact[:4] for fact in facts_of(key, reading)] == DRAWN[key]


def test_every_feed_here_that_tells_facts_has_a_drawn_row():
    assert {f.key for f in CATALOGUE if f.key in FILES and f.facts} == set(DRAWN)


def test_the_return_of_a_later_year_ends_what_that_of_an_earlier_left_open(good, write, facts_of):
    headings = good["ssda903_episodes"][1].splitlines()[0]
    first = read(
        write("SSDA903_2025_episodes.csv", f"{headings}\nS1,07/09/2024,S,C2,N1,U4,PR1,,,,,,\n")
    )
    later = read(
        write(
            "SSDA903_2026_episodes.csv",
            f"{headings}\nS1,07/09/2024,S,C2,N1,U4,PR1,05/10/2025,E4A,,,,\n",
        )
    )

    assert told(facts_of("ssda903_episodes", first)) == [("looked_after", "2024-09-07", None)]
    for order in ((first, later), (later, first)):
        assert told(facts_of("ssda903_episodes", *order)) == [
            ("looked_after", "2024-09-07", "2025-10-05")
        ]


def test_an_agreement_to_short_breaks_is_no_stay_in_care(read_drawn, facts_of):
    reading = read_drawn(
        "ssda903_episodes",
        "S1,07/09/2025,S,V4,N2,U4,PR1,,,,,,",
        "S2,07/09/2025,S,V3,N2,R5,PR1,08/09/2025,E4A,,,,",
    )

    assert [fact[:4] for fact in facts_of("ssda903_episodes", reading)] == [
        ("S2", "in_custody", "2025-09-07", "2025-09-08"),
        ("S2", "looked_after", "2025-09-07", "2025-09-08"),
    ]


@pytest.mark.parametrize(
    ("year", "sex", "placement", "wrong"),
    [
        (2024, "1", "H5", []),
        (2024, "M", "K3", ["PLACE", "SEX"]),
        (2025, "M", "K3", []),
        (2025, "1", "H5", ["PLACE", "SEX"]),
    ],
)
def test_the_codes_of_a_return_are_those_of_its_year(year, sex, placement, wrong, good, write):
    header = good["ssda903_header"][1].splitlines()[0]
    episodes = good["ssda903_episodes"][1].splitlines()[0]
    found = [
        *read(
            write(f"SSDA903_{year}_header.csv", f"{header}\nS1,{sex},27/03/2010,WBRI,,,\n")
        ).problems,
        *read(
            write(
                f"SSDA903_{year}_episodes.csv",
                f"{episodes}\nS1,07/09/2023,S,C2,N1,{placement},PR1,,,,,,\n",
            )
        ).problems,
    ]

    assert sorted(problem.column for problem in found) == wrong


@pytest.mark.parametrize(
    ("row", "facts"),
    [
        # refused: the assessment ends with the decision
        (
            "01/06/2026,N,15/06/2026,,,,,",
            [("ehc_assessment", "2026-06-01", "2026-06-15")],
        ),
        ("01/06/2026,,,,,,,", [("ehc_assessment", "2026-06-01", None)]),
        # a plan that names no place
        (
            ",,,Plan issued,,07/09/2026,,",
            [("ehc_plan", "2026-09-07", None), ("ehc_plan_without_place", "2026-09-07", None)],
        ),
    ],
)
def test_a_plan_request_is_followed_from_the_request_to_the_place(row, facts, read_drawn, facts_of):
    reading = read_drawn("sen2_plans", f"Q1,N1,,Amira,Lee,27/03/2013,{row}")

    assert told(facts_of("sen2_plans", reading)) == facts


def test_a_forwarding_address_moves_nobody_until_they_are_found_living_at_it(read_drawn, facts_of):
    check = "Amira,Lee,27/03/2013,1 High St,XE1 2AB,Housing,01/09/2026"
    away = "Amira,Lee,27/03/2013,9 Far Rd,XS1 1AA,Council tax,01/09/2026"

    reading = read_drawn(
        "address_checks",
        f"K1,C1,{check},07/09/2026,Home empty,,,",
        f"K2,C2,{check},07/09/2026,No record,,,",
        f"K3,C3,{check},07/09/2026,Moved,01/09/2026,9 Far Rd,XS1 1AA",
        f"K4,C4,{away},07/09/2026,Living there,,,",
        f"K5,C4,{check},05/10/2026,Living there,,,",
        f"K6,C5,{check},07/09/2026,Moved,01/09/2026,2 High St,XE2 1AA",
    )

    assert [fact[:4] for fact in facts_of("address_checks", reading)] == [
        ("C4", "address_in_area", "2026-10-05", None),
        ("C5", "address_in_area", "2026-09-01", None),
        ("C4", "address_verified", "2026-09-07", "2026-09-08"),
        ("C4", "address_verified", "2026-10-05", "2026-10-06"),
        ("C4", "moved_away", "2026-09-07", "2026-10-05"),
    ]


@pytest.mark.parametrize(
    ("code", "fact"),
    [
        ("110", []),
        ("120", ["reported_home_educated"]),
        ("130", ["in_custody"]),
        ("140", ["reported_without_school"]),
        ("150", ["activity_not_known"]),
        ("530", ["in_education_employment_or_training"]),
        ("550", ["in_education_employment_or_training", "participating_in_learning"]),
        ("310", ["in_education_employment_or_training", "participating_in_learning"]),
        ("250", ["in_education_employment_or_training"]),
        ("540", ["not_in_education_employment_or_training"]),
        ("680", ["not_in_education_employment_or_training"]),
        ("720", []),
        ("830", ["activity_not_known"]),
    ],
)
def test_an_activity_code_is_one_fact_and_may_be_participation(code, fact, read_drawn, facts_of):
    reading = read_drawn("post16_activity", f"Y1,Amira,Lee,27/03/2009,{code},07/09/2026,")

    assert [each[1] for each in facts_of("post16_activity", reading)] == fact
    assert reading.problems == []


def test_an_offer_that_was_declined_is_no_longer_waiting_to_start(write, facts_of):
    reading = read(
        write(
            "applications_2026-11-01.csv",
            "Application Ref,Child Ref,UPN,First name,Last name,DOB,Applied on,Outcome,Decided on,"
            "Round,Answer to offer,Answered on,Appealed on,Appeal outcome,Appeal decided on\n"
            "A1,C1,,Amira,Lee,27/03/2013,01/09/2026,Offered,07/09/2026,In year,Declined,"
            "14/09/2026,,,\n"
            "A2,C2,,Ben,Lee,27/03/2015,01/10/2025,Refused,02/03/2026,Main round,,,"
            "09/03/2026,Not upheld,01/06/2026\n",
        )
    )

    assert [fact[:4] for fact in facts_of("admissions_applications", reading)] == [
        ("C1", "application_awaiting_outcome", "2026-09-01", "2026-09-07"),
        ("C2", "application_awaiting_outcome", "2025-10-01", "2026-03-02"),
        ("C2", "application_refused", "2026-03-02", "2026-03-03"),
        ("C2", "awaiting_appeal", "2026-03-09", "2026-06-01"),
        ("C1", "in_year_application", "2026-09-01", "2026-09-07"),
        ("C1", "offer_declined", "2026-09-14", "2026-09-15"),
        ("C1", "offer_not_accepted", "2026-09-07", "2026-09-14"),
        ("C1", "offer_not_started", "2026-09-07", "2026-09-14"),
        ("C2", "refused_in_main_round", "2026-03-02", "2026-03-03"),
    ]


GONE = dt.date(2026, 9, 21)


@pytest.mark.parametrize(
    ("key", "row", "facts"),
    [
        (
            "medical_needs",
            "M1,C1,,Amira,Lee,27/03/2013,,Physical,Appointment,07/09/2026,07/09/2026,,"
            "14/09/2026,5,Y",
            [
                ("as_much_as_health_allows", "2026-09-14", "2026-09-21", None),
                ("medical_evidence", "2026-09-07", None, None),
            ],
        ),
        (
            "post16_activity",
            "Y1,Amira,Lee,27/03/2009,230,07/09/2026,",
            [
                ("in_education_employment_or_training", "2026-09-07", "2026-09-21", None),
                ("participating_in_learning", "2026-09-07", "2026-09-21", None),
            ],
        ),
        (
            "post16_activity",
            "Y1,Amira,Lee,27/03/2009,619,07/09/2026,",
            [("not_in_education_employment_or_training", "2026-09-07", None, None)],
        ),
        (
            "ssd_cp_plans",
            "P1,S1,2026-09-07,",
            [("child_protection_plan", "2026-09-07", None, None)],
        ),
        (
            "cme_log",
            "M1,Amira,Lee,27/03/2013,,,07/09/2026,,,,",
            [("recorded_missing_education", "2026-09-07", None, None)],
        ),
    ],
)
def test_no_child_is_better_off_for_being_left_out_of_a_file(key, row, facts, read_drawn, facts_of):
    found = facts_of(key, read_drawn(key, row), gone_on=GONE)

    assert [(fact, start, end, value) for _, fact, start, end, value, *_ in found] == facts
