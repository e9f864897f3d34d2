"""The main job, as a person does it: from files to "this child is missing education, and why"."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import Onroll, at

DAY = "2026-01-15"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("whole_job")


@pytest.fixture(scope="module")
def exampleshire(folder: Path) -> Onroll:
    """The command, with a small Exampleshire made, loaded, worked out and published."""
    onroll = at(folder / ".demo", folder)
    ran = onroll("demo", "--children", "500", "--no-serve")
    assert ran.returncode == 0, ran.stderr
    for stage in ("Made Exampleshire", "Loaded its files", "Linked its children", "Published it"):
        assert re.search(rf"^{stage}.*: \d+\.\d seconds\.$", ran.stderr, re.MULTILINE)
    assert len(re.findall(r"^EC-[0-9A-Z]{8}  ", ran.stdout, re.MULTILINE)) == 12
    return onroll


def test_a_second_start_reuses_what_stands(exampleshire: Onroll, folder: Path) -> None:
    before = (folder / ".demo" / "demo.json").read_text()
    ran = exampleshire("demo", "--no-serve")
    assert (ran.returncode, "seconds" in ran.stderr) == (0, False)
    assert json.loads(before)["password"] in ran.stdout
    assert "analyst@exampleshire.example, who may load files" in ran.stdout


def test_colleagues_have_left_work_to_look_at(exampleshire: Onroll, folder: Path) -> None:
    """One pair that somebody is not sure about, and a child whom somebody protected."""
    left = json.loads((folder / ".demo" / "demo.json").read_text())["colleagues"]
    assert {"not_sure", "protected"} <= left.keys()
    said = exampleshire("demo", "--no-serve").stdout
    assert all(f"  {child} " in said for child in left.values())
    people = folder / ".demo" / "people"
    assert (people / "decisions" / "000001.json").exists()
    assert (people / "shields" / "000001.json").exists()


def test_every_child_on_a_list_can_be_asked_about(exampleshire: Onroll) -> None:
    listed = json.loads(exampleshire("list", "missing_education", "--as-of", DAY, "--json").stdout)
    assert listed
    for one in listed[:3]:
        ran = exampleshire("why", one["child"], "missing_education", "--as-of", DAY, "--json")
        answer = json.loads(ran.stdout)
        assert (answer["met"], answer["as_of"], answer["since"]) == (True, DAY, one["since"])
        assert all(test["met"] for test in answer["tests"])
        evidence = [each for test in answer["tests"] for each in test["evidence"]]
        assert all(each["feed"] and each["file"] and each["row"] for each in evidence)


def test_why_not_names_the_test_that_fails(exampleshire: Onroll) -> None:
    on_roll = json.loads(exampleshire("list", "on_roll", "--as-of", DAY, "--json").stdout)
    ran = exampleshire("why", on_roll[0]["child"], "missing_education", "--as-of", DAY)
    assert "No." in ran.stdout
    assert "not met  not on a school roll" in ran.stdout


def test_the_row_that_is_named_is_the_row_in_the_file(exampleshire: Onroll, folder: Path) -> None:
    child = json.loads(exampleshire("list", "on_roll", "--as-of", DAY, "--json").stdout)[0]["child"]
    answer = json.loads(exampleshire("why", child, "on_roll", "--as-of", DAY, "--json").stdout)
    (evidence, *_) = answer["tests"][0]["evidence"]
    (file,) = (folder / ".demo" / "files").rglob(evidence["file"])
    line = file.read_text(encoding="utf-8-sig").splitlines()[evidence["row"] - 1]
    begun = date.fromisoformat(evidence["starts_on"])
    assert f"{begun:%d/%m/%Y}" in line or f"{begun:%Y-%b-%d}" in line


def test_no_name_is_in_a_message(exampleshire: Onroll, folder: Path) -> None:
    stories = json.loads((folder / ".demo" / "truth" / "about.json").read_text())["stories"]
    said = [exampleshire("list", "missing_education", "--as-of", DAY)]
    said += [exampleshire("why", "EC-00000000", "missing_education"), exampleshire("feeds")]
    said += [exampleshire("load", folder / ".demo" / "files" / "pupil_system", "--dry-run")]
    said += [exampleshire("load", folder / ".demo" / "practice"), exampleshire("loads")]
    words = "".join(ran.stdout + ran.stderr for ran in said)
    assert [story["name"] for story in stories if story["name"] in words] == []


def test_the_extract_to_practise_on_is_mended_and_its_load_undone(
    exampleshire: Onroll, folder: Path
) -> None:
    """Five errors, the good rows, the fix file; then all is as it was."""
    before = exampleshire("loads", "--json").stdout
    (broken,) = (folder / ".demo" / "practice").glob("roll_*[0-9].csv")
    confirmed = ["--accept-good", "--confirm", "period.too_new"]
    ran = exampleshire("load", broken, *confirmed)
    assert ran.returncode == 0, ran.stderr
    assert "See " + broken.stem in ran.stdout
    (load,) = {each["load_id"]: each for each in json.loads(exampleshire("loads", "--json").stdout)
               if each["file"] == broken.name}.values()  # fmt: skip
    assert 5 <= load["held_back"] <= 6
    assert exampleshire("loads", "undo", load["load_id"], "--yes").returncode == 0
    states = [(each["file"], each["state"]) for each in json.loads(before)]
    after = json.loads(exampleshire("loads", "--json").stdout)
    assert [
        (each["file"], each["state"]) for each in after if each["file"] != broken.name
    ] == states


def test_a_watched_folder_publishes_what_is_known_today_and_then_has_nothing_to_do(
    exampleshire: Onroll, folder: Path
) -> None:
    """Nothing came, but the day is another than the one that the pages show."""
    (folder / "extracts").mkdir()
    watch = ["watch", folder / "extracts", "--once", "--every", "0", "--run"]
    first, second = exampleshire(*watch), exampleshire(*watch)
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert re.fullmatch(r"\S+: worked out and published\.\n", first.stdout)
    assert second.stdout == ""


def test_a_reference_that_nobody_has_is_said_to_be(exampleshire: Onroll) -> None:
    ran = exampleshire("why", "EC-00000000", "missing_education")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "no child has the reference 'EC-00000000'" in ran.stderr


def test_an_earlier_known_at_uses_only_what_was_there(exampleshire: Onroll) -> None:
    ran = exampleshire("run", "--known-at", "2020-01-01", "--no-publish")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "Nothing has been loaded" in ran.stderr


def test_a_user_gets_a_password_once(exampleshire: Onroll) -> None:
    ran = exampleshire("user", "add", "amina@exampleshire.example", "--name", "Amina Yusuf")
    assert ran.returncode == 0, ran.stderr
    assert re.fullmatch(r"([0-9a-f]{4}-){3}[0-9a-f]{4}\n", ran.stdout)
    assert exampleshire("user", "add", "nonsense", "--name", "Nobody").returncode == 1
