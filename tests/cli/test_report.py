"""`onroll report`: figures over periods, in words, as JSON and as CSV."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from onroll.cli import app
from onroll.cli.terminal import ExitCode, Stop
from tests.cli.conftest import AUTHORITY
from tests.web.small_run import AMARA, d, write_run

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
