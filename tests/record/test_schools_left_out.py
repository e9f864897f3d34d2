"""A later delivery of a term that lacks a school wholly takes nothing of that school away."""

from __future__ import annotations

import datetime as dt

import pytest

from onroll.record.feeds import read
from onroll.record.feeds.deliveries import put_back, withdraw
from onroll.record.feeds.fix_file import write_fix_file
from onroll.record.feeds.landing import land
from onroll.record.home import Home
from tests.record.whole_record import whole_record

MORNING = dt.datetime(2026, 12, 20, 6, tzinfo=dt.UTC)
CENSUS = (
    "pupilonrolltableid,NativeId,dob,surname,forename,upn,formerupn,uniquelearnernumber,sex,"
    "entrydate,enrolstatus,senprovision\n"
)
MARKS = "Pupil ID,URN,Date,AM,PM\n"


class Council:
    """A home into which files of one term come, a day after each other."""

    def __init__(self, folder):
        self.home, self.folder, self.came = Home(folder / "home"), folder, 0

    def load(self, name: str, text: str):
        path = self.folder / name
        path.write_text(text)
        self.came += 1
        return land(read(path), self.home, MORNING + dt.timedelta(days=self.came))

    def census(self, delivery: int, *schools: str, term: str = "autumn"):
        """A census with one pupil of each school, of whom the delivery is the surname."""
        rows = "".join(
            f"a{urn},{urn},2013-Mar-27 00:00:00,D{delivery},Amira,,,,F,2024-Sep-01 00:00:00,C,E\n"
            for urn in schools
        )
        return self.load(f"2026_{term}_pupilonroll_v{delivery}.csv", CENSUS + rows)

    def on_roll(self, known_at: dt.datetime | None = None) -> list[tuple[str, str]]:
        """Of which schools pupils are on roll, with the file that says so, in order."""
        return sorted(
            {
                (said["setting"], said["file"].split("_")[-1].removesuffix(".csv"))
                for said in whole_record(self.home, known_at).said
                if said["fact"] == "on_roll"
            }
        )

    def children(self) -> list[tuple[str, str]]:
        """The children of whom something is known, with the delivery that names them."""
        return [
            (record["local_id"], record["file"].split("_")[-1])
            for record in whole_record(self.home).source_record
        ]


@pytest.fixture
def council(tmp_path) -> Council:
    return Council(tmp_path)


A, B, C = "100001", "100002", "100003"


@pytest.mark.parametrize(
    ("sent", "counts"),
    [
        ([(A, B), (A,)], {A: 2, B: 1}),
        ([(A, B), (B,), (A,)], {A: 3, B: 2}),
        ([(A, B, C), (A, B), (A,)], {A: 3, B: 2, C: 1}),
        ([(A, B), (A,), (A, B)], {A: 3, B: 3}),
        ([(A,), (B,), (C,)], {A: 1, B: 2, C: 3}),
    ],
)
def test_a_school_counts_as_the_last_delivery_with_it_has_it(sent, counts, council):
    for number, schools in enumerate(sent, 1):
        council.census(number, *schools)
    assert council.on_roll() == [(urn, f"v{number}") for urn, number in counts.items()]


def test_a_pupil_whom_a_resend_leaves_out_counts_as_last_sent_and_the_others_as_sent_again(council):
    """A file that is cut short in the middle of a school says nothing of who comes after."""
    rows = f"P1,{A},2026-09-07,O,O\nP2,{A},2026-09-07,O,O\nP3,{B},2026-09-07,O,O\n"
    council.load("marks_2026-27_autumn_v1.csv", MARKS + rows)
    council.load("marks_2026-27_autumn_v2.csv", MARKS + rows.splitlines(True)[0])
    assert council.children() == [("P1", "v2.csv"), ("P2", "v1.csv"), ("P3", "v1.csv")]


def test_a_pupil_who_moved_to_another_school_is_left_out_of_neither(council):
    council.load("marks_2026-27_autumn_v1.csv", MARKS + f"P1,{A},2026-09-07,O,O\n")
    council.load("marks_2026-27_autumn_v2.csv", MARKS + f"P1,{B},2026-09-14,O,O\n")
    told = {said["setting"] for said in whole_record(council.home).said}
    assert told == {A, B}


def test_a_term_takes_nothing_from_another(council):
    council.census(1, A, B, term="spring")
    council.census(1, A, term="summer")
    council.census(2, A, term="summer")
    assert {(urn, file) for urn, file in council.on_roll() if urn == B} == {(B, "v1")}
    spring = [f for f in whole_record(council.home).said if f["setting"] == B]
    assert {said["file"] for said in spring} == {"2026_spring_pupilonroll_v1.csv"}


def test_a_delivery_that_is_withdrawn_brings_no_school_with_it(council):
    first = council.census(1, A, B)
    council.census(2, A)
    at = MORNING + dt.timedelta(days=9)
    withdraw(council.home, first.load_id, at=at, by="Priya", why="B is another authority's")
    assert council.on_roll() == [(A, "v2")]
    assert council.on_roll(at - dt.timedelta(hours=1)) == [(A, "v2"), (B, "v1")]
    put_back(council.home, first.load_id, at=at + dt.timedelta(hours=1), by="Priya")
    assert council.on_roll() == [(A, "v2"), (B, "v1")]


def test_a_school_all_of_whose_rows_are_held_back_was_not_sent(council):
    """Until they are mended, what it sent before counts."""
    a, b = f"P1,{A},2026-09-07,O,O\n", f"P2,{B},2026-09-07,O,O\n"
    council.load("marks_2026-27_autumn_v1.csv", MARKS + a + b)
    held = council.load("marks_2026-27_autumn_v2.csv", MARKS + a + b.replace(",O,O", ",?,?"))
    assert council.children() == [("P1", "v2.csv"), ("P2", "v1.csv")]
    fix = council.folder / "marks_2026-27_autumn_v2.fix.csv"
    write_fix_file(fix, held.path)
    council.load(fix.name, fix.read_text("utf-8-sig").replace(",?,?", ",O,O", 1))
    assert council.children() == [("P1", "v2.csv"), ("P2", "v2.fix.csv")]


def test_rows_without_a_school_are_not_carried_on(council):
    council.census(1, A, "")
    council.census(2, A)
    assert {record["surname"] for record in whole_record(council.home).source_record} == {"D2"}
