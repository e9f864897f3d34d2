"""The history of loads, and taking one back: said first, asked, and only then done."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Onroll

Roll = Callable[..., Path]


def history(onroll: Onroll, *options: str) -> list[dict[str, Any]]:
    return json.loads(onroll("loads", "--json", *options).stdout)


@pytest.fixture
def two(onroll: Onroll, roll: Roll) -> list[str]:
    """Two rolls a week apart, the second with a row held back; their load_ids, oldest first."""
    onroll("load", roll(), "--by", "Priya Sharma")
    second = roll("roll_2025-01-13.csv", good=4, bad=1)
    assert onroll("load", second, "--accept-good", "--by", "Sam Adeyemi").returncode == 0
    return [row["load_id"] for row in reversed(history(onroll))]


def test_the_newest_load_is_first_and_says_who_what_and_which_it_replaced(
    onroll: Onroll, two: list[str]
) -> None:
    newest, before = history(onroll)
    assert (newest["state"], newest["by"], newest["rows"], newest["held_back"]) == (
        "standing", "Sam Adeyemi", 5, 1,
    )  # fmt: skip
    assert (before["state"], before["by"], before["replaced_by"]) == (
        "replaced", "Priya Sharma", two[1],
    )  # fmt: skip
    printed = onroll("loads").stdout
    assert re.search(r"standing: 4 of 5 rows, delivery 1 of 2025-01-13, loaded .* by Sam", printed)
    assert "replaced by roll_2025-01-13.csv" in printed


def test_a_history_can_be_of_one_feed(onroll: Onroll, two: list[str]) -> None:
    assert len(history(onroll, "--feed", "pupil_roll")) == 2
    assert history(onroll, "--feed", "placements") == []
    assert onroll("loads", "--feed", "nonsense").returncode == 2


def test_undo_says_what_follows_and_does_nothing_without_a_yes(
    onroll: Onroll, two: list[str]
) -> None:
    ran = onroll("loads", "undo", two[1], "--no-input")
    assert ran.returncode == 2
    assert "roll_2025-01-06.csv, loaded on" in ran.stderr
    assert "will count in its place" in ran.stderr
    assert "Say --yes to do it" in ran.stderr
    assert [row["state"] for row in history(onroll)] == ["standing", "replaced"]


def test_what_was_undone_no_longer_counts_and_can_be_put_back(
    onroll: Onroll, two: list[str]
) -> None:
    ran = onroll("loads", "undo", two[1], "--yes", "--by", "Priya Sharma")
    assert (ran.returncode, ran.stdout) == (
        0, "roll_2025-01-13.csv: undone. 4 rows no longer count.\n",
    )  # fmt: skip
    undone, again = history(onroll)
    assert (undone["state"], undone["taken_back_by"]) == ("undone", "Priya Sharma")
    assert again["state"] == "standing"
    assert onroll("loads", "undo", two[1], "--yes").returncode == 1
    assert onroll("loads", "put-back", two[1]).stdout == "roll_2025-01-13.csv: counts again.\n"
    assert [row["state"] for row in history(onroll)] == ["standing", "replaced"]


def test_a_withdrawal_needs_a_reason_which_the_history_keeps(
    onroll: Onroll, two: list[str]
) -> None:
    assert onroll("loads", "withdraw", two[1], "--yes").returncode == 2
    ran = onroll("loads", "withdraw", two[1], "--yes", "--reason", "Sent in error")
    assert ran.returncode == 0, ran.stderr
    assert (history(onroll)[0]["state"], history(onroll)[0]["why"]) == (
        "withdrawn", "Sent in error",
    )  # fmt: skip


def test_a_delivery_can_be_withdrawn_before_it_comes(onroll: Onroll, roll: Roll) -> None:
    about = ["--feed", "pupil_roll", "--period", "2025-01-06", "--sequence", "1"]
    ran = onroll("loads", "withdraw", *about, "--yes", "--reason", "Another authority's")
    assert ran.returncode == 0, ran.stderr
    assert onroll("load", roll()).returncode == 0
    (load,) = history(onroll)
    assert (load["state"], load["why"]) == ("withdrawn", "Another authority's")
    assert onroll("loads", "put-back", *about).returncode == 0
    assert history(onroll)[0]["state"] == "standing"


def test_the_fix_file_of_a_load_can_be_had_again_and_is_never_written_over(
    onroll: Onroll, two: list[str], tmp_path: Path
) -> None:
    there = tmp_path / "again.fix.csv"
    ran = onroll("loads", "fix-file", two[1], "--to", there)
    assert ran.stdout == f"{there}: 1 of 5 rows of roll_2025-01-13.csv.\n"
    assert there.read_bytes() == (tmp_path / "roll_2025-01-13.fix.csv").read_bytes()
    assert onroll("loads", "fix-file", two[1], "--to", there).returncode == 1
    assert onroll("loads", "fix-file", two[0]).returncode == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["undo", "20200101T000000Z-00000000", "--yes"],
        ["withdraw", "--yes", "--reason", "Sent in error"],
        ["withdraw", "--feed", "pupil_roll", "--yes", "--reason", "Sent in error"],
        ["put-back", "--feed", "nonsense", "--sequence", "1"],
        ["fix-file", "20200101T000000Z-00000000"],
    ],
)
def test_a_load_that_nobody_can_tell_is_usage(onroll: Onroll, arguments: list[str]) -> None:
    ran = onroll("loads", *arguments)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("error: ")


def test_before_the_first_load_the_history_says_what_to_do(onroll: Onroll) -> None:
    ran = onroll("loads")
    assert (ran.returncode, ran.stdout) == (0, "")
    assert "`onroll load`" in ran.stderr


def test_nothing_that_is_said_of_a_load_names_a_child(onroll: Onroll, two: list[str]) -> None:
    said = [onroll("loads"), onroll("loads", "--json"), onroll("loads", "undo", two[1], "--yes")]
    words = "".join(ran.stdout + ran.stderr for ran in said)
    assert not any(name in words for name in ("Amara", "Okonkwo", "Zebedee", "Quillfeather"))
