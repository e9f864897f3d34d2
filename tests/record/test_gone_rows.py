"""A child who is no longer in the newest file: what still holds of the child, and what does not.

Nothing said that anything ended. So nobody is better off for being left out of a list, and no child
is lost from the record because a list was cut short.
"""

from __future__ import annotations

import datetime as dt

import pytest

from onroll.record.feeds import CATALOGUE, Kind, read
from onroll.record.feeds.columns import whose_row
from onroll.record.feeds.deliveries import put_back, withdraw
from onroll.record.feeds.fix_file import write_fix_file
from onroll.record.feeds.landing import land, loads
from onroll.record.home import Home
from tests.record.whole_record import whole_record

FIRST, SECOND, THIRD = (dt.date(2026, 11, day) for day in (1, 8, 15))
ROLL = "Pupil ID,UPN,Forename,Surname,Date of Birth,Sex,SEN,URN,Enrolment Status,Entry Date\n"
LEAVERS = "Pupil ID,UPN,Forename,Surname,Date of Birth,URN,Entry Date,Leaving Date\n"
SOMEBODY = "P9,,Ben,Novak,01/02/2012,M,,100001,C,01/09/2023\n"


def pupil(local_id: str, urn: str = "100001", entry: str = "01/09/2024", status: str = "C") -> str:
    return f"{local_id},,Amira,Okafor,27/03/2013,F,E,{urn},{status},{entry}\n"


class Council:
    """A home into which drawn files are landed, each received in the morning of its day."""

    def __init__(self, folder):
        self.home = Home(folder / "home")
        self.folder = folder

    def load(self, feed: str, day: dt.date, text: str, ending: str = "csv", hour: int = 6):
        path = self.folder / f"{feed}_{day}.{ending}"
        path.write_text(text)
        at = dt.datetime.combine(day, dt.time(hour), dt.UTC)
        return land(read(path, feed, received_on=day), self.home, at)

    def facts(self, local_id: str, known_at: dt.datetime | None = None):
        """The facts of one child of a source: fact, from, to and value, in order."""
        return [
            (said["fact"], said["starts_on"], said["ends_before"], said["value"])
            for said in whole_record(self.home, known_at).said
            if said["record_id"].endswith(f":{local_id}")
        ]

    def on_roll(self, local_id: str, known_at: dt.datetime | None = None):
        return [
            (starts, ends)
            for fact, starts, ends, _ in self.facts(local_id, known_at)
            if fact == "on_roll"
        ]

    def mend(self, day: dt.date, hour: int, wrong: str, right: str):
        """Load the fix file of a day's roll, with its one fault corrected."""
        roll = next(load for load in loads(self.home) if load.file == f"pupil_roll_{day}.csv")
        fix = self.folder / f"pupil_roll_{day}.fix.csv"
        write_fix_file(fix, roll.path)
        fix.write_text(fix.read_text("utf-8-sig").replace(wrong, right, 1))
        return land(read(fix), self.home, dt.datetime.combine(day, dt.time(hour), dt.UTC))


@pytest.fixture
def council(tmp_path) -> Council:
    return Council(tmp_path)


HEADINGS = {
    "pupil_roll": ROLL,
    "pupil_leavers": LEAVERS,
    "pupil_addresses": "Pupil ID,Address,Postcode,From,To,Verified On\n",
    "exclusions": "Pupil ID,URN,Category,Start Date,Sessions,Reinstated On\n",
    "part_time_timetables": "Pupil ID,URN,Start,End,Hours a Week,Reason,Personalised Plan\n",
    "placements": "Placement Ref,Learner Ref,UPN,Forename,Surname,Date of Birth,Arranged By,Start,"
    "End,Hours a Week,Suitable,As Much As Health Allows\n",
    "admissions_applications": "Application Ref,Child Ref,UPN,First name,Last name,DOB,Postcode,"
    "Circumstance,Circumstance date,Applied on,Outcome,Decided on\n",
    "gp_registrations": "NHS Number,Forename,Surname,Date of Birth,Postcode,Registered On,"
    "Removed On\n",
    "health_contacts": "NHS Number,Forename,Surname,Date of Birth,Service,From,To,Evidence\n",
    "home_education_register": "EHE Ref,UPN,Forename,Surname,Date of birth,Postcode,Start date,"
    "End date\n",
    "home_education_reviews": "EHE Ref,Review date,Outcome,Decided on\n",
}

GONE = [
    # feed, the child's row, a fact, its last day but one in the record (None: it still holds)
    ("pupil_roll", pupil("X"), "on_roll", SECOND),
    ("pupil_roll", pupil("X"), "ehc_plan", None),
    ("pupil_roll", pupil("X"), "admitted", dt.date(2024, 9, 2)),
    (
        "pupil_leavers",
        "X,,Amira,Okafor,27/03/2013,100001,01/09/2024,05/10/2026\n",
        "on_roll",
        dt.date(2026, 10, 5),
    ),
    ("pupil_addresses", "X,1 High St,XE1 2AB,01/09/2024,,\n", "address_in_area", None),
    ("pupil_addresses", "X,1 Sea St,ZZ1 2AB,01/09/2024,,02/09/2024\n", "moved_away", None),
    (
        "exclusions",
        "X,100001,PERM,05/10/2026,0,\n",
        "permanent_exclusion",
        dt.date(2026, 10, 6),
    ),
    ("part_time_timetables", "X,100001,07/09/2026,,12.5,SB,Y\n", "part_time_timetable", None),
    ("part_time_timetables", "X,100001,07/09/2026,,12.5,SB,Y\n", "weekly_hours", None),
    ("part_time_timetables", "X,100001,07/09/2026,,12.5,SB,Y\n", "behaviour_plan", None),
    (
        "placements",
        "L1,X,,Amira,Okafor,27/03/2013,EOTAS,07/09/2026,,25,Y,Y\n",
        "arranged_education_suitable",
        SECOND,
    ),
    (
        "placements",
        "L1,X,,Amira,Okafor,27/03/2013,EOTAS,07/09/2026,,25,Y,Y\n",
        "as_much_as_health_allows",
        SECOND,
    ),
    (
        "placements",
        "L1,X,,Amira,Okafor,27/03/2013,EOTAS,07/09/2026,,25,Y,Y\n",
        "alternative_provision",
        None,
    ),
    (
        "admissions_applications",
        "A1,X,,Amira,Okafor,27/03/2013,XE1 2AB,,,07/09/2026,Awaiting,\n",
        "application_awaiting_outcome",
        None,
    ),
    (
        "admissions_applications",
        "A1,X,,Amira,Okafor,27/03/2013,XE1 2AB,,,07/09/2026,Awaiting,\n",
        "address_in_area",
        None,
    ),
    (
        "gp_registrations",
        "9434765870,Amira,Okafor,27/03/2013,XE1 2AB,07/09/2026,\n",
        "address_in_area",
        None,
    ),
    (
        "health_contacts",
        "9434765870,Amira,Okafor,27/03/2013,Hospital,07/09/2026,,Letter\n",
        "medical_evidence",
        None,
    ),
    (
        "home_education_register",
        "X,,Amira,Okafor,27/03/2013,XE1 2AB,07/09/2026,\n",
        "home_educated",
        SECOND,
    ),
    (
        "home_education_register",
        "X,,Amira,Okafor,27/03/2013,XE1 2AB,07/09/2026,\n",
        "address_in_area",
        None,
    ),
    (
        "home_education_reviews",
        "X,07/09/2026,Suitable,14/09/2026\n",
        "education_found_suitable",
        SECOND,
    ),
    (
        "home_education_reviews",
        "X,07/09/2026,Not suitable,14/09/2026\n",
        "education_found_unsuitable",
        None,
    ),
]


@pytest.mark.parametrize(("feed", "row", "fact", "ends_before"), GONE)
def test_what_helped_the_child_ends_and_what_troubled_the_child_goes_on(
    feed, row, fact, ends_before, council
):
    """X is in the file of 1 November and not in that of 8 November, which names somebody else."""
    somebody = row.replace("X,", "Y,").replace("9434765870", "9434765919").replace("L1", "L2")
    somebody = somebody.replace("A1", "A2")
    x = "9434765870" if "9434765870" in row else "X"
    council.load(feed, FIRST, HEADINGS[feed] + row + somebody)
    before = {name: ends for name, _, ends, _ in council.facts(x)}
    council.load(feed, SECOND, HEADINGS[feed] + somebody)

    after = {name: ends for name, _, ends, _ in council.facts(x)}

    assert set(after) == set(before)
    assert after[fact] == ends_before


def test_the_hours_of_a_placement_that_is_gone_are_none(council):
    """Ended, they would make an ordinary pupil of a child who is on a roll; kept, a full week."""
    row = "L1,X,,Amira,Okafor,27/03/2013,EOTAS,07/09/2026,,25,Y,N\n"
    council.load("placements", FIRST, HEADINGS["placements"] + row)
    council.load("placements", SECOND, HEADINGS["placements"] + row.replace("L1,X", "L2,Y"))

    hours = [fact[1:] for fact in council.facts("X") if fact[0] == "weekly_hours"]

    assert hours == [(dt.date(2026, 9, 7), SECOND, 25.0), (SECOND, None, 0.0)]


def test_a_child_is_on_roll_up_to_the_first_file_without_the_child(council):
    council.load("pupil_roll", FIRST, ROLL + pupil("P1") + SOMEBODY)
    council.load("pupil_roll", SECOND, ROLL + pupil("P1") + SOMEBODY)
    assert council.on_roll("P1") == [(dt.date(2024, 9, 1), None)]
    council.load("pupil_roll", THIRD, ROLL + SOMEBODY)
    assert council.on_roll("P1") == [(dt.date(2024, 9, 1), THIRD)]
    assert council.on_roll("P9") == [(dt.date(2023, 9, 1), None)]


def test_a_child_who_comes_back_was_never_gone(council):
    council.load("pupil_roll", FIRST, ROLL + pupil("P1") + SOMEBODY)
    council.load("pupil_roll", SECOND, ROLL + SOMEBODY)
    council.load("pupil_roll", THIRD, ROLL + pupil("P1") + SOMEBODY)
    assert council.on_roll("P1") == [(dt.date(2024, 9, 1), None)]


def test_a_child_whom_the_leavers_name_left_on_the_day_they_say(council):
    council.load("pupil_roll", FIRST, ROLL + pupil("P1") + SOMEBODY)
    left = "P1,,Amira,Okafor,27/03/2013,100001,01/09/2024,03/11/2026\n"
    council.load("pupil_leavers", SECOND, LEAVERS + left)
    council.load("pupil_roll", SECOND, ROLL + SOMEBODY)
    assert council.on_roll("P1") == [(dt.date(2024, 9, 1), dt.date(2026, 11, 3))]


def test_a_leaving_before_the_child_came_again_explains_nothing(council):
    """Left in July, entered again in September, gone in November without a word."""
    left = "P1,,Amira,Okafor,27/03/2013,100001,01/09/2023,20/07/2024\n"
    council.load("pupil_leavers", FIRST, LEAVERS + left)
    council.load("pupil_roll", FIRST, ROLL + pupil("P1") + SOMEBODY)
    council.load("pupil_roll", SECOND, ROLL + SOMEBODY)
    assert council.on_roll("P1") == [
        (dt.date(2023, 9, 1), dt.date(2024, 7, 20)),
        (dt.date(2024, 9, 1), SECOND),
    ]


def test_an_entry_date_that_was_corrected_leaves_no_row_behind(council):
    council.load("pupil_roll", FIRST, ROLL + pupil("P1", entry="01/09/2042"))
    council.load("pupil_roll", FIRST, ROLL + pupil("P1", entry="01/09/2023"), hour=7)
    council.load("pupil_roll", SECOND, ROLL + pupil("P1"))
    assert council.on_roll("P1") == [(dt.date(2024, 9, 1), None)]


def test_a_child_who_changed_school_is_shown_at_the_new_one(council):
    """The main registration that is gone does not outrank the subsidiary one that is there."""
    council.load("pupil_roll", FIRST, ROLL + pupil("P1", "100001") + SOMEBODY)
    council.load("pupil_roll", SECOND, ROLL + pupil("P1", "100002", "02/09/2024", "S") + SOMEBODY)
    (record,) = (r for r in whole_record(council.home).source_record if r["local_id"] == "P1")
    assert (record["school"], record["file"]) == ("100002", "pupil_roll_2026-11-08.csv")


def test_a_child_who_is_gone_is_known_by_what_the_last_file_said(council):
    council.load("pupil_roll", FIRST, ROLL + pupil("P1") + SOMEBODY)
    council.load("pupil_roll", SECOND, ROLL + SOMEBODY)
    (record,) = (r for r in whole_record(council.home).source_record if r["local_id"] == "P1")
    assert (record["surname"], record["school"]) == ("Okafor", "100001")
    assert (record["file"], record["row"]) == ("pupil_roll_2026-11-01.csv", 2)


def test_when_the_file_without_the_child_is_withdrawn_the_child_is_on_roll_again(council):
    council.load("pupil_roll", FIRST, ROLL + pupil("P1") + SOMEBODY)
    short = council.load("pupil_roll", SECOND, ROLL + SOMEBODY)
    at = dt.datetime(2026, 11, 9, 6, tzinfo=dt.UTC)
    withdraw(council.home, short.load_id, at=at, by="Priya", why="cut short")
    assert council.on_roll("P1") == [(dt.date(2024, 9, 1), None)]
    assert council.on_roll("P1", at - dt.timedelta(hours=1)) == [(dt.date(2024, 9, 1), SECOND)]
    put_back(council.home, short.load_id, at=at + dt.timedelta(hours=1), by="Priya")
    assert council.on_roll("P1") == [(dt.date(2024, 9, 1), SECOND)]


def test_when_the_only_file_with_the_child_is_withdrawn_nobody_knows_of_the_child(council):
    wrong = council.load("pupil_roll", FIRST, ROLL + pupil("P1") + SOMEBODY)
    council.load("pupil_roll", SECOND, ROLL + SOMEBODY)
    at = dt.datetime(2026, 11, 9, 6, tzinfo=dt.UTC)
    withdraw(council.home, wrong.load_id, at=at, by="Priya", why="another authority's")
    assert council.facts("P1") == []


def test_a_row_that_a_fix_file_brought_back_can_be_gone_too(council):
    path = council.folder / "pupil_roll_2026-11-01.csv"
    path.write_text(ROLL + SOMEBODY + pupil("P1", entry="31/02/2024"))
    reading = read(path, "pupil_roll")
    land(reading, council.home, dt.datetime(2026, 11, 1, 6, tzinfo=dt.UTC))
    fix = council.folder / "pupil_roll_2026-11-01.fix.csv"
    write_fix_file(fix, reading.folder)
    fix.write_text(fix.read_text("utf-8-sig").replace("31/02/2024", "01/09/2024", 1))
    land(read(fix), council.home, dt.datetime(2026, 11, 1, 7, tzinfo=dt.UTC))
    assert council.on_roll("P1") == [(dt.date(2024, 9, 1), None)]
    council.load("pupil_roll", SECOND, ROLL + SOMEBODY)
    assert council.on_roll("P1") == [(dt.date(2024, 9, 1), SECOND)]


TYPOS = [
    # what is written in the newest row of P1
    pupil("P1", entry="31/02/2024"),
    pupil("P1", urn="1000O1"),
    pupil("P1", urn="100002", entry="31/02/2024"),
]


@pytest.mark.parametrize("row", TYPOS)
def test_a_child_whose_row_is_held_back_is_not_gone(row, council):
    """A typo ends no positive fact: the last good row stands until the new one is mended."""
    council.load("pupil_roll", FIRST, ROLL + pupil("P1") + SOMEBODY)
    council.load("pupil_roll", SECOND, ROLL + row + SOMEBODY)
    assert council.on_roll("P1") == [(dt.date(2024, 9, 1), None)]


def test_a_row_that_was_mended_stands_in_place_of_the_last_good_one(council):
    council.load("pupil_roll", FIRST, ROLL + pupil("P1") + SOMEBODY)
    council.load("pupil_roll", SECOND, ROLL + pupil("P1", entry="31/02/2024") + SOMEBODY)
    council.mend(SECOND, 7, "31/02/2024", "02/09/2024")
    assert council.on_roll("P1") == [(dt.date(2024, 9, 2), None)]


def test_a_row_that_was_mended_into_another_childs_is_held_back_no_longer(council):
    """The number was the typo: it was P2's row all along, and P1 is not in the file."""
    council.load("pupil_roll", FIRST, ROLL + pupil("P1") + SOMEBODY)
    council.load("pupil_roll", SECOND, ROLL + pupil("P1", entry="31/02/2024") + SOMEBODY)
    council.mend(
        SECOND,
        7,
        "P1,,Amira,Okafor,27/03/2013,F,E,100001,C,31/02/2024",
        "P2,,Amira,Okafor,27/03/2013,F,E,100001,C,01/09/2024",
    )
    assert council.on_roll("P1") == [(dt.date(2024, 9, 1), SECOND)]


def test_a_child_held_back_and_then_left_out_is_gone_from_the_file_without_the_child(council):
    council.load("pupil_roll", FIRST, ROLL + pupil("P1") + SOMEBODY)
    council.load("pupil_roll", SECOND, ROLL + pupil("P1", entry="31/02/2024") + SOMEBODY)
    council.load("pupil_roll", THIRD, ROLL + SOMEBODY)
    assert council.on_roll("P1") == [(dt.date(2024, 9, 1), THIRD)]


def test_a_load_that_does_not_say_whose_rows_it_held_back_is_read(council):
    """Loads of older versions do not; a child whom they held back seems left out, as it did."""
    council.load("pupil_roll", FIRST, ROLL + pupil("P1") + SOMEBODY)
    newest = council.load("pupil_roll", SECOND, ROLL + pupil("P1", entry="x") + SOMEBODY)
    for load in loads(council.home):
        (load.path / "held_keys.parquet").unlink()
    assert council.on_roll("P1") == [(dt.date(2024, 9, 1), SECOND)]
    assert newest.held_back == 1


def test_every_feed_whose_rows_can_be_gone_says_whose_they_are():
    assert [
        feed.key for feed in CATALOGUE if feed.gone_by and not whose_row(feed, feed.gone_by)
    ] == []


def test_files_of_one_name_without_a_day_are_told_apart_by_when_they_came(council):
    for day, rows in ((FIRST, pupil("P1") + SOMEBODY), (SECOND, SOMEBODY)):
        path = council.folder / "roll.csv"
        path.write_text(ROLL + rows)
        land(read(path), council.home, dt.datetime.combine(day, dt.time(6), dt.UTC))
    assert council.on_roll("P1") == [(dt.date(2024, 9, 1), SECOND)]


def test_attendance_and_school_census_have_no_rows_that_are_gone(council):
    """A file of one term says nothing of another, so nobody is missing from the next."""
    assert not [feed.key for feed in CATALOGUE if feed.kind is Kind.PERIODS and feed.gone_by]
