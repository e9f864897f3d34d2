"""What each feed says of a child, on the boundary days."""

import datetime as dt

import pytest

from onroll.record.feeds import read
from tests.record.testcal import TESTCAL

DRAWN = {
    "pupil_roll": [
        ("P1", "admitted", "2024-09-01", "2024-09-02", None, "100001"),
        ("P1", "ehc_plan", "2024-09-01", None, None, None),
        ("P1", "gypsy_roma_traveller", "2013-03-27", None, None, None),
        ("P1", "on_roll", "2024-09-01", None, None, "100001"),
    ],
    "pupil_leavers": [
        ("P1", "admitted", "2024-09-01", "2024-09-02", None, "100001"),
        ("P1", "gypsy_roma_traveller", "2013-03-27", None, None, None),
        ("P1", "left_roll", "2026-10-05", "2026-10-06", None, "100001"),
        ("P1", "on_roll", "2024-09-01", "2026-10-05", None, "100001"),
    ],
    "pupil_addresses": [("P1", "address_in_area", "2024-09-01", "2026-10-05", None, None)],
    # no calendar here; 3 sessions are a day and a half
    "exclusions": [
        ("P1", "days_suspended_this_term", "2026-10-05", "2027-01-01", 1.5, "100001"),
        ("P1", "days_suspended_this_year", "2026-10-05", "2027-09-01", 1.5, "100001"),
        ("P1", "suspension", "2026-10-05", "2026-10-07", None, "100001"),
    ],
    "part_time_timetables": [
        ("P1", "behaviour_plan", "2026-09-07", "2026-10-19", None, "100001"),
        ("P1", "part_time_timetable", "2026-09-07", "2026-10-19", None, "100001"),
        ("P1", "personalised_plan", "2026-09-07", "2026-10-19", None, "100001"),
        ("P1", "weekly_hours", "2026-09-07", "2026-10-19", 12.5, "100001"),
    ],
    # census day is Thursday 1 October 2026
    "census_on_roll": [
        ("B801200005001", "admitted", "2024-09-01", "2024-09-02", None, "100001"),
        ("B801200005001", "ehc_plan", "2026-10-01", "2026-10-02", None, None),
        ("B801200005001", "on_roll", "2024-09-01", "2026-10-02", None, "100001"),
    ],
    "census_off_roll": [
        ("B801200005001", "admitted", "2024-09-01", "2024-09-02", None, "100001"),
        ("B801200005001", "on_roll", "2024-09-01", "2026-07-20", None, "100001"),
    ],
    "home_education_register": [
        ("E1", "address_in_area", "2026-09-07", None, None, None),
        ("E1", "home_educated", "2026-09-07", None, None, None),
        ("E1", "home_education_notified", "2026-09-01", "2026-09-07", None, None),
    ],
    "home_education_reviews": [
        ("E1", "education_found_suitable", "2026-09-07", "2026-10-05", None, None),
    ],
    "admissions_applications": [
        ("C1", "address_in_area", "2026-09-07", None, None, None),
        ("C1", "application_awaiting_outcome", "2026-09-07", "2026-10-05", None, "100001"),
        ("C1", "new_to_the_country", "2026-09-01", "2026-09-02", None, None),
        ("C1", "offer_not_accepted", "2026-10-05", "2026-11-02", None, "100001"),
        ("C1", "offer_not_started", "2026-10-05", "2026-11-02", None, "100001"),
    ],
    "gp_registrations": [("9434765870", "address_in_area", "2026-09-07", "2026-10-05", None, None)],
    "health_contacts": [("9434765870", "mental_health_service", "2026-09-07", None, None, None)],
    "placements": [
        ("L1", "alternative_provision", "2026-09-07", "2026-10-05", None, None),
        ("L1", "arranged_education_suitable", "2026-09-07", "2026-10-05", None, None),
        ("L1", "weekly_hours", "2026-09-07", "2026-10-05", 15.0, None),
    ],
}


@pytest.mark.parametrize("key", DRAWN)
def test_the_drawn_row_of_a_feed_gives_these_facts(key, good, read_drawn, facts_of):
    reading = read_drawn(key, *good[key][1].splitlines()[1:])

    assert [fact[:6] for fact in facts_of(key, reading)] == DRAWN[key]


def test_a_guest_is_on_no_roll(read_drawn, facts_of):
    reading = read_drawn("pupil_roll", "P1,,,,Amira,Lee,,27/03/2013,F,,,100001,G,01/09/2024,,")

    assert facts_of("pupil_roll", reading) == []


def test_only_a_verified_address_outside_shows_that_a_child_has_moved_away(read_drawn, facts_of):
    reading = read_drawn(
        "pupil_addresses",
        "P1,9 Far Rd,Sampleton,XS1 1AA,,05/10/2026,,Parent,,",
        "P2,9 Far Rd,Sampleton,XS1 1AA,,05/10/2026,,Parent,Sampleton,12/10/2026",
        "P3,1 High St,Exam,XE2 1AA,,05/10/2026,,Parent,Officer,05/10/2026",
        "P4,no fixed address,,,,05/10/2026,,Parent,,",
    )

    assert [fact[:4] for fact in facts_of("pupil_addresses", reading)] == [
        ("P3", "address_in_area", "2026-10-05", None),
        ("P2", "address_verified", "2026-10-12", "2026-10-13"),
        ("P3", "address_verified", "2026-10-05", "2026-10-06"),
        ("P2", "moved_away", "2026-10-05", None),
    ]


@pytest.mark.parametrize(
    ("sessions", "ends_before"),
    [(1, "2026-10-06"), (2, "2026-10-06"), (3, "2026-10-07"), (10, "2026-10-10")],
)
def test_a_suspension_lasts_half_a_day_for_each_session(
    sessions, ends_before, read_drawn, facts_of
):
    reading = read_drawn("exclusions", f"P1,,100001,SUSP,05/10/2026,{sessions},PP,,,")

    (suspension,) = (fact for fact in facts_of("exclusions", reading) if fact[1] == "suspension")
    assert suspension[3] == ends_before


def test_a_suspension_lasts_to_the_school_day_of_return(read_drawn, facts_of):
    """Two days from Thursday 16 October: back on Monday. Three from the 22nd: back on 4 November.

    The sixth school day of Wednesday 5 November is the 12th, where the first five end on the 11th.
    """
    reading = read_drawn(
        "exclusions",
        "P1,,100001,SUSP,16/10/2025,4,PP,,,",
        "P2,,100001,SUSP,22/10/2025,6,PP,,,",
        "P3,,999999,SUSP,05/11/2025,10,PP,,,",
    )

    found = facts_of("exclusions", reading, calendars={"100001": TESTCAL, "": TESTCAL})

    assert [fact[2:4] for fact in found if fact[1] == "suspension"] == [
        ("2025-10-16", "2025-10-20"),
        ("2025-10-22", "2025-11-04"),
        ("2025-11-05", "2025-11-12"),
    ]


@pytest.mark.parametrize(
    ("starts_on", "term_ends", "year_ends"),
    [
        ("02/09/2025", "2026-01-01", "2026-09-01"),
        ("19/12/2025", "2026-01-01", "2026-09-01"),
        ("06/01/2026", "2026-04-13", "2026-09-01"),
        ("27/03/2026", "2026-04-13", "2026-09-01"),
        ("13/04/2026", "2026-09-01", "2026-09-01"),
        ("20/07/2026", "2026-09-01", "2026-09-01"),
    ],
)
def test_the_days_of_a_suspension_count_to_the_end_of_its_term_and_of_its_year(
    starts_on, term_ends, year_ends, read_drawn, facts_of
):
    """TESTCAL's Easter holiday ends on 13 April 2026. A lunchtime is half a day."""
    reading = read_drawn("exclusions", f"P1,,100001,LNCH,{starts_on},,PP,,,")

    found = facts_of("exclusions", reading, calendars={"": TESTCAL})

    assert [(fact[1], fact[3], fact[4]) for fact in found] == [
        ("days_suspended_this_term", term_ends, 0.5),
        ("days_suspended_this_year", year_ends, 0.5),
    ]


def test_without_a_calendar_the_summer_term_begins_on_1_may(read_drawn, facts_of):
    reading = read_drawn(
        "exclusions",
        "P1,,100001,LNCH,30/04/2026,,PP,,,",
        "P2,,100001,LNCH,01/05/2026,,PP,,,",
    )

    terms = [f[3] for f in facts_of("exclusions", reading) if f[1] == "days_suspended_this_term"]

    assert terms == ["2026-05-01", "2026-09-01"]


def test_notice_given_after_the_day_home_education_began_is_no_notice_running(read_drawn, facts_of):
    reading = read_drawn(
        "home_education_register",
        "E1,,Amira,Lee,27/03/2013,F,,,07/09/2026,07/09/2026,,,,",
        "E2,,Ben,Lee,27/03/2013,M,,,06/09/2026,07/09/2026,,,,",
    )

    found = facts_of("home_education_register", reading)

    assert [fact[:4] for fact in found if fact[1] == "home_education_notified"] == [
        ("E2", "home_education_notified", "2026-09-06", "2026-09-07")
    ]


def test_the_register_gives_one_reason_of_the_return_and_words_of_its_own_give_none(
    read_drawn, facts_of
):
    """E1's is in the return's words, E2's in another system's; E3's could mean several."""
    reading = read_drawn(
        "home_education_register",
        "E1,,Amira,Lee,27/03/2013,F,,,,07/09/2026,,,Mental Health,",
        "E2,,Ben,Lee,27/03/2013,M,,,,07/09/2026,05/10/2026,,Bullying,",
        "E3,,Cara,Lee,27/03/2013,F,,,,07/09/2026,,,School anxiety,",
    )

    found = facts_of("home_education_register", reading)

    told = sorted(fact[:4] for fact in found if fact[1].startswith("home_education_reason"))
    assert told == [
        ("E1", "home_education_reason_mental_health", "2026-09-07", None),
        ("E2", "home_education_reason_dissatisfied_bullying", "2026-09-07", "2026-10-05"),
    ]
    assert [fact[0] for fact in found if fact[1] == "home_educated"] == ["E1", "E2", "E3"]


def test_a_permanent_exclusion_and_a_reinstatement_are_events(read_drawn, facts_of):
    reading = read_drawn("exclusions", "P1,,100001,PERM,05/10/2026,,PP,,,19/10/2026")

    assert [fact[1:4] for fact in facts_of("exclusions", reading)] == [
        ("permanent_exclusion", "2026-10-05", "2026-10-06"),
        ("reinstated", "2026-10-19", "2026-10-20"),
    ]


def test_a_parent_serves_from_the_census_that_says_so_to_the_first_that_says_no(write, facts_of):
    """Census days: 2 October 2025, 15 January 2026 (not known), 21 May 2026 (no more)."""
    head = "pupilonrolltableid,NativeId,dob,surname,forename,upn,entrydate,enrolstatus,servicechild"
    row = "a{},100001,2013-Mar-27 00:00:00,Lee,Amira,B801200005001,2024-Sep-01 00:00:00,C,{}"
    readings = [
        read(write(f"{term}_pupilonroll.csv", f"{head}\n{row.format(number, said)}\n"))
        for number, (term, said) in enumerate(
            [("2025_autumn", "Y"), ("2026_spring", "U"), ("2026_summer", "N")]
        )
    ]

    found = facts_of("census_on_roll", *readings)

    (service,) = (fact for fact in found if fact[1] == "armed_forces_family")
    assert service[2:4] == ("2025-10-02", "2026-05-21")


@pytest.mark.parametrize(("days", "expected"), [(14, False), (15, True), ("", False)])
def test_a_case_of_fifteen_school_days_is_a_long_illness(days, expected, write, facts_of):
    reading = read(
        write(
            "medical_needs_2026-11-01.csv",
            "Case Ref,Child Ref,UPN,Forename,Surname,Date of Birth,Diagnosis Category,Evidence,"
            "Evidence Date,Case Opened,Case Closed,Provision Start,Hours a Week,"
            "Expected School Days\n"
            f"M1,C1,,Amira,Lee,27/03/2013,Physical,None,,07/09/2026,05/10/2026,,,{days}\n",
        )
    )

    found = [fact[1:4] for fact in facts_of("medical_needs", reading)]

    assert found == ([("long_illness_expected", "2026-09-07", "2026-10-05")] if expected else [])


def test_a_plan_for_another_reason_is_no_behaviour_plan(read_drawn, facts_of):
    reading = read_drawn(
        "part_time_timetables",
        "P1,,100001,07/09/2026,,10,MN,Y,",
        "P2,,100001,07/09/2026,,10,SB,N,",
    )

    told = {(child, fact) for child, fact, *_ in facts_of("part_time_timetables", reading)}
    assert ("P1", "personalised_plan") in told
    assert not {fact for _, fact in told} & {"behaviour_plan"}


def test_a_doubt_ends_an_earlier_finding_and_the_last_finding_stays_open(read_drawn, facts_of):
    reading = read_drawn(
        "home_education_reviews",
        "E1,01/06/2026,Y,Not suitable,08/06/2026",
        "E1,01/09/2026,Y,No evidence yet,07/09/2026",
        "E1,01/10/2026,N,Suitable,05/10/2026",
    )

    assert [fact[1:4] for fact in facts_of("home_education_reviews", reading)] == [
        ("education_found_suitable", "2026-10-05", None),
        ("education_found_unsuitable", "2026-06-08", "2026-09-07"),
    ]


def test_a_withdrawn_application_without_a_date_awaits_nothing(read_drawn, facts_of):
    reading = read_drawn(
        "admissions_applications",
        "A1;C1;;Amira;Lee;27-Mar-2013;F;;XS1 1AA;Transfer;;;07-Sep-2026;Withdrawn;;;",
        "A2;C2;;Ben;Lee;27-Mar-2013;M;;XS1 1AA;Transfer;;;07-Sep-2026;Refused;05-Oct-2026;;",
        "A3;C3;;Cy;Lee;27-Mar-2013;M;;XS1 1AA;Released from custody;01-Sep-2026;;07-Sep-2026;"
        "Awaiting;;;",
    )

    assert [fact[:4] for fact in facts_of("admissions_applications", reading)] == [
        ("C2", "application_awaiting_outcome", "2026-09-07", "2026-10-05"),
        ("C3", "application_awaiting_outcome", "2026-09-07", None),
        ("C2", "application_refused", "2026-10-05", "2026-10-06"),
        ("C2", "refused_transfer", "2026-10-05", "2026-10-06"),
        ("C3", "released_from_custody", "2026-09-01", "2026-09-02"),
    ]


@pytest.mark.parametrize(
    ("service", "evidence", "fact"),
    [
        ("CAMHS in-patient", "Letter", ["mental_health_service"]),
        ("Hospital", "Appointment", ["medical_evidence"]),
        ("School nurse", "None", []),
        ("Midwifery", "Letter", ["pregnant_or_young_mother"]),
    ],
)
def test_a_health_contact_is_one_fact(service, evidence, fact, read_drawn, facts_of):
    reading = read_drawn(
        "health_contacts",
        f"9434765870\tAmira\tLee\t20110327\t\t{service}\t20260907\t20261005\t{evidence}",
    )

    assert [found[1] for found in facts_of("health_contacts", reading)] == fact


def test_a_schools_own_placement_is_not_the_authoritys_arrangement(read_drawn, facts_of):
    reading = read_drawn(
        "placements",
        "PL1,L1,,Amira,Lee,27/03/2013,,Forge,OTH,,School,,07/09/2026,,,,Y,",
        "PL2,L2,,Ben,Lee,27/03/2013,,Forge,OTH,,EOTAS,,07/09/2026,,5,,Y,Y",
    )

    assert [(fact[0], fact[1]) for fact in facts_of("placements", reading)] == [
        ("L1", "alternative_provision"),
        ("L2", "alternative_provision"),
        ("L2", "arranged_education_suitable"),
        ("L2", "as_much_as_health_allows"),
        ("L2", "weekly_hours"),
    ]


def test_the_lists_of_an_annex_a_workbook_are_three_facts(write_workbook, facts_of):
    from onroll.record.feeds import read

    def rows(start: str, end: str, *days: dt.date | None) -> list[list[object]]:
        return [
            ["Child Unique ID", "Gender", "Date of Birth", "Forename", "Surname", start, end],
            [12.0, "b) Female", dt.date(2013, 3, 27), "Amira", "Lee", *days],
        ]

    day = dt.date(2026, 9, 7)
    path = write_workbook(
        "Annex_A_2026-11-01.xlsx",
        {
            "Cover": [["Annex A"]],
            "List 6": rows("CIN Start Date", "CIN Closure Date", day, None),
            "List 7": rows(
                "Child Protection Plan Start Date",
                "Child Protection Plan End Date",
                day,
                dt.date(2026, 10, 5),
            ),
            "List 8": rows(
                "Date Started to be Looked After", "Date Ceased to be Looked After", day, None
            ),
        },
    )

    reading = read(path)

    assert facts_of("annex_a", reading) == [
        ("12", "child_in_need", "2026-09-07", None, None, None, 2),
        ("12", "child_protection_plan", "2026-09-07", "2026-10-05", None, None, 2),
        ("12", "looked_after", "2026-09-07", None, None, None, 2),
    ]
    assert set(reading.accepted["file"].to_pylist()) == {
        f"Annex_A_2026-11-01.xlsx, List {number}" for number in (6, 7, 8)
    }


def test_the_cin_census_gives_episodes_and_plans_at_their_lines(write, facts_of):
    from onroll.record.feeds import read

    reading = read(
        write(
            "CIN_Census_2026.xml",
            """<Message>
<Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year></CollectionDetails></Header>
<Children>
<Child>
<ChildIdentifiers><LAchildID>S1</LAchildID><PersonBirthDate>2013-03-27</PersonBirthDate>
</ChildIdentifiers>
<CINdetails>
<CINreferralDate>2026-01-05</CINreferralDate>
<ChildProtectionPlans>
<CPPstartDate>2026-02-02</CPPstartDate><CPPendDate>2026-03-02</CPPendDate>
</ChildProtectionPlans>
</CINdetails>
</Child>
</Children>
</Message>""",
        )
    )

    assert reading.period == "2026"
    assert facts_of("cin_census", reading) == [
        ("S1", "child_in_need", "2026-01-05", None, None, None, 7),
        ("S1", "child_protection_plan", "2026-02-02", "2026-03-02", None, None, 9),
        ("S1", "referred_to_social_care", "2026-01-05", "2026-01-06", None, None, 7),
    ]
