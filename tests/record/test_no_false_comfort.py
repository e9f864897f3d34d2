"""No child seems better off because a source fell silent.

A status may end by a date that was known when the silence began, by a birthday or a school year, or
because newer evidence says so. It may not end because a file was late, empty, cut off, older than
it says or taken back. `run.py prove silence` tries the very same on many more counties.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import shutil
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from onroll.record.feeds.loads import loads
from onroll.record.gather import OF_AGE
from tests.record import falling_silent
from tests.record.falling_silent import (
    CONCERNS,
    HOWS,
    WATCHED,
    County,
    Disturbance,
    county,
    improvements,
)

TERMS = int(os.environ.get("ONROLL_PROOF", "0"))
SEED = int(os.environ.get("ONROLL_SEED", "1"))
A_COUNTY = 10
"""Simulated terms that one county serves."""
BY_MONTH = {"severely_absent"}
"""Facts that are measured at each month's end, of marks that are there."""


@pytest.fixture(scope="module")
def stands(tmp_path_factory) -> County:
    """A county on a Friday in November, when its files came last."""
    return county(tmp_path_factory.mktemp("county"), SEED, dt.date(2026, 11, 20))


def test_when_nothing_comes_any_more_only_dates_that_were_known_end_a_concern(stands):
    """Each end within sixty days is that of a fact that said so, or of school age."""
    (folder,) = stands.home.runs.iterdir()
    ends: dict[str, set[dt.date]] = {}
    for row in pq.read_table(folder / "facts.parquet").to_pylist():
        said = row["fact"] in OF_AGE or row["feed"] != "attendance_marks"
        first_of_month = (stands.day.replace(day=1) + dt.timedelta(days=31)).replace(day=1)
        measured = row["fact"] in BY_MONTH and row["ends_before"] == first_of_month
        if said or measured:
            # a fact that begins, as a place that was offered does, may end another
            ends.setdefault(row["child"], set()).update({row["ends_before"], row["starts_on"]})
    last = stands.day + dt.timedelta(days=WATCHED)
    looked_at = 0
    for row in pq.read_table(folder / "statuses.parquet").to_pylist():
        held = row["definition"] in CONCERNS and row["starts_on"] <= stands.day
        if held and stands.day < (row["ends_before"] or dt.date.max) <= last:
            assert row["ends_before"] in ends[row["child"]], row
            looked_at += 1
    assert looked_at


def disturbances(of: County, draw: random.Random, most: int) -> list[Disturbance]:
    """Each way once, and each feed as often as there is room for, in an order drawn at random."""
    feeds = sorted(of.files)
    draw.shuffle(feeds)
    hows = list(HOWS)
    draw.shuffle(hows)
    return [Disturbance(feeds[n % len(feeds)], hows[n % len(hows)]) for n in range(most)]


@pytest.mark.proof
def test_silence_of_any_kind_makes_no_child_seem_better_off(stands, tmp_path, capsys):
    draw = random.Random(SEED)
    of, found, compared = stands, [], 0
    most = TERMS or 9
    for first in range(0, most, A_COUNTY):
        if first:
            day = dt.date(2025, 9, 20) + dt.timedelta(days=draw.randrange(426))
            of = county(tmp_path / f"county-{first}", SEED + first, day)
        for n, what in enumerate(disturbances(of, draw, min(A_COUNTY, most - first)), first):
            folder = tmp_path / f"term-{n}"
            folder.mkdir()
            found += [
                (SEED + first, of.day, what, *each) for each in improvements(of, what, folder)
            ]
            compared += sum(map(len, of.met.values()))
            shutil.rmtree(folder)
    with capsys.disabled():
        print(
            f"\n{most} made-up terms, seed {SEED}: {len(found)} statuses better of "
            f"{compared:,} days of a concern compared."
        )
    assert found == []


def test_a_planted_fault_that_takes_absence_for_an_end_is_caught(stands, tmp_path, monkeypatch):
    """Were the file before forgotten, those whom half a file leaves out would be off the lists."""
    remembered = falling_silent.run

    def forgetful(home, **asked):
        for load in loads(home):
            if load.feed == "gp_registrations" and load.told_on == stands.day:
                shutil.rmtree(load.path)
        return remembered(home, **asked)

    what = Disturbance("gp_registrations", "half, answered")
    assert improvements(stands, what, made(tmp_path / "remembered")) == []
    monkeypatch.setattr(falling_silent, "run", forgetful)
    assert improvements(replace(stands, later={}), what, made(tmp_path / "forgotten"))


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder
