"""`onroll link`, as a person runs it on files of their own."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from tests.cli.conftest import Onroll

PUPILS = """\
Pupil,First name,Family name,Born,Sex,Post code,Address
P1,Amara,Bello,14/05/2013,F,XE1 1AA,1 High Street
P2,Tunde,Okafor,01/03/2011,M,XE3 3DD,5 Hill Road
P3,Ben,Cole,02/09/2012,M,XE2 2BB,7 Mill Lane
"""
HEALTH = """\
NHS number,Forename,Surname,Date of birth,Sex,Postcode,Address
9434765870,AMARA,Bello,2013-05-14,F,XE1 1AA,1 High Street
9434765919,Benjamin,Cole,2012-09-02,M,XE9 9ZZ,2 Other Road
"""


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    pupils, health = tmp_path / "pupils.csv", tmp_path / "health.csv"
    pupils.write_text(PUPILS, encoding="utf-8")
    health.write_text(HEALTH, encoding="utf-8")
    return [pupils, health]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def people(out: Path) -> list[set[str]]:
    together: dict[str, set[str]] = {}
    for row in rows(out / "links.csv"):
        together.setdefault(row["person_id"], set()).add(row["record_id"])
    return sorted(together.values(), key=sorted)


def test_two_files_are_linked_by_their_usual_headings(
    onroll: Onroll, files: list[Path], tmp_path: Path
) -> None:
    ran = onroll("link", *files, "--out", tmp_path / "out")
    assert (ran.returncode, ran.stdout.splitlines()) == (
        0,
        [
            "5 records of 4 people",
            "        4  first record",
            "        1  same name, date of birth and postcode",
            "        1  pairs in doubt, for people to decide",
        ],
    )
    assert people(tmp_path / "out") == [
        {"health:row 2", "pupils:row 2"},
        {"health:row 3"},
        {"pupils:row 3"},
        {"pupils:row 4"},
    ]
    (doubt,) = rows(tmp_path / "out" / "doubtful.csv")
    assert (doubt["record_a"], doubt["record_b"]) == ("health:row 3", "pupils:row 4")
    assert "forename: an alias (for)" in doubt["agrees"]
    assert "date of birth: the same (strongly for)" in doubt["agrees"]
    assert doubt["differs"] == "place: different (against)"
    assert doubt["missing"] == "NHS number"


def test_columns_are_named_on_the_command_line_or_in_settings(
    onroll: Onroll, files: list[Path], tmp_path: Path
) -> None:
    named = ["--column", "record_id=Pupil", "--column", "forename=first name"]
    assert onroll("link", files[0], *named, "--out", tmp_path / "a").returncode == 0
    assert {"P1"} in people(tmp_path / "a")
    settings = tmp_path / "link.toml"
    settings.write_text(f'out = "{tmp_path / "b"}"\n[columns]\nrecord_id = "Pupil"\n')
    assert onroll("link", files[0], "--settings", settings).returncode == 0
    assert people(tmp_path / "b") == people(tmp_path / "a")


def test_what_people_decided_binds_and_a_person_keeps_the_id(
    onroll: Onroll, files: list[Path], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    onroll("link", *files, "--out", out)
    before = {row["record_id"]: row["person_id"] for row in rows(out / "links.csv")}
    decided = tmp_path / "decided.csv"
    decided.write_text(
        "record_a,record_b,decision\nhealth:row 3,pupils:row 4,same\n"
        "health:row 2,pupils:row 2,different\n"
    )
    assert onroll("link", *files, "--decisions", decided, "--out", out).returncode == 0
    after = {row["record_id"]: row["person_id"] for row in rows(out / "links.csv")}
    assert after["health:row 3"] == after["pupils:row 4"]
    assert after["health:row 2"] != after["pupils:row 2"]
    assert after["pupils:row 3"] == before["pupils:row 3"]
    assert rows(out / "doubtful.csv") == []


def test_a_workbook_and_a_model_learnt_from_it(onroll: Onroll, tmp_path: Path) -> None:
    path = tmp_path / "adults.xlsx"
    with Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        for at, line in enumerate(HEALTH.splitlines()):
            sheet.write_row(at, 0, line.split(","))
    ran = onroll("link", path, "--train", "--adults", "--out", tmp_path / "out")
    assert ran.returncode == 0
    assert "model: " in ran.stderr  # two rows teach nothing, and that is said
    model = tmp_path / "out" / "model.json"
    again = onroll("link", path, "--model", model, "--out", tmp_path / "out")
    assert again.returncode == 0
    model.write_text("{}")
    refused = onroll("link", path, "--model", model, "--out", tmp_path / "out")
    assert refused.returncode == 4
    assert "is not a model this version of onroll wrote" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["pupils.csv"], 2, "Say where to write: --out FOLDER."),
        (["none.csv", "--out", "o"], 4, "none.csv was not found. Check the name and the folder."),
        (["pupils.csv", "--out", "o", "--column", "forename=Firstname"], 4,
         "there is no column 'Firstname' for forename. Is it 'First name'?"),
        (["pupils.csv", "--out", "o", "--column", "forname=First name"], 4,
         "'forname' is nothing that linking compares. Is it 'forename'?"),
        (["pupils.csv", "--out", "o", "--column", "forename"], 2, "names no heading"),
        (["pupils.csv", "--out", "o", "--column", "record_id=Sex"], 4,
         "1 of 3 rows repeat the record_id of another"),
        (["odd.csv", "--out", "o"], 4, "none of its columns is known. They are: a, b."),
        (["pupils.csv", "pupils.csv", "--out", "o"], 4, "Two of the files are called pupils."),
        (["pupils.csv", "--settings", "odd.csv", "--out", "o"], 4, "cannot be read as TOML"),
        (["pupils.csv", "--decisions", "odd.csv", "--out", "o"], 4,
         "cannot be read as a CSV of record_a, record_b, decision"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_in_words(
    onroll: Onroll, files: list[Path], tmp_path: Path, arguments: list[str], code: int, words: str
) -> None:
    (tmp_path / "odd.csv").write_text("a,b\n1,2\n")
    ran = onroll("link", *arguments)
    assert (ran.returncode, ran.stdout) == (code, "")
    assert words in ran.stderr
