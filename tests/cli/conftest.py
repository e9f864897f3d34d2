"""The command as a person runs it: a home of its own, small made files, words and exit codes.

`onroll` runs it in this process, which costs no start and shares the one reader of files; `process`
starts another, for what only a process can show.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from onroll.cli import main

Onroll = Callable[..., subprocess.CompletedProcess[str]]

AUTHORITY = """\
name = "Exampleshire County Council"
short_name = "Exampleshire"
la_code = "001"
colour = "#1d3557"
postcode_districts = ["XE1", "XE2"]
demo = true
"""
ROLL = "Pupil ID,UPN,Forename,Surname,Date of Birth,Sex,URN,Enrolment Status,Entry Date,Postcode\n"
GOOD = "P{0},,Amara,Okonkwo,0{0}/05/2014,F,123456,C,01/09/2024,XE1 1AA\n"
BAD = "P9,,Zebedee,Quillfeather,31/02/2013,M,123456,C,01/09/2024,XE1 1AA\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    (home / "authority.toml").write_text(AUTHORITY, encoding="utf-8")
    return home


@pytest.fixture
def onroll(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Onroll:
    """The command with that home, in this process."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)

    def onroll(*arguments: str | Path, home: Path = home) -> subprocess.CompletedProcess[str]:
        monkeypatch.setenv("ONROLL_HOME", str(home))
        monkeypatch.setattr(sys, "argv", ["onroll", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", StringIO())
        out, err = StringIO(), StringIO()
        with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as left:
            main()
        return subprocess.CompletedProcess(
            sys.argv, int(left.value.code or 0), out.getvalue(), err.getvalue()
        )

    return onroll


@pytest.fixture
def process(home: Path, tmp_path: Path) -> Onroll:
    """The command with that home, in a process of its own."""
    return at(home, tmp_path)


def at(home: Path, folder: Path) -> Onroll:
    """The command with that home, started in that folder, with a database of its own."""

    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}

    def onroll(*arguments: str | Path, home: Path = home) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "onroll.cli", *map(str, arguments)],
            cwd=folder,
            env=environment | {"ONROLL_HOME": str(home), "COLUMNS": "100"},
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )

    return onroll


@pytest.fixture
def roll(tmp_path: Path) -> Callable[..., Path]:
    """Writes a school roll of some good rows and some bad ones."""

    def roll(name: str = "roll_2025-01-06.csv", *, good: int = 3, bad: int = 0) -> Path:
        path = tmp_path / name
        rows = [GOOD.format(number) for number in range(1, good + 1)] + [BAD] * bad
        path.write_text(ROLL + "".join(rows), encoding="utf-8")
        return path

    return roll
