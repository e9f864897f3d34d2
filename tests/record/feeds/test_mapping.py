"""Which heading is which column: said once by a person, then used by itself."""

import datetime as dt
import json
import random

import pytest

from onroll.record.feeds import FileRefused, feed, read
from onroll.record.feeds.column_mapping import Mapping, save_mapping, saved_mappings
from onroll.record.feeds.known import known
from onroll.record.feeds.matching import heading_keys
from onroll.record.feeds.preview import Preview, preview
from onroll.record.home import Home
from tests.record.feeds.drawn_roll import HEADINGS, children, text

AT = dt.datetime(2026, 11, 1, 9, 14, tzinfo=dt.UTC)
NAME = "extract_2026-11-01.csv"


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home")


def _renamed(**headings):
    rows = text(children())
    for old, new in headings.items():
        rows = rows.replace(old.replace("_", " "), new, 1)
    return rows


def test_a_heading_that_nobody_knows_is_what_a_person_says_it_is(write):
    path = write(NAME, _renamed(Surname="Ln"))
    with pytest.raises(FileRefused, match="could not find a column for Surname"):
        read(path, "pupil_roll")

    reading = read(path, mapping=Mapping("pupil_roll", "synergy", {"ln": "surname"}))

    assert reading.accepted["surname"].to_pylist()[0] == "Lee"
    assert reading.columns["surname"] == "Ln"


def test_two_headings_that_look_alike_are_told_apart_by_a_mapping(write):
    path = write(NAME, _renamed(Address="Last Name"))
    with pytest.raises(FileRefused, match="'Surname' and 'Last Name' both look like Surname"):
        read(path, "pupil_roll")

    reading = read(path, mapping=Mapping("pupil_roll", columns={"surname": "surname"}))

    assert reading.columns["surname"] == "Surname"
    assert reading.unknown_columns == ("Last Name",)


def test_a_column_that_a_mapping_says_is_not_used_is_not_used(write):
    reading = read(
        write(NAME, text(children())), mapping=Mapping("pupil_roll", columns={"sex": ""})
    )

    assert "sex" not in reading.columns
    assert "Sex" in reading.unknown_columns


def test_dates_are_read_month_first_where_a_person_says_so(write):
    row = children(1)[0] | {"Date of Birth": "03/14/2013"}
    path = write(
        NAME, text([row, row | {"Pupil ID": "P9", "UPN": "", "Date of Birth": "14/03/2013"}])
    )

    reading = read(path, mapping=Mapping("pupil_roll", month_first=True))

    assert reading.accepted["date_of_birth"].to_pylist() == [dt.date(2013, 3, 14)]
    assert [(p.row, p.rule_id) for p in reading.problems if p.column == "Date of Birth"] == [
        (3, "date_of_birth.day_first")
    ]


def test_a_saved_mapping_is_used_by_itself_where_all_its_headings_are_there(home, write):
    save_mapping(home, Mapping("pupil_roll", "synergy", {"ln": "surname"}), by="Priya", at=AT)
    path = write(NAME, _renamed(Surname="Ln"))

    reading = read(path, known=known(home))

    assert reading.feed.key == "pupil_roll"
    assert reading.columns["surname"] == "Ln"


def test_a_mapping_is_never_changed_and_the_newest_counts(home):
    first = Mapping("pupil_roll", "synergy", {"ln": "surname"})
    second = Mapping("pupil_roll", "synergy", {"lname": "surname"}, header_row=3)
    save_mapping(home, first, by="Priya", at=AT)
    save_mapping(home, second, by="Joanne", at=AT + dt.timedelta(days=1))
    again = save_mapping(home, second, by="Joanne", at=AT + dt.timedelta(days=2))

    assert [(s.mapping, s.number, s.by) for s in saved_mappings(home)] == [(second, 2, "Joanne")]
    assert again.number == 2
    assert saved_mappings(home, "exclusions") == ()
    kept = json.loads((home.mappings / "pupil_roll" / "synergy" / "1.json").read_text())
    assert kept["mapping"]["columns"] == {"ln": "surname"}


@pytest.mark.parametrize("system", ["sap", "", "../x"])
def test_a_mapping_is_of_one_of_the_systems(system, home):
    with pytest.raises(ValueError, match="There is no system"):
        save_mapping(home, Mapping("pupil_roll", system), by="Priya", at=AT)


def test_headings_that_are_the_same_have_keys_of_their_own():
    assert heading_keys(("Date", "date ", "", "DOB")) == ("date", "date#2", "#3", "dob")


def test_a_preview_says_what_is_missing_doubtful_and_unknown():
    headings = ("UPN", "Surname", "Last Name", "Tea", "Pupil ID")

    shown = preview(
        headings, [["a", "b", "c", "d", "e"]] * 30, header_row=1, kind_words="CSV", notes=(),
        catalogue=(feed("pupil_roll"), feed("term_dates")),
    )  # fmt: skip

    assert shown.feeds == ("pupil_roll", "term_dates")
    assert shown.matched == {0: "upn", 4: "pupil_id"}
    assert shown.doubtful == {"surname": (1, 2)}
    assert shown.unknown == (3,)
    assert "date_of_birth" in shown.missing
    assert len(shown.rows) == 20
    assert Preview.of_json(json.loads(json.dumps(shown.as_json()))) == shown


def _drifted(rng):
    """A header that has drifted, and for each of its headings the true one, or None."""
    true = list(HEADINGS)
    rng.shuffle(true)
    shown = list(true)
    kind = rng.choice(["renamed", "missing", "extra", "reordered"])
    at = rng.randrange(len(true))
    if kind == "renamed":
        shown[at] = rng.choice(
            ["Column1", "Name", "Start", "Ref", "Date", "Value", shown[at] + "2"]
        )
    elif kind == "missing":
        del true[at], shown[at]
    elif kind == "extra":
        true.insert(at, "")
        shown.insert(at, rng.choice(["House", "Tutor", "Year", "Note", "Last Name", "DOB"]))
    return true, shown


def test_no_drift_of_the_headings_is_read_as_another_column():
    """400 drawn drifts: each column that is read is the true one, or the file is refused."""
    from onroll.record.feeds.matching import match

    rng = random.Random(20261101)
    roll = feed("pupil_roll")
    refused = 0
    for _ in range(400):
        true, shown = _drifted(rng)
        try:
            found = match(roll, shown, "roll.csv")
        except FileRefused:
            refused += 1
            continue
        assert {name: roll.column(name).title for name in found.at} == {
            name: true[place] for name, place in found.at.items()
        }
    assert 0 < refused < 400
