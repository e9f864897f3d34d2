"""`onroll feeds`: how each feed stands, and which schools are quiet."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from onroll.record.feeds.health_words import STATES
from tests.cli.conftest import Onroll

MARKS = "Pupil ID,URN,Date,AM,PM\n"
DAYS = [f"2025-11-{day:02}" for day in (10, 11, 12, 13, 14, 17, 18, 19, 20, 21)]


def test_a_feed_says_in_what_state_it_is_and_why(onroll: Onroll, roll: Callable[..., Path]) -> None:
    """A roll of 1 September 2025 is late by whatever day this is run on."""
    onroll("load", roll("roll_2025-09-01.csv"))

    listed = onroll("feeds").stdout.splitlines()
    rows = json.loads(onroll("feeds", "--json").stdout)

    line = next(line for line in listed if line.startswith("pupil_roll"))
    assert "late: " in line
    assert "nothing since 1 September 2025" in line
    (row,) = [row for row in rows if row["feed"] == "pupil_roll"]
    assert row["state"] == "late"
    assert row["words"] in line
    assert {row["state"] for row in rows} <= set(STATES)


def test_quiet_schools_are_listed_with_when_each_was_heard_last(
    onroll: Onroll, tmp_path: Path
) -> None:
    """Of two schools one sent no mark in the last five school days."""
    sent = {"100001": DAYS, "100002": DAYS[:5]}
    path = tmp_path / "marks_2025-26_autumn.csv"
    path.write_text(
        MARKS + "".join(f"P{urn},{urn},{day},/,\\\n" for urn, days in sent.items() for day in days)
    )
    onroll("load", path)

    told = onroll("feeds", "quiet")
    (school,) = json.loads(onroll("feeds", "quiet", "--json").stdout)

    assert told.stdout == (
        "attendance_marks          100002  name not known: "
        "nothing since 14 November 2025, 5 school days ago\n"
    )
    assert told.stderr == "1 school quiet, over all feeds.\n"
    assert (school["urn"], school["state"], school["school_days"]) == ("100002", "quiet", 5)
