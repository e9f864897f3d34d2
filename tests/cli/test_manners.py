"""Results on stdout, everything else on stderr, and an exit code that says which."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from onroll.record import definitions, feeds
from tests.cli.conftest import Onroll


@pytest.mark.parametrize(
    "command",
    ["demo", "load", "loads", "loads undo", "loads withdraw", "loads put-back", "loads fix-file",
     "watch", "feeds", "feeds template", "feeds quiet", "run", "list", "why", "definitions",
     "serve", "user add", "check upn", "link"],
)  # fmt: skip
def test_every_command_has_help_with_an_example(onroll: Onroll, command: str) -> None:
    ran = onroll(*command.split(), "--help")
    assert ran.returncode == 0
    assert "Example: onroll" in ran.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["load"],
        ["list", "no_such_definition"],
        ["why", "EC-00000000", "no_such_definition"],
        ["feeds", "template", "no_such_feed"],
        ["definitions", "no_such_definition"],
    ],
)
def test_what_is_not_a_command_is_usage(onroll: Onroll, arguments: list[str]) -> None:
    ran = onroll(*arguments)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr


@pytest.mark.parametrize("command", ["list missing_education", "why EC-00000000 on_roll"])
def test_before_the_first_run_the_command_says_what_to_do(onroll: Onroll, command: str) -> None:
    ran = onroll(*command.split())
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "`onroll run`" in ran.stderr


def test_the_feeds_are_listed_with_what_came_last(onroll: Onroll) -> None:
    assert "never loaded" in onroll("feeds").stdout
    listed = [row["feed"] for row in json.loads(onroll("feeds", "--json").stdout)]
    assert listed == [feed.key for feed in feeds.CATALOGUE]


def test_a_template_is_the_header_of_its_feed(onroll: Onroll) -> None:
    feed = feeds.CATALOGUE[0]
    (header,) = csv.reader(onroll("feeds", "template", feed.key).stdout.splitlines())
    assert header == [column.title for column in feed.columns]


def test_the_definitions_are_listed_and_printed(onroll: Onroll) -> None:
    listed = json.loads(onroll("definitions", "--json").stdout)
    assert [each["definition"] for each in listed] == [d.key for d in definitions.CATALOGUE]
    printed = onroll("definitions", "missing_education").stdout
    assert "section 436A" in printed


def test_upns_are_checked_line_by_line_and_never_printed(onroll: Onroll, tmp_path: Path) -> None:
    path = tmp_path / "upns.txt"
    path.write_text("A123\nnot a upn\n")
    ran = onroll("check", "upn", path)
    assert ran.returncode == 3
    assert [line.split(":")[0] for line in ran.stdout.splitlines()] == ["Row 1", "Row 2"]
    assert ran.stderr == "error: upns.txt: 2 of 2 are not UPNs.\n"
    assert "A123" not in ran.stdout + ran.stderr
    faults = json.loads(onroll("check", "upn", path, "--json").stdout)
    assert [fault["row"] for fault in faults] == [1, 2]


def test_an_empty_file_of_upns_is_refused(onroll: Onroll, tmp_path: Path) -> None:
    (tmp_path / "upns.txt").write_text("")
    assert onroll("check", "upn", tmp_path / "upns.txt").returncode == 4


def test_a_day_that_does_not_exist_is_usage(onroll: Onroll) -> None:
    ran = onroll("run", "--as-of", "2026-02-31", "--no-publish")
    assert ran.returncode == 2
    assert "2026-02-31" in ran.stderr


def test_a_process_of_its_own_has_the_same_words_streams_and_exit_code(
    process: Onroll, onroll: Onroll, roll: Callable[..., Path]
) -> None:
    path = roll(bad=1)
    for arguments in (["load", path, "--dry-run"], ["load"]):
        mine, theirs = onroll(*arguments), process(*arguments)
        assert (mine.returncode, mine.stdout) == (theirs.returncode, theirs.stdout)
        assert mine.stderr.split() == theirs.stderr.split()


@pytest.mark.parametrize("command", ["calendar --until 2045-01-01", "feeds template pupil_roll"])
def test_a_reader_that_stops_ends_the_command_without_a_word(home: Path, command: str) -> None:
    """`onroll calendar | head`: more than a pipe holds, and less. As a shell says it, SIGPIPE."""
    reader, writer = os.pipe()
    os.close(reader)
    ran = subprocess.run(
        [sys.executable, "-m", "onroll.cli", *command.split()],
        env=os.environ | {"ONROLL_HOME": str(home)},
        stdin=subprocess.DEVNULL,
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.close(writer)
    assert (ran.returncode, ran.stderr) == (141, "")
