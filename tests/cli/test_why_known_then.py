"""`onroll why --known-at` and `onroll ledger` on a small home: a leaver of whom a school told late.

Amara left on 20 October. The roll of 1 November still had her; the files of 10 November say so.
"""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from onroll.record.feeds import read
from onroll.record.feeds.landing import land
from onroll.record.home import Home
from onroll.record.run import run
from tests.cli.conftest import AUTHORITY, Onroll
from tests.web.real_run import ROLL

FIRST, SECOND = (datetime(2026, 11, day, 6, tzinfo=UTC) for day in (1, 10))
HEADS, AMIRA, *OTHERS = ROLL.splitlines(keepends=True)
LEAVERS = (
    "Pupil ID,UPN,Forename,Surname,Date of Birth,Sex,URN,Entry Date,Leaving Date\n"
    "P1,,Amira,Example,27/03/2016,F,100001,01/09/2024,20/10/2026\n"
)
FILES = [
    ("roll_2026-11-01.csv", HEADS + AMIRA + "".join(OTHERS), FIRST),
    ("roll_2026-11-10.csv", HEADS + "".join(OTHERS), SECOND),
    ("leavers_2026-11-10.csv", LEAVERS, SECOND),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with all three files and one run, which knows all of them."""
    home = tmp_path_factory.mktemp("made")
    (home / "authority.toml").write_text(AUTHORITY, encoding="utf-8")
    for name, text, moment in FILES:
        path = home / name
        path.write_text(text, encoding="utf-8")
        land(read(path, received_on=moment.date()), Home(home), moment)
    run(Home(home), as_of=date(2026, 11, 20), known_at=datetime(2026, 11, 20, 22, tzinfo=UTC))
    return home


@pytest.fixture
def amira(made: Path, home: Path) -> str:
    """Her reference, in a copy of that home."""
    shutil.copytree(made, home, dirs_exist_ok=True)
    (folder,) = (home / "runs").glob("[!.]*")
    rows = pq.read_table(folder / "children.parquet").to_pylist()
    return next(row["child"] for row in rows if row["forename"] == "Amira")


def test_the_answer_of_then_and_what_arrived_since(amira: str, home: Path, onroll: Onroll):
    asked = ("why", amira, "on_roll", "--as-of", "2026-11-05")
    assert "\nNo.\n" in onroll(*asked).stdout
    told = onroll(*asked, "--known-at", "2026-11-05")
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("As known at the end of 5 November 2026.")
    assert "Yes, since 1 September 2024" in told.stdout
    assert "Take any one of these away and the child leaves:" in told.stdout
    now = told.stdout.split("As known now")[1]
    assert ": No." in now
    assert "The answer turned on:" in now
    assert "no more told: on a school roll, from 1 September 2024 (pupil_roll" in now
    runs = len(list((home / "runs").glob("[!.]*")))
    again = json.loads(onroll(*asked, "--known-at", "2026-11-05", "--json").stdout)
    assert len(list((home / "runs").glob("[!.]*"))) == runs  # the run made for the first is kept
    assert again["met"] is True
    assert [fact["fact"] for fact in again["why"]] == ["on_roll"]
    assert again["now"]["met"] is False
    assert again["counted_then"] is True
    assert [(one["fact"], one["came"]) for one in again["arrived_since"] if one["decides"]] == [
        ("on_roll", False)
    ]


def test_before_anything_was_loaded_there_is_no_answer(amira: str, onroll: Onroll):
    told = onroll("why", amira, "on_roll", "--known-at", "2026-10-01")
    assert told.returncode == 1
    assert "Nothing has been loaded" in told.stderr


def test_a_ledger_tells_what_was_learnt_late_from_what_happened(amira: str, onroll: Onroll):
    onroll("run", "--as-of", "2026-11-05", "--known-at", "2026-11-05", "--no-publish")
    found = json.loads(onroll("ledger", "on_roll", "--from", "2026-11-05", "--json").stdout)
    steps = {step["cause"]: step for step in found["steps"]}
    assert (found["opening"], found["closing"]) == (5, 4)
    assert steps["Learnt late or corrected"]["left"] == [amira]
    assert (found["entered"], found["left"], found["restated"]) == (0, 0, -1)
    words = onroll("ledger", "on_roll", "--from", "2026-11-05").stdout
    assert "Learnt late or corrected: off" in words
    assert words.rstrip().endswith("4")


def test_what_is_no_run_and_no_day_is_told_so(amira: str, onroll: Onroll):
    told = onroll("ledger", "on_roll", "--from", "October")
    assert told.returncode == 2
    assert "'October' is no run and no day" in told.stderr
