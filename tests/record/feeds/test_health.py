"""How feeds stand: each way of falling silent is a state, with one sentence that says it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

import pytest

from onroll.record.feeds import CATALOGUE, read
from onroll.record.feeds.deliveries import note_refusal, put_back, undo, withdraw
from onroll.record.feeds.fix_file import write_fix_file
from onroll.record.feeds.health import FEEDS, QUIET_SCHOOLS, health
from onroll.record.feeds.landing import land
from onroll.record.home import Home, NoAuthority

AUTHORITY = (
    'name = "A"\nshort_name = "A"\nla_code = "999"\ncolour = "#000"\npostcode_districts = ["XE1"]\n'
)
ROLL = "Pupil ID,UPN,Forename,Surname,Date of Birth,URN,Enrolment Status,Entry Date,Sent\n"
AFTERWARDS = dt.datetime(2027, 8, 31, tzinfo=dt.UTC)


def at(day: str, hour: int = 9) -> dt.datetime:
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(hour), dt.UTC)


class Council:
    """A home, and files landed in it one after the other."""

    def __init__(self, home: Home, write: Callable[..., object]):
        self.home, self.write = home, write

    def load(self, name: str, text: str, day: str, **more: object) -> object:
        reading = read(self.write(name, text), received_on=dt.date.fromisoformat(day))
        return land(reading, self.home, at(day), **more)

    def roll(self, day: str, **pupils_of: int) -> object:
        """A roll of that day, with so many pupils of each school: `s100001=12`."""
        return self.load(f"roll_{day}.csv", ROLL + "".join(roll_rows(pupils_of, day)), day)

    def feed(self, key: str, as_of: str, known_at: dt.datetime = AFTERWARDS) -> dict:
        stands = health(self.home, dt.date.fromisoformat(as_of), known_at)
        assert stands.feeds.schema.equals(FEEDS)
        assert stands.quiet_schools.schema.equals(QUIET_SCHOOLS)
        assert stands.feeds["feed"].to_pylist() == [feed.key for feed in CATALOGUE]
        return next(row for row in stands.feeds.to_pylist() if row["feed"] == key)

    def schools(self, key: str, as_of: str) -> list[tuple]:
        found = health(self.home, dt.date.fromisoformat(as_of), AFTERWARDS).quiet_schools
        return [
            (row["urn"], row["state"], row["rows_before"], row["rows_now"])
            for row in found.to_pylist()
            if row["feed"] == key
        ]


def roll_rows(pupils_of: dict[str, int], sent: str = "") -> Iterable[str]:
    """Rows of a roll; `sent` makes them the bytes of one day only."""
    for school, pupils in pupils_of.items():
        for number in range(pupils):
            pupil = f"P{school[1:]}-{number:03}"
            yield f"{pupil},,Amira,Okafor,27/03/2013,{school[1:]},C,01/09/2024,{sent}\n"


@pytest.fixture
def council(tmp_path, write) -> Council:
    home = Home(tmp_path / "home")
    home.path.mkdir()
    (home.path / "authority.toml").write_text(AUTHORITY)
    return Council(home, write)


def test_a_feed_is_late_on_the_day_after_its_rhythm(council):
    """The roll is expected every 8 days: that of 1 November is in time on the 9th."""
    council.roll("2026-11-01", s100001=9)

    in_time, late = (
        council.feed("pupil_roll", "2026-11-09"),
        council.feed("pupil_roll", "2026-11-17"),
    )

    assert (in_time["state"], in_time["words"]) == ("up_to_date", "Up to 1 November 2026.")
    assert in_time["caution"] == ""
    assert (late["state"], late["late_days"]) == ("late", 8)
    assert late["words"] == "8 days late: nothing since 1 November 2026."
    assert late["caution"] == (
        "Figures do not include pupil roll since 1 November 2026. The feed is late."
    )
    never = council.feed("exclusions", "2026-11-09")
    assert (never["state"], never["words"]) == ("never_loaded", "It has never been loaded.")
    assert council.feed("pupil_roll", "2026-11-09", at("2026-10-31"))["state"] == "never_loaded"


def test_a_feed_that_is_no_longer_collected_is_never_late(council):
    """Levels were last asked for in 2018; nothing is missing because none came since."""
    columns = "levelstableid,NativeId,levelsorderseqcolumn,sourceid,schoolcensustableid,cbdslevel"
    council.load("2018_spring_levels.csv", f"{columns}\nt1,100001,1,s,b1,1\n", "2018-03-01")

    found = council.feed("census_levels", "2026-11-09")

    assert (found["state"], found["caution"]) == ("up_to_date", "")
    assert (found["late_days"], found["expected_days"]) == (0, None)


def test_an_authority_may_have_a_rhythm_of_its_own(council):
    council.roll("2026-11-01", s100001=9)
    (council.home.path / "authority.toml").write_text(AUTHORITY + "[rhythm]\npupil_roll = 2\n")
    council.home = Home(council.home.path)

    found = council.feed("pupil_roll", "2026-11-04")

    assert (found["state"], found["late_days"], found["expected_days"]) == ("late", 1, 2)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("pupil_rol = 2", "'pupil_rol' is not a feed. The feeds are: pupil_roll, pupil_leavers"),
        ("pupil_roll = 0", "a whole number of days from 1. Write it like pupil_roll = 2"),
        ('pupil_roll = "2"', "a whole number of days from 1"),
        ("pupil_roll = true", "a whole number of days from 1"),
    ],
)
def test_a_rhythm_that_is_none_is_refused_with_words(line, words, council):
    (council.home.path / "authority.toml").write_text(AUTHORITY + f"[rhythm]\n{line}\n")
    council.home = Home(council.home.path)

    with pytest.raises(NoAuthority, match=words):
        council.feed("pupil_roll", "2026-11-04")


def test_a_file_with_a_third_fewer_rows_than_those_before_it_has_fallen(council):
    """30 rows, then 21 (30% fewer), then 30 again, then 20."""
    council.roll("2026-11-01", s100001=30)
    council.roll("2026-11-02", s100001=21)
    assert council.feed("pupil_roll", "2026-11-02")["states"] == ["up_to_date"]
    council.roll("2026-11-03", s100001=30)
    council.roll("2026-11-04", s100001=20)

    fallen = council.feed("pupil_roll", "2026-11-04")

    assert fallen["states"] == ["fallen", "quiet"]
    assert fallen["words"] == (
        "The newest file has 20 rows, 33% fewer than the 30 before it. "
        "1 school sends a third fewer rows than before, or less."
    )
    assert fallen["caution"].startswith("Figures may be short of pupil roll. The newest file has")


def test_a_fall_stays_a_fall_on_the_nights_after(council):
    """Every Sunday for eight weeks 30 rows; then 12 on each of the six Sundays that follow."""
    day = dt.date(2026, 8, 16)
    for week in range(8 + 6):
        council.roll((day + dt.timedelta(7 * week)).isoformat(), s100001=30 if week < 8 else 12)

    found = council.feed("pupil_roll", "2026-11-15")

    assert found["states"] == ["fallen", "quiet"]
    assert council.schools("pupil_roll", "2026-11-15") == [("100001", "fallen", 30, 12)]


def test_a_refusal_newer_than_the_newest_file_makes_a_feed_broken_until_one_comes(council):
    council.roll("2026-11-01", s100001=9)
    note_refusal(council.home, feed="pupil_roll", file="roll_2026-11-05.csv", reason="It is empty.",
                 at=at("2026-11-05"), by="J Lee")  # fmt: skip

    broken = council.feed("pupil_roll", "2026-11-05")
    assert broken["states"] == ["broken"]
    assert broken["words"] == "The newest file was refused on 5 November 2026 at 9:00am."
    assert broken["caution"] == (
        "Figures do not include pupil roll since 1 November 2026. "
        "The newest file was refused on 5 November 2026 at 9:00am."
    )
    assert council.feed("pupil_roll", "2026-11-05", at("2026-11-04"))["state"] == "up_to_date"

    council.roll("2026-11-06", s100001=9)
    assert council.feed("pupil_roll", "2026-11-06")["state"] == "up_to_date"


@pytest.mark.parametrize("how", [withdraw, undo])
def test_a_newest_file_that_was_taken_back_makes_a_feed_withdrawn_until_it_is_made_good(
    how, council
):
    council.roll("2026-11-01", s100001=9)
    newest = council.roll("2026-11-05", s100001=9)
    why = {"why": "It was another year's."} if how is withdraw else {}
    how(council.home, newest.load_id, at=at("2026-11-06"), by="J Lee", **why)

    withdrawn = council.feed("pupil_roll", "2026-11-06")
    assert withdrawn["states"] == ["withdrawn"]
    assert withdrawn["file"] == "roll_2026-11-01.csv"
    assert withdrawn["words"].startswith("The newest file was ")
    assert withdrawn["words"].endswith(" on 6 November 2026 at 9:00am.")

    put_back(council.home, newest.load_id, at=at("2026-11-07"), by="J Lee")
    assert council.feed("pupil_roll", "2026-11-07")["states"] == ["up_to_date"]


def test_a_feed_of_which_all_was_withdrawn_is_not_one_that_never_came(council):
    only = council.roll("2026-11-05", s100001=9)
    withdraw(council.home, only.load_id, at=at("2026-11-06"), by="J Lee", why="Wrong council.")

    found = council.feed("pupil_roll", "2026-11-06")

    assert found["states"] == ["withdrawn", "never_loaded"]
    assert found["caution"].startswith("Figures do not include pupil roll. The newest file was")


def test_rows_held_back_make_it_partly_loaded_until_a_fix_file_brings_them_back(council):
    text = (
        ROLL
        + "".join(roll_rows({"s100001": 9}))
        + "P9,,Ben,Novak,31/02/2013,100001,C,01/09/2024,\n"
    )
    reading = read(council.write("roll_2026-11-01.csv", text))
    land(reading, council.home, at("2026-11-01"))

    partly = council.feed("pupil_roll", "2026-11-01")
    assert (partly["states"], partly["words"]) == (["partly_loaded"], "1 row is held back.")
    assert (partly["rows_in"], partly["accepted"], partly["held_back"]) == (10, 9, 1)
    assert partly["caution"] == ""

    fix = council.home.path / "roll_2026-11-01.fix.csv"
    write_fix_file(fix, reading.folder)
    fixed = fix.read_text("utf-8-sig").replace("31/02/2013", "28/02/2013")
    council.load("roll_2026-11-01.fix.csv", fixed, "2026-11-02")

    whole = council.feed("pupil_roll", "2026-11-02")
    assert whole["states"] == ["up_to_date"]
    assert (whole["rows_in"], whole["accepted"], whole["held_back"]) == (10, 10, 0)


def test_a_school_that_was_in_the_files_before_and_is_not_in_the_newest_is_quiet(council):
    """School 100003 has two pupils, who come and go; 100002 is quiet while it sends nothing."""
    for sunday in ("06", "13", "20"):
        council.roll(f"2026-09-{sunday}", s100001=30, s100002=9, s100003=2)
    for night in range(21, 31):
        council.roll(f"2026-09-{night}", s100001=30)

    found = council.feed("pupil_roll", "2026-09-30")

    assert found["states"] == ["quiet"]
    assert found["words"] == "1 school that sent rows before is not in the newest file."
    assert council.schools("pupil_roll", "2026-09-30") == [("100002", "quiet", 9, 0)]
    council.roll("2026-10-01", s100001=30, s100002=9)
    assert council.schools("pupil_roll", "2026-10-01") == []


def test_a_school_that_closed_is_not_quiet(council):
    heading = (
        "URN,LA (code),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (name),"
        "PhaseOfEducation (name),EstablishmentStatus (name),OpenDate,CloseDate,Postcode\n"
    )
    rows = (
        "100001,999,2001,Hilltop,Academy,Primary,Open,,,\n"
        "100002,999,2002,Riverside,Academy,Primary,Closed,,31-10-2026,\n"
    )
    council.load("schools.csv", heading + rows, "2026-11-02")
    council.roll("2026-10-30", s100001=9, s100002=9)
    council.roll("2026-11-02", s100001=9)

    assert council.schools("pupil_roll", "2026-11-02") == []
