"""What schools' returns, registers in weeks, summaries and transfers say of a child."""

import pytest

from onroll.record import feeds
from onroll.record.feeds import read
from onroll.record.feeds.catalogue.deletion_grounds import GROUNDS
from tests.record.feeds.school_side import PERSON, UPN

CHILD = "100001/A17"


def test_a_new_pupil_return_admits_a_child_and_does_not_keep_it_on_roll(read_drawn, facts_of):
    reading = read_drawn("new_pupil_returns", f"{PERSON},05/10/2026,05/10/2026,,08/10/2026")

    assert facts_of("new_pupil_returns", reading) == [
        (CHILD, "address_in_area", "2026-10-05", None, None, None, 2),
        (CHILD, "admitted", "2026-10-05", "2026-10-06", None, "100001", 2),
        (CHILD, "new_pupil_entered", "2026-10-05", "2026-10-06", None, "100001", 2),
        (CHILD, "new_pupil_return_made", "2026-10-08", "2026-10-09", None, "100001", 2),
        (CHILD, "on_roll", "2026-10-05", "2026-10-06", None, "100001", 2),
    ]


@pytest.mark.parametrize(
    ("ground", "unexplained", "destination", "said"),
    [
        (
            "(a)",
            "N",
            "State school in the area",
            ["removed_from_roll", "removed_to_another_school"],
        ),
        ("h", "", "Abroad", ["removed_after_leave", "removed_from_roll"]),
        (
            "9(1)(i)",
            "",
            "Not known",
            ["removed_after_absence", "removed_from_roll", "removed_without_destination"],
        ),
        (
            "f",
            "Y",
            "EHE",
            ["removed_for_home_education", "removed_from_roll", "removed_without_destination"],
        ),
        ("", "N", "Abroad", ["removed_from_roll", "removed_without_ground"]),
        ("z", "N", "Abroad", ["removed_from_roll", "removed_without_ground"]),
        ("o", "N", "Alternative provision", ["removed_from_roll", "removed_officially"]),
        ("j", "N", "Custody", ["removed_from_roll", "removed_officially"]),
    ],
)
def test_a_deletion_says_what_its_ground_and_destination_are_and_ends_no_place(
    ground, unexplained, destination, said, read_drawn, facts_of
):
    row = f"{PERSON},{ground},,05/10/2026,,{destination},,,,,,{unexplained}"

    found = facts_of("roll_deletions", read_drawn("roll_deletions", row))

    assert [fact for _, fact, *_ in found] == said
    assert {(start, end, setting) for _, _, start, end, _, setting, _ in found} == {
        ("2026-10-05", "2026-10-06", "100001")
    }


def test_a_new_address_in_the_area_is_where_a_deleted_child_lives_and_one_outside_moves_nobody(
    read_drawn, facts_of
):
    reading = read_drawn(
        "roll_deletions",
        f"{PERSON},a,,05/10/2026,,,2 Low St,XE2 1AA,,,,",
        f"{PERSON.replace('A17', 'A18')},a,,05/10/2026,,,Far,ZZ1 1AA,,,,",
    )

    found = facts_of("roll_deletions", reading)

    assert [f for f in found if f[1] in ("address_in_area", "moved_away")] == [
        (CHILD, "address_in_area", "2026-10-05", None, None, None, 2)
    ]


def test_there_are_fifteen_grounds_each_with_its_words():
    assert "".join(GROUNDS) == "abcdefghijklmno"
    assert all(GROUNDS.values())


@pytest.mark.parametrize(
    ("marks", "rule_id", "words"),
    [
        ("/\\/\\/\\/\\/", "marks.not_ten", "does not have ten marks"),
        ("/\\/\\/\\/\\?\\", "marks.not_a_code", "holds something that is not an attendance code"),
        ("/\\/\\/\\/\\H\\", "marks.not_in_force", "was not in use in that week"),
        ("/\\/\\/\\/\\Y1Y", "marks.not_in_force", "was not in use in that week"),
    ],
)
def test_a_week_that_cannot_be_read_is_named(marks, rule_id, words, read_drawn):
    (problem,) = read_drawn("attendance_weeks", f"P1,100001,07/09/2026,{marks}").problems

    assert (problem.row, problem.column, problem.rule_id) == (2, "Marks", rule_id)
    assert words in problem.problem


def test_a_week_begins_on_a_monday(read_drawn):
    (problem,) = read_drawn("attendance_weeks", "P1,100001,08/09/2026,/\\/\\/\\/\\/\\").problems

    assert problem.rule_id == "week_begins.not_a_monday"
    assert "is a Tuesday" in problem.problem


def test_weeks_say_what_the_same_marks_say_a_day_at_a_time(read_drawn, facts_of):
    """A month of absence, with a day attended in it, a code of two characters and blanks."""
    weeks = {
        "07/09/2026": "NNNN/\\OOC2C2",
        "14/09/2026": "NN--NNY4Y4NN",
        "21/09/2026": "IIIIII##LN",
        "28/09/2026": "GGGGGGGGGG",
    }
    day_by_day = [
        "P1,100001,2026-09-07,N,N", "P1,100001,2026-09-08,N,N", "P1,100001,2026-09-09,/,\\",
        "P1,100001,2026-09-10,O,O", "P1,100001,2026-09-11,C2,C2", "P1,100001,2026-09-14,N,N",
        "P1,100001,2026-09-15,,", "P1,100001,2026-09-16,N,N", "P1,100001,2026-09-17,Y4,Y4",
        "P1,100001,2026-09-18,N,N", "P1,100001,2026-09-21,I,I", "P1,100001,2026-09-22,I,I",
        "P1,100001,2026-09-23,I,I", "P1,100001,2026-09-24,#,#", "P1,100001,2026-09-25,L,N",
        "P1,100001,2026-09-28,G,G", "P1,100001,2026-09-29,G,G", "P1,100001,2026-09-30,G,G",
        "P1,100001,2026-10-01,G,G", "P1,100001,2026-10-02,G,G",
    ]  # fmt: skip
    in_weeks = read_drawn(
        "attendance_weeks", *(f"P1,100001,{monday},{marks}" for monday, marks in weeks.items())
    )
    in_days = read_drawn("attendance_marks", *day_by_day)

    found = [fact[:-1] for fact in facts_of("attendance_weeks", in_weeks)]

    assert found == [fact[:-1] for fact in facts_of("attendance_marks", in_days)]
    away = [fact[1:4] for fact in found if fact[1] in ("not_attending", "severely_absent")]
    assert away == [
        ("not_attending", "2026-09-07", "2026-09-09"),
        ("not_attending", "2026-09-10", "2026-09-25"),
        ("not_attending", "2026-09-28", None),
        *[fact[1:4] for fact in found if fact[1] == "severely_absent"],
    ]
    assert ("severely_absent", "2026-10-01") in [fact[1:3] for fact in found]


def test_summaries_are_added_up_over_the_school_year(read_drawn, facts_of):
    """20 of 60 is no half; with 60 of 60 it is 80 of 120, and in the new year all starts anew."""
    reading = read_drawn(
        "attendance_summaries",
        "P1,100001,02/09/2025,24/10/2025,60,40,20,,,",
        "P1,100001,03/11/2025,19/12/2025,60,0,60,,,",
        "P1,100001,05/01/2026,13/02/2026,60,60,0,,,",
        "P1,100001,01/06/2026,20/07/2026,60,0,60,,,",
        "P1,100001,02/09/2026,16/10/2026,60,60,0,,,",
    )

    found = facts_of("attendance_summaries", reading)
    assert [fact for fact in found if fact[1] == "severely_absent"] == [
        ("P1", "severely_absent", "2025-12-20", "2026-02-14", None, "100001", 3),
        ("P1", "severely_absent", "2026-07-21", "2026-09-01", None, "100001", 5),
    ]


def test_a_summary_with_code_c2_tells_persistent_absence_with_and_without_it(write, facts_of):
    """P1 missed 6 of 60, one with C2: a tenth with it. P2 missed 7, P3 missed 5 of 60."""
    heading = "Pupil ID,URN,From,To,possible_sessions,overall_absence,"
    rows = "".join(
        f"P{n},100001,02/09/2025,24/10/2025,60,{absent},{c2}\n"
        for n, absent, c2 in ((1, 6, 1), (2, 7, 1), (3, 5, 0))
    )
    name = "attendance_summaries_2025-26_autumn.csv"
    text = f"{heading}reason_c2_authorised_temp_reduced_timetable\n{rows}"

    found = [fact[:2] for fact in facts_of("attendance_summaries", read(write(name, text)))]

    assert found == [
        ("P1", "persistently_absent"),
        ("P2", "persistently_absent"),
        ("P2", "persistently_absent_part_time_apart"),
    ]


def test_more_sessions_missed_than_there_were_is_held_back(read_drawn):
    reading = read_drawn("attendance_summaries", "P1,100001,02/09/2025,24/10/2025,60,0,61,60,2,")

    assert {p.rule_id: p.severity for p in reading.problems} == {
        "absent.more_than_possible": "held_back",
        "absent.not_the_sum": "warn",
    }


def test_a_fair_access_case_waits_for_its_panel_and_lasts_until_the_child_starts(
    read_drawn, facts_of
):
    """A panel that places nobody (C2) ends nothing: the child still waits for a place. Withdrawn
    (C4), it is over."""
    person = f"{UPN},Amira,O'Brien,27/03/2013,F,ZZ1 1AA"
    reading = read_drawn(
        "fair_access",
        f"F1,C1,{person},07/09/2026,,,Placed,05/10/2026,100001,02/11/2026",
        f"F2,C2,{person},07/09/2026,,,Not placed,05/10/2026,,",
        f"F3,C3,{person},07/09/2026,,,Awaiting,,,",
        f"F4,C4,{person},07/09/2026,,,Withdrawn,05/10/2026,,",
    )

    assert [fact[:4] for fact in facts_of("fair_access", reading)] == [
        ("C1", "application_awaiting_outcome", "2026-09-07", "2026-10-05"),
        ("C2", "application_awaiting_outcome", "2026-09-07", "2026-10-05"),
        ("C3", "application_awaiting_outcome", "2026-09-07", None),
        ("C4", "application_awaiting_outcome", "2026-09-07", "2026-10-05"),
        ("C1", "fair_access", "2026-09-07", "2026-11-02"),
        ("C2", "fair_access", "2026-09-07", None),
        ("C3", "fair_access", "2026-09-07", None),
        ("C4", "fair_access", "2026-09-07", "2026-10-05"),
        ("C1", "offer_not_started", "2026-10-05", "2026-11-02"),
    ]


def test_a_lost_pupil_is_looked_for_until_somebody_takes_up_the_file(read_drawn, facts_of):
    reading = read_drawn(
        "lost_pupils",
        f"{UPN},,Amira,O'Brien,27/03/2013,F,XE1 2AB,001,4000,05/10/2026,19/10/2026",
        ",,Ben,Novak,27/03/2014,M,,001,4000,05/10/2026,",
    )

    found = facts_of("lost_pupils", reading)

    assert [(start, end) for _, _, start, end, *_ in found] == [
        ("2026-10-05", None), ("2026-10-05", "2026-10-19"),
    ]  # fmt: skip
    assert found[1][0] == UPN
    assert "Novak" not in found[0][0]


CTF = """<?xml version="1.0" encoding="utf-8"?>
<CTfile xmlns="http://www.example.org/ctf">
  <Header>
    <DocumentName>Common Transfer File</DocumentName><CTFversion>25.0</CTFversion>
    <DateTime>2026-10-05T16:20:00</DateTime>
    <SourceSchool><LEA>001</LEA><Estab>4000</Estab></SourceSchool>
    <DestSchool><LEA>{la}</LEA><Estab>{school}</Estab></DestSchool>
  </Header>
  <CTFpupilData>
    <Pupil>
      <UPN>B801200005001</UPN><Surname>O'Brien</Surname><Forename>Amira</Forename>
      <DOB>2013-03-27</DOB><Sex>F</Sex><Aptitude>sings</Aptitude>
      <Address><PostCode>XE1 2AB</PostCode></Address>
      <Contacts><Contact><Surname>Smith</Surname><Address><PostCode>ZZ1 1AA</PostCode></Address>
      </Contact></Contacts>
      <SchoolHistory>
        <School><LEA>001</LEA><Estab>2000</Estab><EntryDate>2017-09-01</EntryDate>
          <LeavingDate>2024-07-20</LeavingDate></School>
        <School><LEA>001</LEA><Estab>4000</Estab><EntryDate>2024-09-01</EntryDate></School>
      </SchoolHistory>
    </Pupil>
  </CTFpupilData>
</CTfile>
"""


@pytest.fixture
def ctf(write):
    def write_ctf(la: str, school: str, number: int = 1):
        name = f"0014000_CTF_{la}{school}_{number:03}.xml"
        return read(write(name, CTF.format(la=la, school=school)))

    return write_ctf


def test_a_transfer_file_is_read_for_the_child_and_not_for_the_parents(ctf):
    reading = ctf("001", "4001")

    assert (reading.feed.key, reading.rows_in, reading.accepted_rows) == ("ctf", 2, 2)
    assert reading.problems == []
    assert set(reading.accepted["surname"].to_pylist()) == {"O'Brien"}
    assert set(reading.accepted["postcode"].to_pylist()) == {"XE1 2AB"}
    assert "Aptitude" in reading.unknown_columns


def test_each_transfer_file_stands_beside_the_others(ctf):
    here, elsewhere = ctf("001", "4001"), ctf("XXX", "XXXX")

    assert here.period == "001_4000_001_4001_2026-10-05T16:20:00"
    assert here.period != elsewhere.period


def test_a_transfer_file_with_no_destination_tells_of_a_lost_pupil(ctf, facts_of):
    found = [fact[:6] for fact in facts_of("ctf", ctf("XXX", "XXXX"))]

    lost = (UPN, "lost_pupil", "2026-10-05", "2026-10-06", None, None)
    assert lost in found
    assert (UPN, "address_in_area", "2026-10-05", "2026-10-06", None, None) in found


def test_a_transfer_file_with_a_destination_says_where_the_child_has_been(ctf, facts_of):
    found = [fact[:6] for fact in facts_of("ctf", ctf("001", "4001"))]

    assert found == [(UPN, "on_roll", "2017-09-01", "2024-07-20", None, "001/2000")]


def test_a_closure_of_any_kind_is_a_day_on_which_the_school_does_not_meet(read_drawn):
    reading = read_drawn(
        "term_dates",
        "100001,Unplanned closure,05/10/2026,05/10/2026,Boiler",
        "100001,INSET,06/10/2026,06/10/2026,",
        "100001,Y4,07/10/2026,07/10/2026,Snow",
        "100001,Training day,08/10/2026,08/10/2026,",
    )

    assert reading.accepted["kind"].to_pylist() == [
        "Unplanned closure", "INSET", "Unplanned closure", "INSET",
    ]  # fmt: skip


def test_a_council_that_keeps_its_own_list_of_schools_has_it_told_from_the_national_register(write):
    own = "URN,EstablishmentName,TypeOfEstablishment (name),PhaseOfEducation (name)," + (
        "EstablishmentStatus (name),OpenDate\n100001,Hilltop,Academy,Secondary,Open,01-09-2012\n"
    )

    assert read(write("schools.csv", own)).feed is feeds.feed("schools")
