"""`onroll report`: figures over periods, in words, as JSON and as CSV."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from onroll.cli import app
from onroll.cli.terminal import ExitCode, Stop
from tests.cli.conftest import AUTHORITY
from tests.web.small_run import AMARA, JOSHUA, ZOFIA, d, write_run

REFUGE = (AMARA, 1, "refuge", "named", d("2026-11-01"))


@pytest.fixture
def at_home(tmp_path: Path) -> Path:
    (tmp_path / "authority.toml").write_text(AUTHORITY, encoding="utf-8")
    left = [
        (child, "left_roll", d("2026-09-14"), d("2026-09-15"), None, urn, "pupil_leavers", "x", n)
        for n, (child, urn) in enumerate([(AMARA, "100001"), ("B", "100001"), ("C", "100009")])
    ]
    write_run(tmp_path, facts=left, shields=[REFUGE])
    return tmp_path


def ask(home: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["report", *words, "--home", str(home)])


def test_each_school_has_a_line_and_one_that_nobody_names_its_number(at_home: Path) -> None:
    """Of the two who left Hilltop Academy one is protected."""
    told = ask(at_home, "exits-by-school")
    quarter = "Quarter 2, July to September 2026"
    assert told.stdout.splitlines() == [
        f"{quarter}\tHilltop Academy\t1\t0\t0",
        f"{quarter}\tURN 100009\t1\t0\t0",
    ]
    assert "up to 23 November 2026" in told.stderr


def test_json_has_days_and_numbers(at_home: Path) -> None:
    (first, _) = json.loads(ask(at_home, "exits-by-school", "--by", "month", "--json").stdout)
    assert first == {
        "setting": "100001",
        "school": "Hilltop Academy",
        "period_start": "2026-09-01",
        "period_end": "2026-09-30",
        "exits": 1,
        "unexplained": 0,
        "home_educated": 0,
    }


def test_work_is_counted_in_as_many_periods_as_are_asked_for(at_home: Path) -> None:
    told = ask(at_home, "cases-over-a-period", "--by", "month", "--periods", "3", "--json")
    rows = json.loads(told.stdout)
    assert [row["period_end"] for row in rows] == ["2026-09-30", "2026-10-31", "2026-11-23"]
    assert [(row["brought_forward"], row["new"], row["active"]) for row in rows] == [
        (0, 0, 0),
        (0, 0, 0),
        (0, 1, 1),
    ]


def test_one_form_at_a_time(at_home: Path) -> None:
    told = ask(at_home, "exits-by-school", "--json", "--csv")
    assert isinstance(told.exception, Stop)
    assert told.exception.code == ExitCode.USAGE


@pytest.mark.parametrize("words", [("--by", "term"), ("--periods", "0")])
def test_another_period_is_no_command(at_home: Path, words: tuple[str, str]) -> None:
    assert ask(at_home, "exits-by-school", *words).exit_code == ExitCode.USAGE


def test_the_departments_return_is_written_with_what_to_chase(
    at_home: Path, tmp_path: Path
) -> None:
    listed = [
        (child, "dfe_return_missing_education", d("2026-11-12"), None) for child in (AMARA, ZOFIA)
    ]
    write_run(at_home, statuses=[*listed, (JOSHUA, "missing_education", d("2026-11-12"), None)])
    folder = tmp_path / "return"
    told = ask(at_home, "cme-census", str(folder), "--children")
    assert told.exit_code == 0, told.output
    first, *chase = told.stdout.splitlines()
    assert first.endswith("children missing education on 23 November 2026, for Autumn term 202627.")
    total = 2  # Joshua is missing education, and not as the Department counts it
    assert first.startswith("2 children")
    rows = list(csv.DictReader((folder / "cme_census.csv").open()))
    assert (rows[0]["breakdown"], rows[0]["child_count"]) == ("Total", str(total))
    behind = list(csv.DictReader((folder / "cme_census.children.csv").open()))
    assert len(behind) == total
    unknown = sum(each["Reason"] == "Not recorded" for each in behind)
    assert f"To chase: Reason: Not recorded, {unknown} of {total}." in chase
    assert (folder / "cme_census.meta.csv").exists()


def test_a_protected_child_is_counted_in_the_return_and_not_listed(
    at_home: Path, tmp_path: Path
) -> None:
    listed = [(c, "dfe_return_missing_education", d("2026-11-12"), None) for c in (AMARA, ZOFIA)]
    write_run(at_home, statuses=listed, shields=[REFUGE])
    told = ask(at_home, "cme-census", str(tmp_path / "return"), "--children")
    assert told.stdout.startswith("2 children")
    assert "Counted, and not listed: 1 who are protected." in told.stderr
    behind = (tmp_path / "return" / "cme_census.children.csv").read_text(encoding="utf-8")
    assert ZOFIA in behind
    assert AMARA not in behind


def test_a_child_without_a_date_of_birth_is_to_be_chased_with_either_return(
    at_home: Path, tmp_path: Path
) -> None:
    asked = [(ZOFIA, "no_date_of_birth", d("2026-09-01"), None, None, "Children missing education")]
    write_run(at_home, contradictions=asked)
    for name in ("cme-census", "ehe-census"):
        folder = tmp_path / name
        told = ask(at_home, name, str(folder), "--children")
        assert told.stdout.splitlines()[1:2] == [
            "To chase: Date of birth: 1 child on no roll, in no return until it is known."
        ]
        named = (folder / "no_date_of_birth.children.csv").read_text(encoding="utf-8")
        assert named.splitlines() == ["Child", ZOFIA]


def test_the_return_of_home_education_has_the_year_before_in_the_autumn_alone(
    at_home: Path, tmp_path: Path
) -> None:
    """Amara is protected: counted in every number, listed behind none."""
    listed = [
        (AMARA, "home_educated", d("2025-10-01"), None),
        (ZOFIA, "home_educated", d("2026-09-01"), None),
    ]
    write_run(at_home, statuses=listed, shields=[REFUGE])
    folder = tmp_path / "return"
    told = ask(at_home, "ehe-census", str(folder), "--children", "--as-of", "2026-10-01")
    assert told.exit_code == 0, told.output
    assert told.stdout.splitlines() == [
        "2 home-educated children on 1 October 2026, for Autumn term 202627.",
        "To chase: Reason: Unknown, 2 of 2.",
        "1 home-educated children at any time in 2025 to 2026: 1 started, 0 returned to school, "
        "0 left the area.",
    ]
    assert told.stderr.count("Counted, and not listed: 1 who are protected.") == 2
    (row,) = csv.DictReader((folder / "ehe_academic_year.csv").open())
    assert (row["time_period"], row["ehe_schtype_acad"]) == ("202526", "1")
    behind = (folder / "ehe_census.children.csv").read_text(encoding="utf-8")
    assert ZOFIA in behind
    assert AMARA not in behind + (folder / "ehe_academic_year.children.csv").read_text("utf-8")
    spring = tmp_path / "spring"
    assert ask(at_home, "ehe-census", str(spring), "--as-of", "2026-01-15").exit_code == 0
    assert sorted(path.name for path in spring.iterdir()) == [
        "ehe_census.csv", "ehe_census.meta.csv",
    ]  # fmt: skip


def test_a_return_of_a_day_that_no_run_knows_is_refused(at_home: Path, tmp_path: Path) -> None:
    told = ask(at_home, "cme-census", str(tmp_path / "return"), "--as-of", "2027-01-21")
    assert isinstance(told.exception, Stop)
    assert "before 21 January 2027" in str(told.exception)
