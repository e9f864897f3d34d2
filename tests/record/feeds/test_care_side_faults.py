"""Each fault planted in the feeds of care, needs, health and careers is named at its place."""

import pytest

from onroll.record.feeds import Severity, read

HELD, WARN = Severity.HELD_BACK, Severity.WARN
AMIRA = "Amira,Lee,27/03/2013"

FAULTS = [
    # SSDA903: what is wrong in a cell never costs the row
    ("ssda903_header", "S1,F,27/03/2010,WBRI,3412,,", "UPN", "upn.not_a_upn", WARN),
    ("ssda903_header", "S1,F,27/03/2010,UNKN,,,", "ETHNIC", "ethnicity.not_in_list", WARN),
    ("ssda903_header", "S1,F,27/03/2010,WBRI,,1,01/01/2009", "MC_DOB",
     "child_born_on.before_date_of_birth", WARN),
    ("ssda903_episodes", "S1,07/09/2025,*DUMMY*,C2,N1,U4,PR1,,,,,,", "RNE",
     "reason.not_in_list", WARN),
    ("ssda903_episodes", "S1,07/09/2025,S,C2,N1,U4,PR1,,,,,2TR,", "PL_POST",
     "postcode.not_a_postcode", WARN),
    ("ssda903_episodes", "S1,07/09/2025,S,C2,N1,U4,PR1,06/09/2025,,,,,", "DEC",
     "ends_on.before_starts_on", HELD),
    ("ssda903_episodes", "S1,*DUMMY*,S,C2,N1,U4,PR1,,,,,,", "DECOM", "starts_on.part_of_a_date",
     HELD),
    ("ssda903_oc2", "S1,27/03/2010,41,,0,1,1,1,1,0,,", "SDQ_SCORE", "sdq_score.out_of_range", WARN),
    ("ssda903_oc3", "S1,27/03/2007,MAYBE,F2,U1", "IN_TOUCH", "in_touch.not_in_list", WARN),
    ("ssda903_missing", "S1,27/03/2010,X,05/10/2025,", "MISSING", "missing.not_in_list", HELD),
    ("ssd_cin_episodes", "R1,S1,2027-09-07,N1,1A,N,,", "cine_referral_date",
     "referred_on.in_the_future", HELD),
    ("ssd_cin_episodes", "R1,S1,2026-09-07,N12,1A,N,,", "cine_cin_primary_need_code",
     "primary_need.not_in_list", WARN),
    ("ssd_cla_episodes", "E1,S1,2026-09-07,Z,", "clae_cla_episode_start_reason",
     "reason.not_in_list", WARN),
    ("ssd_linked_identifiers", "L1,S1,Unique Pupil Number,A801200005001,",
     "link_identifier_value", "identifier.not_a_upn", HELD),
    ("ssd_linked_identifiers", "L1,S1,NHS Number,9434765871,",
     "link_identifier_value", "identifier.not_a_nhs_number", HELD),
    ("sen2_plans", f"Q1,N1,,{AMIRA},01/06/2026,Y,,,,,,", "Decision to Assess On",
     "assess_decided_on.blank_but_needed", HELD),
    ("sen2_plans", f"Q1,N1,,{AMIRA},01/06/2026,,,Plan issued,,,,", "Plan Start",
     "plan_starts_on.blank_but_issued", HELD),
    ("medical_needs", f"M1,C1,,{AMIRA},,Physical,GP letter,,07/09/2026,,,,", "Evidence Date",
     "evidence_on.blank_but_needed", HELD),
    ("medical_needs", f"M1,C1,,{AMIRA},,Physical,None,,07/09/2026,,,5,", "Provision Start",
     "offer_starts_on.blank_but_needed", HELD),
    ("hospital_school", f"H1,,,{AMIRA},07/09/2012,,", "Admitted to Hospital",
     "admitted_on.before_date_of_birth", HELD),
    ("youth_justice", "I1,Y1,Amira,Lee,27/03/2010,Custody,07/09/2026,05/10/2026,", "Released On",
     "released_on.blank_but_needed", HELD),
    ("youth_justice", "I1,Y1,Amira,Lee,27/03/2010,Curfew,07/09/2026,,", "Intervention",
     "intervention.not_in_list", HELD),
    ("address_checks", f"K1,C1,{AMIRA},,,Housing,07/09/2026,,Home empty,,,", "Answered On",
     "answered_on.blank_but_needed", HELD),
    ("post16_activity", "Y1,Amira,Lee,27/03/2009,999,07/09/2026,", "Activity Code",
     "activity.not_in_list", HELD),
    ("september_guarantee", "Y1,Amira,Lee,27/03/2010,11,Offer made,", "Offer Date",
     "offered_on.blank_but_needed", HELD),
    ("school_attendance_orders", "O1,E1,,,,,", "Notice Served On",
     "notice_on.blank_but_needed", HELD),
    ("school_attendance_orders", "O1,E1,07/09/2026,,01/09/2026,,", "Order Served On",
     "order_on.before_notice_on", HELD),
    ("home_education_visits", "V1,E1,,,,,Y,,", "Visited On", "visited_on.blank_but_needed", HELD),
    ("home_education_visits", "V1,E1,,,,07/09/2026,,,", "Child Seen", "child_seen.not_said", WARN),
    ("cme_log", "M1,Amira,Lee,27/03/2013,,,07/09/2026,,,On holiday,", "CME Reason",
     "reason.not_in_list", WARN),
    ("casework", "D1,,7,Case opened,07/09/2026,07/09/2026,alex,,,,,,", "Case Ref",
     "case_ref.blank_but_needed", HELD),
    ("referral", "R1,Amira,Lee,27/03/2013,,F,,,,,Her aunt,07/09/2027,alex", "Told On",
     "told_on.in_the_future", HELD),
]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "row", "column", "rule_id", "severity"), FAULTS, ids=[f"{f[0]}-{f[3]}" for f in FAULTS]
)
def test_a_planted_fault_is_named_at_its_row_and_column(
    key, row, column, rule_id, severity, read_drawn
):
    reading = read_drawn(key, row)

    assert [(p.row, p.column, p.rule_id, p.severity) for p in reading.problems] == [
        (2, column, rule_id, severity)
    ]
    assert reading.problems[0].fix
    assert reading.rows_in == 1
    assert reading.held_back_rows == (severity is HELD)


def test_a_place_is_named_by_one_of_urn_ukprn_and_type(write):
    row = "L1,,Amira,Lee,27/03/2013,School,07/09/2026,,5"
    text = "\n".join(
        [
            "Placement Ref,Learner Ref,UPN,Forename,Surname,Date of Birth,Arranged By,Start,End,"
            "Hours a Week,URN,UKPRN,Setting Type",
            f"PL1,{row},100001,,Hospital school",
            f"PL2,{row},,10001234,",
            f"PL3,{row},,,oot",
            f"PL4,{row},100001,10001234,",
            f"PL5,{row},100001,,OOT",
            f"PL6,{row},,20001234,",
        ]
    )

    reading = read(write("placements_2026-11-01.csv", text + "\n"))

    assert [(p.row, p.column, p.rule_id) for p in reading.problems] == [
        (5, "UKPRN", "ukprn.named_twice"),
        (6, "Setting Type", "setting_type.named_twice"),
        (7, "UKPRN", "ukprn.not_a_ukprn"),
    ]
    assert reading.problems[0].problem == "'10001234' names the place, and so does '100001'"
    assert reading.problems[1].problem == "'OOT' is a place without a number, and it has '100001'"


def test_the_second_row_of_a_child_in_the_return_is_held_back(read_drawn):
    reading = read_drawn("ssda903_header", "S1,F,27/03/2010,WBRI,,,", "S1,M,28/03/2010,WBRI,,,")

    assert reading.accepted["row"].to_pylist() == [2]
    assert [(p.row, p.rule_id) for p in reading.problems] == [(3, "row.repeated")]


@pytest.mark.parametrize(
    "headings",
    [
        "Surname,Forename,DOB,Date Referred",
        "Family Name,First Name,D.O.B.,Referral Date,Missing Since,Whereabouts",
        "Child's Surname,Child's Forename,Date of Birth,Date LA Aware,Notes,Officer",
    ],
)
def test_a_councils_own_list_is_known_by_many_headings(headings, write, facts_of):
    row = ",".join(["Lee", "Amira", "27/03/2013", "07/09/2026"] + [""] * (headings.count(",") - 3))

    reading = read(write("cme list 2026-11-01.csv", f"{headings}\n{row}\n"), "cme_log")

    assert reading.problems == []
    assert [fact[1:4] for fact in facts_of("cme_log", reading)] == [
        ("recorded_missing_education", "2026-09-07", None)
    ]


def test_two_children_without_a_reference_are_two(read_drawn, facts_of):
    reading = read_drawn(
        "cme_log",
        ",Amira,Lee,27/03/2013,,,07/09/2026,,,,",
        ",Ben,Lee,27/03/2013,,,07/09/2026,,,,",
    )

    children = {fact[0] for fact in facts_of("cme_log", reading)}
    assert len(children) == 2
    assert not any("lee" in child for child in children)
