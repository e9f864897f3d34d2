"""From loads to children: what a newer file replaces, what is kept, and whose value is shown."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onroll.record import feeds
from onroll.record.assemble import TRUSTED, assemble
from onroll.record.engines import connect
from onroll.record.feeds import CATALOGUE
from onroll.record.feeds.landing import land
from onroll.record.gather import PERSON
from onroll.record.home import Home
from onroll.record.run import NothingLoaded, run

AS_OF = date(2026, 11, 2)
LOADED = datetime(2026, 11, 3, 6, tzinfo=UTC)
ROLL = "Pupil ID,UPN,Forename,Surname,Date of Birth,Sex,URN,Enrolment Status,Entry Date,Postcode\n"
CENSUS = (
    "pupilonrolltableid,NativeId,dob,surname,forename,upn,formerupn,uniquelearnernumber,sex,"
    "entrydate,enrolstatus,senprovision\n"
)
CENSUS_LEAVERS = (
    "pupilnolongeronrolltableid,NativeId,dob,surname,forename,upn,formerupn,"
    "uniquelearnernumber,sex,entrydate,leavingdate\n"
)
EXCLUSIONS = (
    "Pupil ID,UPN,URN,Category,Start Date,Sessions,Reason 1,Reason 2,Reason 3,Reinstated On\n"
)
BORN = "date_of_birth"
UPN = "B801200005001"


class Council:
    """A made-up council's home, into which drawn files are loaded one after the other."""

    def __init__(self, folder: Path):
        self.home = Home(folder / "home")
        self.files = folder / "files"
        self.files.mkdir()
        self.home.path.mkdir()
        (self.home.path / "authority.toml").write_text(
            'name = "A"\nshort_name = "A"\nla_code = "999"\ncolour = "#000"\n'
            'postcode_districts = ["XE1"]\n'
        )

    def load(self, name: str, text: str, at: datetime = LOADED) -> None:
        (self.files / name).write_text(text)
        land(feeds.read(self.files / name, received_on=at.date()), self.home, at)

    def run(self, at: datetime = LOADED, as_of: date = AS_OF) -> Path:
        self.last = run(self.home, as_of=as_of, known_at=at)
        return self.last

    def rows(self, table: str, **named) -> list[dict]:
        """A table of a new run."""
        self.run(**named)
        return self.of_last(table)

    def of_last(self, table: str) -> list[dict]:
        """A table of the run just made."""
        return pq.read_table(self.last / f"{table}.parquet").to_pylist()


@pytest.fixture
def council(tmp_path) -> Council:
    return Council(tmp_path)


def pupil(local_id: str, surname: str = "Okafor", dob: str = "27/03/2013", upn: str = "") -> str:
    return f"{local_id},{upn},Amira,{surname},{dob},F,100001,C,01/09/2024,XE1 2AB\n"


def test_a_newer_snapshot_replaces_the_older_and_keeps_whom_it_left_out(council):
    council.load("roll_2026-10-01.csv", ROLL + pupil("P1") + pupil("P2", "Novak", "01/02/2012"))
    council.load("roll_2026-11-01.csv", ROLL + pupil("P2", "Novak-Hill", "01/02/2012"))
    shown = [(r["record_id"], r["surname"], r["file"]) for r in council.rows("records")]
    assert shown == [
        ("pupil_system:P1", "Okafor", "roll_2026-10-01.csv"),
        ("pupil_system:P2", "Novak-Hill", "roll_2026-11-01.csv"),
    ]


def test_a_fact_about_somebody_no_file_names_is_kept_with_its_row(council):
    council.load("roll_2026-11-01.csv", ROLL + pupil("P1"))
    council.load("exclusions_2026-11-01.csv", EXCLUSIONS + "P9,,100001,PERM,05/10/2026,0,PP,,,\n")
    orphan = next(r for r in council.rows("records") if r["local_id"] == "P9")
    assert (orphan["record_id"], orphan["surname"]) == ("pupil_system:P9", None)
    assert (orphan["feed"], orphan["file"], orphan["row"]) == (
        "exclusions", "exclusions_2026-11-01.csv", 2,
    )  # fmt: skip
    facts = [r for r in council.of_last("facts") if r["child"] == orphan["child"]]
    assert {r["fact"] for r in facts} == {"permanent_exclusion", "age_not_known"}


def test_the_value_shown_is_the_most_trusted_sources_and_else_the_next_ones(council):
    """The pupil system writes Okafor and gives no ethnicity; the census writes Okafore."""
    council.load("roll_2026-11-01.csv", ROLL + pupil("P1", upn=UPN))
    row = f"a1,100001,2013-Mar-27 00:00:00,Okafore,Amira,{UPN},,,F,2024-Sep-01 00:00:00,C,E\n"
    council.load("2026_autumn_pupilonroll.csv", CENSUS + row)
    (child,) = council.rows("children")
    assert (child["surname"], child["upn"]) == ("Okafor", UPN)
    assert {r["surname"] for r in council.of_last("records")} == {"Okafor", "Okafore"}


def test_of_two_files_of_a_source_the_later_is_shown_whatever_they_are_called(council):
    """October's file sorts before May's by name, and its spelling is the newer."""
    row = f"a1,100001,2013-Mar-27 00:00:00,Old,Amira,{UPN},,,F,2024-Sep-01 00:00:00,C,\n"
    council.load("2026_summer_pupilonroll.csv", CENSUS + row)
    row = f"b1,100001,2013-Mar-27 00:00:00,New,Amira,{UPN},,,F,2024-Sep-01,2026-Jul-20\n"
    council.load("2026_autumn_pupilnolongeronroll.csv", CENSUS_LEAVERS + row)
    assert [r["surname"] for r in council.rows("records")] == ["New"]


def test_what_a_source_called_a_child_before_is_kept_beside_what_it_says_now(council):
    row = f"a1,100001,2013-Mar-27 00:00:00,Old,Amira,{UPN},,,F,2024-Sep-01 00:00:00,C,\n"
    council.load("2026_summer_pupilonroll.csv", CENSUS + row)
    row = f"b1,100001,2013-Mar-27 00:00:00,New,Amira,{UPN},,,F,2024-Sep-01,2026-Jul-20\n"
    council.load("2026_autumn_pupilnolongeronroll.csv", CENSUS_LEAVERS + row)
    (record,) = council.rows("records")
    (also,) = council.of_last("also")
    assert (also["record_id"], also["surname"]) == (record["record_id"], "Old")
    assert "New" not in also.values()


def test_a_record_that_every_row_gives_alike_is_known_in_no_other_way(council):
    council.load("roll_2026-11-01.csv", ROLL + pupil("P1"))
    council.run()
    assert council.of_last("also") == []


def test_of_two_dates_of_birth_the_trusted_one_decides_the_childs_age():
    """The pupil system says 31 August 2013, health 1 September: the age is the former's."""
    db = connect()
    db.execute(f"""
        create table source_record as select * from (values
          ('health:N1', 'health', 'N1', date '2013-09-01', 'gp_registrations', 'g.csv', 7),
          ('pupil_system:P1', 'pupil_system', 'P1', date '2013-08-31', 'pupil_roll', 'r.csv', 2),
          ('social_care:S1', 'social_care', 'S1', null, 'cin_census', 'c.xml', 9))
          as t(record_id, source, local_id, date_of_birth, feed, file, row)
          cross join (select {", ".join(f"null::varchar as {c}" for c in PERSON if c != BORN)})""")
    db.execute("create table said (record_id varchar, fact varchar, starts_on date,"
               " ends_before date, value double, setting varchar, feed varchar, file varchar,"
               " row integer)")  # fmt: skip
    ids = ["health:N1", "pupil_system:P1", "social_care:S1"]
    people = {"record_id": ids, "person_id": ["EC-1", "EC-1", "EC-2"]}
    nothing = {"weight": pa.nulls(3, pa.float64()), "reason": ["", "", ""]}
    assemble(db, pa.table(people | nothing), AS_OF)
    born = db.execute("select child, date_of_birth, year_group from children order by child")
    assert born.fetchall() == [("EC-1", date(2013, 8, 31), 9), ("EC-2", None, None)]
    ages = db.execute(
        "select child, starts_on, feed, row from facts where fact = 'compulsory_school_age'"
    )
    assert ages.fetchall() == [("EC-1", date(2018, 8, 31), "pupil_roll", 2)]


def test_a_birthday_on_31_august_is_a_school_year_ahead_of_one_on_1_september(council):
    """Turning 11 on 31 August 2026: Year 7 from the next day. On 1 September: still Year 6."""
    council.load(
        "roll_2026-11-01.csv",
        ROLL + pupil("P1", "Amis", "31/08/2015") + pupil("P2", "Bewick", "01/09/2015"),
    )
    years = {r["surname"]: r["year_group"] for r in council.rows("children")}
    assert years == {"Amis": 7, "Bewick": 6}
    child = {r["surname"]: r["child"] for r in council.of_last("records")}
    bands = {
        (r["child"], r["fact"]): (r["starts_on"], r["ends_before"])
        for r in council.of_last("facts")
    }
    assert bands[child["Amis"], "reception_or_key_stage_1"] == (date(2019, 9, 1), date(2022, 9, 1))
    assert bands[child["Amis"], "key_stage_2"] == (date(2022, 9, 1), date(2026, 9, 1))
    assert bands[child["Amis"], "key_stage_3_or_year_10"] == (date(2026, 9, 1), date(2030, 9, 1))
    assert bands[child["Amis"], "year_11"] == (date(2030, 9, 1), date(2031, 9, 1))
    assert bands[child["Bewick"], "key_stage_2"] == (date(2023, 9, 1), date(2027, 9, 1))


def test_of_two_rolls_entered_on_one_day_the_school_shown_does_not_depend_on_the_order(council):
    row = "P1,,Amira,Okafor,27/03/2013,F,{},C,01/09/2024,\n"
    council.load("roll_2026-11-01.csv", ROLL + row.format(100002) + row.format(100001))
    assert [r["setting"] for r in council.rows("children")] == ["100002"]


def test_a_run_needs_neither_schools_nor_term_dates_nor_anything_but_one_file(council):
    council.load("exclusions_2026-11-01.csv", EXCLUSIONS + "P9,,100001,PERM,05/10/2026,0,PP,,,\n")
    (clock,) = council.rows("clocks")
    assert (clock["starts_on"], clock["due_on"], clock["met_on"]) == (date(2026, 10, 5), None, None)
    assert [r["date_of_birth"] for r in council.of_last("children")] == [None]


def test_on_a_day_before_any_data_a_child_meets_every_not_and_nothing_else(council):
    council.load("roll_2026-11-01.csv", ROLL + pupil("P1"))
    (child,) = council.rows("children", as_of=date(2001, 1, 1))
    assert child["setting"] is None
    for test in council.of_last("tests"):
        assert test["met"] == test["words"].startswith("not "), test


def test_every_source_of_people_has_a_place_in_the_order_of_trust():
    assert {feed.source for feed in CATALOGUE if feed.people} == set(TRUSTED)


def links(council: Council) -> list[dict]:
    return pq.read_table(council.home.people / "links.parquet").to_pylist()


def test_looking_back_at_what_was_known_changes_no_childs_id(council):
    """Two records, joined when the second came. A run as known before it leaves the links alone."""
    later = LOADED + timedelta(days=30)
    council.load("roll_2026-11-01.csv", ROLL + pupil("P1", upn=UPN))
    council.run()
    row = f"a1,100001,2013-Mar-27 00:00:00,Okafor,Amira,{UPN},,,F,2024-Sep-01 00:00:00,C,\n"
    council.load("2026_autumn_pupilonroll.csv", CENSUS + row, at=later)
    now = council.rows("records", at=later)
    kept = links(council)
    assert [r["child"] for r in council.rows("records", at=LOADED)] == [now[0]["child"]]
    assert links(council) == kept
    assert council.rows("records", at=later) == now


def test_a_record_left_out_of_one_file_has_its_old_id_when_it_comes_back(council):
    """P0 joins P1 by its UPN, so the child keeps P1's id; then both are gone for a week."""
    one, other = pupil("P1", upn=UPN), pupil("P0", upn=UPN)
    somebody = pupil("P5", "Novak", "01/02/2012")
    week = timedelta(days=7)
    council.load("roll_2026-10-01.csv", ROLL + one + somebody)
    (first, _) = council.rows("records")
    council.load("roll_2026-10-08.csv", ROLL + other + one + somebody, at=LOADED + week)
    joined = council.rows("records", at=LOADED + week)
    assert [r["child"] for r in joined[:2]] == [first["child"]] * 2
    council.load("roll_2026-10-15.csv", ROLL + somebody, at=LOADED + 2 * week)
    council.run(at=LOADED + 2 * week)
    council.load("roll_2026-10-22.csv", ROLL + one + other + somebody, at=LOADED + 3 * week)
    back = council.rows("records", at=LOADED + 3 * week)
    assert [r["child"] for r in back[:2]] == [first["child"]] * 2


def test_a_run_that_fails_leaves_nothing_behind(council):
    council.load("roll_2026-11-01.csv", ROLL + pupil("P1"))
    council.run()
    kept, stood = links(council), set(council.home.runs.iterdir())
    of_people = set(council.home.people.iterdir())
    council.load("roll_2026-11-02.csv", ROLL + pupil("P2"))
    with pytest.raises(ValueError, match="No engine is called"):
        run(council.home, as_of=AS_OF, known_at=LOADED, engine="abacus")
    assert links(council) == kept
    assert set(council.home.runs.iterdir()) == stood
    assert set(council.home.people.iterdir()) == of_people


def test_the_same_run_made_again_takes_the_place_of_the_first(council):
    council.load("roll_2026-11-01.csv", ROLL + pupil("P1"))
    first = council.run()
    again = council.run()
    assert first == again
    assert [path.name for path in council.home.runs.iterdir()] == [again.name]
    assert not (again / "replaced").exists()


def test_the_secret_is_whole_and_only_ours_to_read(council):
    council.load("roll_2026-11-01.csv", ROLL + pupil("P1"))
    council.run()
    secret = council.home.people / "secret"
    assert len(secret.read_bytes()) == 32
    assert secret.stat().st_mode & 0o077 == 0


def test_a_home_with_no_loads_says_so(council):
    with pytest.raises(NothingLoaded, match="Load a file first"):
        council.run()
