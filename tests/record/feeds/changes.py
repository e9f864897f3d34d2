"""What a home goes through while a process is killed, and an importer that does it wrongly."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from onroll.record.feeds import FileRefused, Reading
from onroll.record.feeds.deliveries import NotPossible, note_refusal, put_back, undo, withdraw
from onroll.record.feeds.landing import land, loads
from onroll.record.feeds.reading import PARTS
from onroll.record.home import Home

NOON = dt.datetime(2026, 11, 16, 12, tzinfo=dt.UTC)


def land_kept(home: Home, readings: Path, name: str, hour: int) -> None:
    """Land a reading that was kept under a name; nothing more if it is here already."""
    try:
        land(Reading.open(readings / name), home, NOON.replace(hour=hour), by="Priya")
    except FileRefused as refused:
        if not str(refused).startswith("You loaded this file on"):
            raise


def land_first(home: Home, readings: Path) -> None:
    """The first file of a feed, where there was not even a folder."""
    land_kept(home, readings, "marks", 13)


def land_correction(home: Home, readings: Path) -> None:
    """A second delivery of a day that is here."""
    land_kept(home, readings, "roll_v2", 13)


def land_fix_file(home: Home, readings: Path) -> None:
    """The rows that were held back from a file that is here."""
    land_kept(home, readings, "roll_v1_fix", 13)


def withdraw_first(home: Home, readings: Path) -> None:
    """What is here is withdrawn by its place."""
    with suppress(NotPossible):
        withdraw(home, ("pupil_roll", "2026-11-01", 1), at=NOON, by="Priya", why="in error")


def undo_first(home: Home, readings: Path) -> None:
    """What is here is undone."""
    with suppress(NotPossible):
        undo(home, loads(home)[0].load_id, at=NOON, by="Priya")


def put_back_withdrawn(home: Home, readings: Path) -> None:
    """What was withdrawn before it came is put back."""
    with suppress(NotPossible):
        put_back(home, ("pupil_roll", "2026-11-01", 3), at=NOON, by="Priya")


CHANGES = (
    land_first,
    land_correction,
    land_fix_file,
    withdraw_first,
    undo_first,
    put_back_withdrawn,
)


def prepare(home: Home, readings: Path) -> None:
    """A home with one file, half of whose rows were held back, and an event or two."""
    land_kept(home, readings, "roll_v1", 6)
    withdraw(home, ("pupil_roll", "2026-11-01", 3), at=NOON, by="Priya", why="not yet here")
    note_refusal(home, feed="", file="a.csv", reason="not a file", at=NOON, by="Priya")


def land_step_by_step(home: Home, readings: Path) -> None:
    """How not to: in the place where it will be seen, part after part."""
    reading = Reading.open(readings / "marks")
    manifest = json.loads((readings / "marks.json").read_text(encoding="utf-8"))
    path = home.loads / "attendance_marks" / manifest["load_id"]
    if (path / "manifest.json").exists():
        return
    path.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(readings / "marks.json", path / "manifest.json")
    for part in PARTS:
        shutil.copyfile(reading.folder / part, path / part)
        (path / part).open("ab").close()


def manifest_of(home: Home, name: Path) -> None:
    """Keep the manifest of the newest load, for an importer that writes it by itself."""
    newest = loads(home)[-1]
    held = json.loads((newest.path / "manifest.json").read_text(encoding="utf-8"))
    assert held["load_id"] == asdict(newest)["load_id"]
    name.write_text(json.dumps(held), encoding="utf-8")
