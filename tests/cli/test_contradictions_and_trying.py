"""`contradictions`, `definitions compare` and `definitions what-if`, over a small run."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from onroll.cli import app
from onroll.cli.terminal import ExitCode, Stop
from tests.web.small_run import AMARA, JOSHUA, ZOFIA, d, write_run

AUTHORITY = """
name = "Exampleshire County Council"
short_name = "Exampleshire"
la_code = "001"
colour = "#00594f"
postcode_districts = ["XE1"]
"""
FACTS = [
    (JOSHUA, fact, d("2026-01-01"), None, None, "100001", "pupil_roll", "roll.csv", 1)
    for fact in ("compulsory_school_age", "on_roll")
] + [(JOSHUA, "part_time_timetable", d("2026-10-20"), None, None, "100001", "ptt", "ptt.csv", 2)]


@pytest.fixture
def at_home(tmp_path: Path) -> Path:
    (tmp_path / "authority.toml").write_text(AUTHORITY, encoding="utf-8")
    write_run(tmp_path, facts=FACTS)
    return tmp_path


def ask(home: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--home", str(home)])


def test_contradictions_are_counted(at_home: Path) -> None:
    told = ask(at_home, "contradictions")
    counts = dict(line.split() for line in told.stdout.splitlines())
    assert counts["home_educated_and_marked_present"] == "1"
    assert counts["two_main_rolls"] == "0"
    assert "3 on 23 November 2026" in told.stderr


def test_one_contradiction_lists_whom_to_ask_and_the_rows(at_home: Path) -> None:
    told = ask(at_home, "contradictions", "home_educated_and_marked_present", "--json")
    (one,) = json.loads(told.stdout)
    assert (one["child"], one["since"], one["asked_of"]) == (ZOFIA, "2026-11-02", "Hilltop Academy")
    assert [(row["feed"], row["file"], row["row"]) for row in one["evidence"]] == [
        ("home_education_register", "register.xlsx", 12),
        ("attendance_marks", "marks.csv", 345),
    ]


def test_another_day_has_its_own_contradictions(at_home: Path) -> None:
    told = ask(at_home, "contradictions", "two_main_rolls", "--as-of", "2026-01-14")
    assert told.stdout.split("\t")[0] == JOSHUA
    assert ask(at_home, "contradictions", "two_main_rolls", "--as-of", "2026-01-15").stdout == ""


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["contradictions", "nothing"], "there is no contradiction 'nothing'"),
        (["definitions", "compare", "statutory"], "name two packs or more"),
        (["definitions", "compare", "statutory", "mine"], "there is no pack 'mine'"),
        (["definitions", "compare", "seslip", "statutory", "--json", "--csv"], "not both"),
        (["definitions", "what-if"], "There is no draft"),
        (["definitions", "what-if", "--threshold", "x=1"], "No threshold is called 'x'"),
        (
            ["definitions", "what-if", "--definition", "on_roll", "--instead", "exit()"],
            "nothing else is read",
        ),
    ],
)
def test_what_cannot_be_done_is_told_with_the_usage_code(
    at_home: Path, words: list[str], reason: str
) -> None:
    told = ask(at_home, *words)
    assert isinstance(told.exception, Stop)
    assert told.exception.code == ExitCode.USAGE
    assert reason in str(told.exception)
    assert told.stdout == ""


def test_packs_are_compared(at_home: Path) -> None:
    words = ("definitions", "compare", "statutory", "leicestershire_2020")
    told = json.loads(ask(at_home, *words, "--json").stdout)
    assert {each["pack"]: each["children"] for each in told["packs"]} == {
        "statutory": 3,
        "leicestershire_2020": 1,
    }
    assert told["pairs"][0]["first_only"] == sorted([JOSHUA, ZOFIA])
    assert re.search(r"Statutory alone +2", ask(at_home, *words).stdout)
    rows = list(csv.DictReader(io.StringIO(ask(at_home, *words, "--csv").stdout)))
    assert {row["child"]: row["leicestershire_2020"] for row in rows} == {
        AMARA: "yes",
        JOSHUA: "no",
        ZOFIA: "no",
    }


def test_a_draft_number_is_tried(at_home: Path) -> None:
    words = ("definitions", "what-if", "--threshold", "part_time_timetable_limit=28")
    only = ("--definition", "part_time_timetable_over_limit")
    (told,) = json.loads(ask(at_home, *words, *only, "--json").stdout)
    assert (told["now"], told["draft"], told["enter"], told["leave"]) == (0, 1, [JOSHUA], [])
    assert len(told["months"]) == 12
    assert f"+ {JOSHUA}" in ask(at_home, *words).stdout
    rows = list(csv.DictReader(io.StringIO(ask(at_home, *words, *only, "--csv").stdout)))
    assert rows == [
        {"definition": "part_time_timetable_over_limit", "child": JOSHUA, "would": "enter"}
    ]


def test_a_definition_is_printed_with_and_without_the_word_show() -> None:
    plain = CliRunner().invoke(app, ["definitions", "missing_education"]).stdout
    assert plain.startswith("Children missing education\n")
    assert CliRunner().invoke(app, ["definitions", "show", "missing_education"]).stdout == plain
    for words in (["--json", "missing_education"], ["missing_education", "--json"]):
        (one,) = json.loads(CliRunner().invoke(app, ["definitions", *words]).stdout)
        assert one["definition"] == "missing_education"
    listed = json.loads(CliRunner().invoke(app, ["definitions", "--json"]).stdout)
    assert len(listed) > 30
    keys = json.loads(CliRunner().invoke(app, ["definitions", "thresholds", "--json"]).stdout)
    assert "part_time_timetable_limit" in {each["threshold"] for each in keys}
    packs = json.loads(CliRunner().invoke(app, ["definitions", "packs", "--json"]).stdout)
    assert "statutory" in {each["pack"] for each in packs}
