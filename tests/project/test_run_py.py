"""run.py, the one entry."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import run
from tests.project.browser_and_java import java_version

ROOT = Path(__file__).parents[2]


def test_what_cannot_be_asked_is_named_with_what_can(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["demmo"]) == 2
    assert "`demmo`. There is: demo, test, check" in capsys.readouterr().err


def test_every_command_is_in_the_help() -> None:
    assert [name for name in run.COMMANDS if f"\n    {name}" not in (run.__doc__ or "")] == []


def test_it_needs_nothing_but_python() -> None:
    imports = subprocess.run(
        [
            sys.executable,
            "-I",
            "-S",
            "-c",
            f"import sys; sys.path[:0] = [{str(ROOT)!r}]; import run",
        ],
        capture_output=True,
        text=True,
    )
    assert imports.stderr == ""


def test_a_child_process_compiles_once_and_fetches_no_python(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    held = run.environment()
    assert "PYTHONDONTWRITEBYTECODE" not in held
    assert held["UV_PYTHON_DOWNLOADS"] == "never"


def test_a_new_wheel_of_an_old_version_does_not_make_a_lock_stale(tmp_path: Path) -> None:
    before, after = tmp_path / "before.lock", tmp_path / "after.lock"
    before.write_text("typer==0.29.2 \\\n    --hash=sha256:aa\n")
    after.write_text("typer==0.29.2 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n")
    assert run.pins(before) == run.pins(after) == ["typer==0.29.2"]


def test_what_was_skipped_is_counted_by_its_reason(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    skipped = '<testcase><skipped message="no browser"/></testcase>'
    report.write_text(f"<testsuites><testsuite>{skipped * 2}</testsuite></testsuites>")
    assert run.skips(report) == {"no browser": 2}


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for Java is a shell script")
@pytest.mark.parametrize(
    ("says", "version"),
    [
        ('openjdk version "17.0.13" 2024-10-15', 17),
        ('openjdk version "21" 2023-09-19', 21),
        ('java version "1.8.0_402"', 1),
        ("segmentation fault", 0),
    ],
)
def test_the_version_of_java_is_read_from_what_it_says(
    tmp_path: Path, says: str, version: int
) -> None:
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text(f"#!/bin/sh\necho '{says}' >&2\n")
    java.chmod(java.stat().st_mode | stat.S_IXUSR)
    assert java_version(tmp_path) == version


def test_where_there_is_no_java_its_version_is_0(tmp_path: Path) -> None:
    assert java_version(tmp_path) == 0
