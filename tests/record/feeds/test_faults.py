"""Each planted fault is named at its row and column, with what to do."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onroll.record.feeds import Severity, read

ROLL = {
    "Pupil ID": "P1", "UPN": "B801200005001", "Former UPN": "", "ULN": "", "Forename": "Amira",
    "Surname": "Lee", "Preferred Forename": "", "Date of Birth": "27/03/2013", "Sex": "F",
    "Ethnicity": "WBRI", "SEN": "N", "URN": "100001", "Enrolment Status": "C",
    "Entry Date": "01/09/2024", "Address": "1 High St", "Postcode": "XE1 2AB",
}  # fmt: skip

HELD, WARN = Severity.HELD_BACK, Severity.WARN

FAULTS = [
    ("Pupil ID", "", "pupil_id.blank", HELD, "there is no Pupil ID"),
    ("Pupil ID", "1.2E+07", "pupil_id.made_a_number", HELD, "Excel has turned it into a number"),
    ("UPN", "1.23E+12", "upn.not_a_upn", WARN, "Excel has turned this UPN into a number"),
    ("UPN", "A12345678901", "upn.not_a_upn", WARN, "has 12 characters. A UPN has 13"),
    ("UPN", "A801200005001", "upn.not_a_upn", WARN, "does not pass its check letter"),
    ("ULN", "9276308687", "uln.not_a_uln", WARN, "does not pass its check digit"),
    ("Forename", "  ", "forename.blank", HELD, "there is no Forename"),
    ("Surname", "\u00a0", "surname.blank", HELD, "there is no Surname"),
    ("Date of Birth", "31/02/2013", "date_of_birth.not_a_date", HELD, "is not a real date"),
    ("Date of Birth", "03/14/2013", "date_of_birth.month_first", HELD, "looks month first"),
    ("Date of Birth", "27/03/13", "date_of_birth.two_digit_year", HELD, "a year of two digits"),
    ("Date of Birth", "27-Mar-13", "date_of_birth.two_digit_year", HELD, "a year of two digits"),
    ("Date of Birth", "41360", "date_of_birth.serial_date", HELD, "is a number, not a date"),
    ("Date of Birth", "March 2013", "date_of_birth.not_a_date", HELD, "is not a real date"),
    ("Date of Birth", "27/03", "date_of_birth.part_of_a_date", HELD, "is not a whole date"),
    ("Date of Birth", "2013", "date_of_birth.part_of_a_date", HELD, "is not a whole date"),
    ("Date of Birth", "unknown", "date_of_birth.part_of_a_date", HELD, "is not a whole date"),
    ("Date of Birth", "2013-02-30", "date_of_birth.not_a_date", HELD, "is not a real date"),
    ("Date of Birth", "02/11/2026", "date_of_birth.out_of_range", HELD, "date of birth of a child"),
    ("Date of Birth", "31/10/2000", "date_of_birth.out_of_range", HELD, "date of birth of a child"),
    ("Sex", "X", "sex.not_in_list", WARN, "is not M, F or U"),
    ("Ethnicity", "WELSH", "ethnicity.not_in_list", WARN, "is not WBRI"),
    ("URN", "10001", "urn.not_a_urn", HELD, "A URN has 6 digits"),
    ("Enrolment Status", "Z", "enrolment_status.not_in_list", HELD, "is not C, M, S, F, G, O or P"),
    (
        "Entry Date",
        "26/03/2013",
        "entry_date.before_date_of_birth",
        HELD,
        "before the date of birth",
    ),
    ("Postcode", "EXAM", "postcode.not_a_postcode", WARN, "is not a postcode"),
]


@pytest.mark.parametrize(
    ("column", "value", "rule_id", "severity", "words"),
    FAULTS,
    ids=[f"{f[0]}={f[1]}" for f in FAULTS],
)
def test_a_planted_fault_is_named_at_its_row_and_column(
    column, value, rule_id, severity, words, read_drawn
):
    sound = ",".join((ROLL | {"Pupil ID": "P0"}).values())

    reading = read_drawn("pupil_roll", sound, ",".join((ROLL | {column: value}).values()))

    found = [p for p in reading.problems if p.rule_id == rule_id]
    assert [(p.row, p.column, p.severity) for p in found] == [(3, column, severity)]
    assert found[0].value == value.strip()
    assert words in found[0].problem
    assert found[0].fix
    assert reading.rows_in == 2
    assert reading.held_back_rows == (severity is Severity.HELD_BACK)
    if severity is Severity.HELD_BACK:
        assert reading.held_back.to_pylist()[0][column] == (value or None)


@pytest.mark.parametrize(
    "shown",
    [
        "27/3/2013", "27-03-2013", "27 March 2013", "20130327", "27.03.2013", "27-mar-2013",
        "2013-03-27 00:00:00", "2013-Mar-27 00:00:00", "2013/03/27", "27/03/2013 00:00",
    ],
)  # fmt: skip
def test_a_date_is_read_however_it_is_written(shown, read_drawn):
    reading = read_drawn("pupil_roll", ",".join((ROLL | {"Date of Birth": shown}).values()))

    assert str(reading.accepted["date_of_birth"].to_pylist()[0]) == "2013-03-27"


def test_a_long_value_is_shown_cut_short(read_drawn):
    reading = read_drawn("pupil_roll", ",".join((ROLL | {"Sex": "x" * 60}).values()))

    assert reading.problems[0].problem.startswith("'" + "x" * 39 + "…' is not")
    assert reading.problems[0].value == "x" * 60


FEED_FAULTS = [
    ("pupil_leavers", "P1,,A,B,27/03/2013,F,,100001,C,01/09/2024,31/08/2024,d,,",
     "Leaving Date", "leaving_date.before_entry_date"),
    ("pupil_leavers", "P1,,A,B,27/03/2013,F,,100001,C,01/09/2024,05/10/2027,d,,",
     "Leaving Date", "leaving_date.in_the_future"),
    ("pupil_leavers", "P1,,A,B,27/03/2013,F,,100001,C,01/09/2024,05/10/2026,q,,",
     "Ground", "ground.not_in_list"),
    ("pupil_addresses", "P1,1 High St,,XE1 2AB,,05/10/2026,04/10/2026,,,",
     "To", "valid_to.before_valid_from"),
    ("pupil_addresses", "P1,1 High St,,XE1 2AB,,05/10/2026,,,,02/11/2026",
     "Verified On", "verified_on.in_the_future"),
    ("exclusions", "P1,,100001,SUSP,05/10/2026,,PP,,,", "Sessions", "sessions.blank_but_needed"),
    ("exclusions", "P1,,100001,SUSP,05/10/2026,2.5,PP,,,", "Sessions", "sessions.out_of_range"),
    ("exclusions", "P1,,100001,GONE,05/10/2026,2,PP,,,", "Category", "category.not_in_list"),
    ("part_time_timetables", "P1,,100001,05/10/2026,,41,SB,Y,",
     "Hours a Week", "hours.out_of_range"),
    ("part_time_timetables", "P1,,100001,05/10/2026,,ten,SB,Y,",
     "Hours a Week", "hours.not_a_number"),
    ("part_time_timetables", "P1,,100001,05/10/2026,,10,SB,maybe,",
     "Personalised Plan", "personalised_plan.not_yes_or_no"),
    ("attendance_marks", "P1,100001,2026-10-05,/,Ω", "PM", "pm.not_a_code"),
    ("attendance_marks", "P1,100001,2026-10-05,H,/", "AM", "mark.not_in_force"),
    ("home_education_reviews", "E1,01/10/2026,Y,Suitable,",
     "Decided on", "decided_on.blank_but_needed"),
    ("admissions_applications",
     "A1;C1;;Amira;Lee;27-Mar-2013;F;;;Holiday;;;07-Sep-2026;Awaiting;;;",
     "Circumstance", "circumstance.not_in_list"),
    ("gp_registrations", "9434765871\tA\tB\t20130327\t2\t\t\t20260907\t\t",
     "NHS Number", "nhs_number.not_a_nhs_number"),
    ("health_contacts", "9434765870\tA\tB\t20130327\t\tHerbalist\t20260907\t\t",
     "Service", "service.not_in_list"),
    ("placements", "PL1,L1,,A,B,27/03/2013,,,,,Nobody,,07/09/2026,,5,,Y,N",
     "Arranged By", "arranged_by.not_in_list"),
    ("schools", "1000,001,1,Hill,A,B,Open,,,", "URN", "urn.not_a_urn"),
    ("term_dates", ",Open,16/10/2026,02/09/2026,", "To", "last_day.before_first_day"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "row", "column", "rule_id"), FEED_FAULTS, ids=[f[3] for f in FEED_FAULTS]
)
def test_each_feed_names_its_own_faults(key, row, column, rule_id, read_drawn):
    reading = read_drawn(key, row)

    assert [(p.row, p.column, p.rule_id) for p in reading.problems] == [(2, column, rule_id)]


def test_a_code_of_the_register_is_not_used_before_its_first_day(write, good):
    heading = good["attendance_marks"][1].splitlines()[0]
    marks = "P1,100001,2024-08-18,C2,/\nP1,100001,2024-08-19,C2,/\n"

    reading = read(write("marks_2023-24_summer.csv", f"{heading}\n{marks}"))

    assert [(p.row, p.rule_id) for p in reading.problems] == [(2, "mark.not_in_force")]


@pytest.mark.parametrize(
    "key", ["pupil_roll", "pupil_leavers", "pupil_addresses", "attendance_marks", "exclusions",
            "part_time_timetables", "home_education_register", "home_education_reviews",
            "admissions_applications", "gp_registrations", "health_contacts", "placements",
            "schools"]
)  # fmt: skip
def test_a_repeated_row_is_held_back_and_the_first_is_kept(key, good, read_drawn):
    row = good[key][1].splitlines()[1]

    reading = read_drawn(key, row, row, row)

    assert reading.accepted["row"].to_pylist() == [2]
    assert [(p.row, p.rule_id) for p in reading.problems] == [
        (3, "row.repeated"),
        (4, "row.repeated"),
    ]
    assert reading.problems[1].problem.endswith("as row 2")


cells = st.one_of(
    st.sampled_from(["", "P1", "P2", "100001", "01/09/2024", "2026-09-07", "31/02/2013", "C", "F"]),
    st.text(st.characters(exclude_characters='\0\r\n,"', exclude_categories=["Cs"]), max_size=8),
)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(cells, min_size=3, max_size=6), min_size=1, max_size=8))
def test_every_row_of_any_file_is_accepted_or_held_back(read_drawn, rows):
    from onroll.record.feeds import FileRefused

    try:
        reading = read_drawn("term_dates", *(",".join(row) for row in rows))
    except FileRefused as refused:
        assert "no rows" in str(refused)  # noqa: PT017 - what Hypothesis drew was all blank
        return
    accepted, held_back = reading.accepted, reading.held_back
    numbers = accepted["row"].to_pylist() + held_back["row"].to_pylist()

    assert reading.rows_in == accepted.num_rows + held_back.num_rows == len(set(numbers))
    assert {p.row for p in reading.problems if p.severity is Severity.HELD_BACK} == set(
        held_back["row"].to_pylist()
    )
