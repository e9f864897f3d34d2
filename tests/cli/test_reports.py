"""`onroll report make`, `pack` and `inspectors-list`: the catalogue's reports as a person asks."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from onroll.cli import app
from onroll.cli.terminal import ExitCode, Stop
from onroll.figures.reports.catalogue import REPORTS
from tests.cli.conftest import AUTHORITY
from tests.web.small_run import AMARA, ZOFIA, d, write_run


@pytest.fixture(scope="module")
def at_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    (home / "authority.toml").write_text(AUTHORITY, encoding="utf-8")
    write_run(home, shields=[(AMARA, 1, "refuge", "named", d("2026-11-01"))])
    return home


def ask(home: Path, *words: str | Path) -> Result:
    return CliRunner().invoke(app, ["report", *map(str, words), "--home", str(home)])


def test_a_report_is_printed_with_its_findings_tables_and_what_is_left_out(at_home: Path) -> None:
    told = ask(at_home, "make", "cme_scorecard").stdout
    assert "0 brought forward + 2 new - 0 resolved" not in told
    assert "1 brought forward + 2 new - 0 resolved = 3 open at the end." in told
    assert "Quarter 3, October to December 2026, so far" in told
    assert "Figures do not include admissions since 1 November 2026. The feed is late." in told


def test_a_report_of_a_day_before_is_of_that_day(at_home: Path) -> None:
    told = json.loads(
        ask(at_home, "make", "cme_scorecard", "--as-of", "2026-09-30", "--json").stdout
    )
    assert (told["day"], told["period"]) == ("2026-09-30", ["2026-07-01", "2026-09-30"])
    sums = {table["key"]: table for table in told["tables"]}["reconciliation"]["rows"]
    assert sums[-1]["active_count"] == {"value": 1, "symbol": None}
    assert sums[-1]["new_family_count"] == {"value": None, "symbol": "x"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("make", "scorecard"), "no report is called 'scorecard'. There are: cme_scorecard"),
        (("make", "kpis", "--as-of", "2026-11-24"), "the newest run is of 23 November 2026"),
    ],
)
def test_what_cannot_be_made_is_refused_in_a_sentence(
    at_home: Path, words: tuple[str, ...], said: str
) -> None:
    told = ask(at_home, *words)
    assert isinstance(told.exception, Stop)
    assert said in str(told.exception)


def test_a_pack_has_every_report_as_text_workbook_and_csv(at_home: Path, tmp_path: Path) -> None:
    told = ask(at_home, "pack", tmp_path / "pack")
    assert told.exit_code == ExitCode.DONE, told.output
    assert told.stdout == f"{len(REPORTS)} reports of 23 November 2026.\n"
    assert {path.name for path in (tmp_path / "pack").iterdir()} == set(REPORTS)
    for key in REPORTS:
        assert {path.suffix for path in (tmp_path / "pack" / key).iterdir()} >= {
            ".txt", ".xlsx", ".csv",
        }  # fmt: skip
    again = ask(at_home, "pack", tmp_path / "pack")
    assert "there is something in it already" in str(again.exception)


def test_the_list_for_inspectors_is_the_same_bytes_again(at_home: Path, tmp_path: Path) -> None:
    told = ask(at_home, "inspectors-list", tmp_path / "one")
    assert "Counted, and not listed: 1 who was protected." in told.stderr
    ask(
        at_home,
        "inspectors-list",
        tmp_path / "two",
        "--as-of",
        "2026-11-23",
        "--run",
        "2026-11-23-a",
    )
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}
        for name in ("one", "two")
    )
    assert one == two
    listed = one["inspectors_list.csv"]
    assert listed.startswith("\ufeffChild reference,".encode())
    assert AMARA.encode() not in listed
    made = one["inspectors_list.how_this_was_made.txt"].decode()
    assert hashlib.sha256(listed).hexdigest() in made
    assert "--as-of 2026-11-23 --run 2026-11-23-a" in made


def test_a_run_that_does_not_stand_is_refused(at_home: Path, tmp_path: Path) -> None:
    told = ask(at_home, "inspectors-list", tmp_path / "list", "--run", "2020")
    assert str(told.exception) == "no run is called '2020'. There are: 2026-11-23-a."
    assert ZOFIA not in told.output
