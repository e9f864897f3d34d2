"""Social care's returns of several parts: the two XML returns and the Annex A workbook."""

import datetime as dt

import duckdb
import pytest

from onroll.record.feeds import FileRefused, read

CIN = """<Message>
<Header><CollectionDetails><Collection>CIN</Collection><Year>{year}</Year></CollectionDetails>
</Header>
<Children>
<Child>
<ChildIdentifiers><LAchildID>S1</LAchildID>{child}
</ChildIdentifiers>
{details}
</Child>
</Children>
</Message>"""

EPISODE = """<CINdetails>
<CINreferralDate>2026-01-05</CINreferralDate>{episode}
<Assessments>
<AssessmentActualStartDate>2026-01-12</AssessmentActualStartDate>
<AssessmentAuthorisationDate>2026-02-09</AssessmentAuthorisationDate>
<FactorsIdentifiedAtAssessment>{factors}</FactorsIdentifiedAtAssessment>
</Assessments>
<CINPlanDates><CINPlanStartDate>2026-02-09</CINPlanStartDate></CINPlanDates>
<Section47>
<S47ActualStartDate>2026-02-16</S47ActualStartDate>
<DateOfInitialCPC>2026-03-02</DateOfInitialCPC>
<ICPCnotRequired>{not_required}</ICPCnotRequired>
</Section47>
<ChildProtectionPlans>
<CPPstartDate>2026-03-02</CPPstartDate>
</ChildProtectionPlans>
</CINdetails>"""
SOUND = {
    "episode": "",
    "factors": "<AssessmentFactors>1A</AssessmentFactors><AssessmentFactors>4B</AssessmentFactors>",
    "not_required": "0",
}


def census(write, year=2026, child="", details="", **changed):
    text = details or EPISODE.format(**(SOUND | changed))
    return read(write(f"CIN_Census_{year}.xml", CIN.format(year=year, child=child, details=text)))


def test_a_census_tells_of_referral_need_assessment_enquiry_and_plan(write, facts_of):
    reading = census(write)

    assert reading.problems == []
    assert [fact[1:4] for fact in facts_of("cin_census", reading)] == [
        ("child_in_need", "2026-01-05", None),
        ("child_protection_plan", "2026-03-02", None),
        ("referred_to_social_care", "2026-01-05", "2026-01-06"),
        # to the day of the conference, and with it
        ("section_47_enquiry", "2026-02-16", "2026-03-03"),
        ("social_care_assessment", "2026-01-12", "2026-02-09"),
        # the factors are known on the day on which the assessment was authorised
        ("substance_misuse_found", "2026-02-09", "2026-02-10"),
    ]


@pytest.mark.parametrize(
    ("factors", "found"),
    [
        ("3B", {"domestic_abuse_found"}),
        ("2A", {"substance_misuse_found"}),
        ("14A", {"anti_social_behaviour_found"}),
        ("4B", set()),
        ("13A", set()),
    ],
)
def test_a_factor_tells_of_the_group_it_is_of(factors, found, write, facts_of):
    reading = census(write, factors=f"<AssessmentFactors>{factors}</AssessmentFactors>")

    told = {fact[1] for fact in facts_of("cin_census", reading)}

    assert {fact for fact in told if fact.endswith("_found")} == found


@pytest.mark.parametrize(
    ("need", "nfa", "told"), [("N1", "0", True), ("N2", "0", False), ("N1", "1", False)]
)
def test_only_an_episode_whose_primary_need_is_n1_is_abuse_or_neglect(
    need, nfa, told, write, facts_of
):
    details = (
        "<CINdetails><CINreferralDate>2026-01-05</CINreferralDate>"
        f"<PrimaryNeedCode>{need}</PrimaryNeedCode><ReferralNFA>{nfa}</ReferralNFA></CINdetails>"
    )

    found = [f[1:4] for f in facts_of("cin_census", census(write, details=details))]

    assert (("abuse_or_neglect", "2026-01-05", None) in found) == told


def test_a_referral_on_which_nothing_was_done_is_no_need(write, facts_of):
    details = (
        "<CINdetails><CINreferralDate>2026-01-05</CINreferralDate><ReferralNFA>1</ReferralNFA>"
        "</CINdetails>"
    )

    reading = census(write, details=details)

    assert [fact[1] for fact in facts_of("cin_census", reading)] == ["referred_to_social_care"]


def test_a_later_census_ends_what_an_earlier_one_left_open(write, facts_of):
    row = "<CINdetails><CINreferralDate>2025-01-06</CINreferralDate>{}</CINdetails>"
    first = census(write, 2025, details=row.format(""))
    later = census(write, 2026, details=row.format("<CINclosureDate>2025-10-06</CINclosureDate>"))

    found = facts_of("cin_census", later, first)

    assert [fact[1:4] for fact in found if fact[1] == "child_in_need"] == [
        ("child_in_need", "2025-01-06", "2025-10-06")
    ]


@pytest.mark.parametrize(
    ("changed", "row", "column", "value", "rule_id"),
    [
        ({"child": "<Sex>1</Sex>"}, 8, "Sex", "1", "sex.not_of_the_census"),
        ({"child": "PersonBirthDate<Sex>M</Sex>"}, 10, "Text between elements", "PersonBirthDate",
         "stray_text.outside_elements"),
        ({"child": "<Sex>M</Sex>oops"}, 10, "Text between elements", "oops",
         "stray_text.outside_elements"),
        ({"factors": "<AssessmentFactors>RB</AssessmentFactors>"}, 10, "AssessmentFactors", "RB",
         "factors.not_in_list"),
        ({"factors": ""}, 10, "AssessmentFactors", "", "factors.blank"),
        ({"not_required": "false"}, 16, "ICPCnotRequired", "false",
         "conference_not_required.not_0_or_1"),
        ({"episode": "<ReferralNFA>false</ReferralNFA>"}, 8, "ReferralNFA", "false",
         "no_further_action.not_0_or_1"),
        ({"episode": "<PrimaryNeedCode>N77</PrimaryNeedCode>"}, 8, "PrimaryNeedCode", "N77",
         "primary_need.not_in_list"),
    ],
)  # fmt: skip
def test_what_fails_the_schema_is_a_fault_and_costs_no_row(
    changed, row, column, value, rule_id, write
):
    reading = census(write, **changed)

    assert {(p.row, p.column, p.value, p.rule_id) for p in reading.problems if p.row == row} == {
        (row, column, value, rule_id)
    }
    assert all(p.fix for p in reading.problems)
    assert reading.accepted_rows == reading.rows_in == 5


def test_an_assessment_that_ends_before_it_begins_is_held_back(write):
    details = (
        "<CINdetails><CINreferralDate>2026-01-05</CINreferralDate>\n"
        "<Assessments><AssessmentActualStartDate>2028-04-28</AssessmentActualStartDate>"
        "<AssessmentAuthorisationDate>2020-09-19</AssessmentAuthorisationDate>"
        "<AssessmentFactors>21</AssessmentFactors></Assessments></CINdetails>"
    )

    reading = census(write, details=details)

    assert (reading.accepted_rows, reading.held_back_rows) == (1, 1)
    assert [(p.row, p.column) for p in reading.problems] == [(9, "AssessmentAuthorisationDate")]


RETURN = """<EXPSSDA903>
<CHILD>
<HEADER><CHILDID>S1</CHILDID><UPN>UN3</UPN><SEX>F</SEX><DOB>27/03/2010</DOB><ETHNIC>WBRI</ETHNIC>
<UASC>1</UASC>
<AREVIEW><REVIEW>05/10/2025</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>
<AMISSING><MISSING>M</MISSING><MIS_START>05/10/2025</MIS_START><MIS_END>06/10/2025</MIS_END>
</AMISSING>
</HEADER>
<EPISODE><DECOM>07/09/2025</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U4</PL>
<DEC>05/10/2025</DEC><REC>X1</REC></EPISODE>
<EPISODE><DECOM>05/10/2025</DECOM><RNE>P</RNE><LS>C2</LS><CIN>N1</CIN><PL>R5</PL></EPISODE>
</CHILD>
</EXPSSDA903>"""


def test_the_return_in_xml_says_what_its_tables_say(write, facts_of):
    reading = read(write("SSDA903_2026.xml", RETURN))

    assert (reading.feed.key, reading.period, reading.rows_in) == ("ssda903", "2026", 4)
    assert reading.accepted_rows == 4
    assert reading.problems == []  # UN3 stands where a UPN would, and says why there is none
    assert [fact[1:4] for fact in facts_of("ssda903", reading)] == [
        ("asylum_seeker", "2025-04-01", None),
        ("care_placement_changed", "2025-10-05", "2025-10-06"),
        ("in_custody", "2025-10-05", None),
        ("looked_after", "2025-09-07", "2025-10-05"),
        ("looked_after", "2025-10-05", None),
        ("missing_from_home_or_care", "2025-10-05", "2025-10-07"),
    ]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("SSDA903_latest_episodes.csv", "nothing says which year it is of"),
        ("SSDA903_2025-26_autumn_episodes.csv", "nothing says which year it is of"),
    ],
)
def test_a_return_of_no_year_is_refused(file, words, good, write):
    with pytest.raises(FileRefused, match=words):
        read(write(file, good["ssda903_episodes"][1]))


COMMON = ["Child Unique ID", "Gender", "Ethnicity", "Date of Birth"]
AMIRA = ["S1", "b) Female", "a) WBRI", dt.date(2013, 3, 27)]
DAY, LAST = dt.date(2026, 9, 7), dt.date(2026, 10, 5)
LISTS = {
    "List 1": ([*COMMON, "Date of Contact"], [*AMIRA, DAY]),
    "List 2": (
        [*COMMON, "Assessment start date", "Assessment completion date"],
        [*AMIRA, DAY, LAST],
    ),
    "List 3": ([*COMMON, "Date of Referral"], [*AMIRA, DAY]),
    "List 4": (
        [
            *COMMON,
            "Continuous Assessment Start Date",
            "Continuous Assessment Date of Authorisation",
        ],
        [*AMIRA, DAY, LAST],
    ),
    "List 5": (
        [
            *COMMON,
            "Strategy discussion initiating Section 47 Enquiry Start Date",
            "Date of Initial Child Protection Conference",
        ],
        [*AMIRA, DAY, ""],
    ),
    "List 6": (
        [*COMMON, "CIN Start Date", "CIN Closure Date", "Date Child Was Last Seen"],
        [*AMIRA, DAY, "", LAST],
    ),
    "List 7": (
        [
            *COMMON,
            "Child Protection Plan Start Date",
            "Child Protection Plan End Date",
            "Date of the Last Statutory Visit",
            "Was the Child Seen Alone?",
        ],
        [*AMIRA, DAY, LAST, DAY, "a) Yes"],
    ),
    "List 8": (
        [*COMMON, "Date Started to be Looked After", "Date Ceased to be Looked After"],
        [*AMIRA, DAY, ""],
    ),
}


def test_each_list_of_annex_a_tells_its_own_fact(write_workbook, facts_of):
    sheets = {name: [headings, row] for name, (headings, row) in LISTS.items()}

    reading = read(write_workbook("Annex_A_2026-11-01.xlsx", sheets))

    assert reading.problems == []
    assert reading.rows_in == len(LISTS)
    assert [fact[1:4] for fact in facts_of("annex_a", reading)] == [
        ("child_in_need", "2026-09-07", None),
        ("child_protection_plan", "2026-09-07", "2026-10-05"),
        ("child_seen", "2026-09-07", "2026-09-08"),
        ("child_seen", "2026-10-05", "2026-10-06"),
        ("early_help", "2026-09-07", "2026-10-05"),
        ("looked_after", "2026-09-07", None),
        ("referred_to_social_care", "2026-09-07", "2026-09-08"),
        ("section_47_enquiry", "2026-09-07", "2026-09-08"),
        ("social_care_assessment", "2026-09-07", "2026-10-05"),
    ]


def test_a_list_without_the_column_of_ends_is_refused_for_all_would_be_open(write_workbook):
    sheets = {
        "List 1": list(LISTS["List 1"]),
        "List 6": [[*COMMON, "CIN Start Date"], [*AMIRA, DAY]],
    }

    with pytest.raises(FileRefused, match="sheet List 6: we could not find a column for End Date"):
        read(write_workbook("Annex_A_2026-11-01.xlsx", sheets))


def test_the_number_that_became_valid_last_is_the_childs(read_drawn):
    reading = read_drawn(
        "ssd_linked_identifiers",
        "L1,S1,Unique Pupil Number,B801200005001,2024-09-01",
        "L2,S1,Unique Pupil Number,R674123101121,2020-09-01",
        "L3,S1,Former Unique Pupil Number,K855400126001,",
        "L4,S1,NHS Number,943 476 5870,",
        "L5,S2,Case Number,77,",
    )

    with duckdb.connect() as con:
        con.execute(
            "CREATE VIEW rows AS SELECT *, CAST(NULL AS DATE) AS told_on, "
            "CAST(NULL AS DATE) AS gone_on "
            f"FROM read_parquet('{reading.folder / 'accepted.parquet'}')"
        )
        people = con.execute(
            "SELECT local_id, upn, former_upn, nhs_number "
            f"FROM ({reading.feed.people}) ORDER BY local_id"
        ).fetchall()

    assert people == [
        ("S1", "B801200005001", "K855400126001", "9434765870"),
        ("S2", None, None, None),
    ]
