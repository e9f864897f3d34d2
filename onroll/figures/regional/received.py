"""Snapshots that came, kept as they came: a later file of an authority for a day counts instead.

`region/snapshots/<day>/<authority>/<number>` holds the file and its receipt. The highest number
counts; those before it stay, so that it can be seen what was replaced, when and by whom.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from onroll.figures.regional.only_sums import NotASnapshot
from onroll.figures.regional.snapshot import Snapshot, rows_of, snapshot_of
from onroll.figures.regional.snapshot_file import open_file
from onroll.figures.whole_folder import COMING, whole_folder
from onroll.record.exchange.keys import PublicKey, own_keys, trusted
from onroll.record.home import Home

FILE, RECEIPT = "file", "receipt.json"
TRIES: Final = 20


@dataclass(frozen=True)
class Received:
    """A file that came. `signed_with` is "" of one that nobody signed; `sent_on` the day it was
    signed, or that it came."""

    snapshot: Snapshot
    number: int
    file: str
    sha256: str
    signed_with: str
    sent_on: date
    received_at: datetime
    received_by: str


@dataclass(frozen=True)
class Taken:
    """What came of a file. `new` is false for one that is here already, as it is, and counts;
    `instead_of` is what counted before, null for the first."""

    received: Received
    new: bool
    instead_of: Received | None


def keys_known(home: Home, day: date) -> list[PublicKey]:
    """The keys that a snapshot may be signed with here: those trusted on a day, and our own."""
    return [*trusted(home, day), *(key.public for key in own_keys(home))]


def take(
    home: Home, data: bytes, name: str, *, keys: Collection[PublicKey], by: str, at: datetime
) -> Taken:
    """Keep a file that an authority sent. Raises `NotASnapshot` in words: it is not kept then."""
    opened = open_file(data, name, keys)
    snapshot = opened.snapshot
    if snapshot.day > at.date():
        raise NotASnapshot(
            f"{name}, day: {snapshot.day} has not come yet. Write the day that was counted."
        )
    digest = hashlib.sha256(data).hexdigest()
    folder = folder_of(home, snapshot)
    for _ in range(TRIES):
        before = all_of(folder)
        now = before[-1] if before else None
        if now is not None and now.sha256 == digest:
            return Taken(now, False, before[-2] if len(before) > 1 else None)
        received = Received(
            snapshot, now.number + 1 if now else 1, name, digest, opened.signed_with,
            opened.made_on or at.date(), at, by,
        )  # fmt: skip
        try:
            with whole_folder(folder / f"{received.number:04}") as made:
                (made / FILE).write_bytes(data)
                (made / RECEIPT).write_text(as_json(received), encoding="utf-8")
        except OSError:
            continue  # somebody kept another at this moment: look again
        return Taken(received, True, now)
    raise OSError(f"{folder} cannot be written to")


def folder_of(home: Home, snapshot: Snapshot) -> Path:
    return home.region / "snapshots" / snapshot.day.isoformat() / snapshot.la_code


def file_of(home: Home, received: Received) -> bytes:
    """The file as it came."""
    return (folder_of(home, received.snapshot) / f"{received.number:04}" / FILE).read_bytes()


def as_json(received: Received) -> str:
    held = asdict(received) | {"snapshot": rows_of(received.snapshot)}
    return json.dumps(held, indent=1, default=str, ensure_ascii=False)


def all_of(folder: Path) -> list[Received]:
    """Every file of an authority for a day, in the order in which they came."""
    found = []
    for path in sorted(folder.glob(f"*/{RECEIPT}")):
        if path.parent.name.startswith(COMING):
            continue
        held = json.loads(path.read_text(encoding="utf-8"))
        found.append(
            Received(
                **held
                | {
                    "snapshot": snapshot_of(held["snapshot"], held["file"]),
                    "sent_on": date.fromisoformat(held["sent_on"]),
                    "received_at": datetime.fromisoformat(held["received_at"]),
                }
            )
        )
    return found


def days(home: Home) -> list[date]:
    """The days for which a snapshot came, the newest first."""
    held = (home.region / "snapshots").glob("*")
    return sorted((date.fromisoformat(path.name) for path in held), reverse=True)


def received_for(home: Home, day: date) -> dict[str, list[Received]]:
    """By authority, every file for a day; the last of each counts."""
    folders = (home.region / "snapshots" / day.isoformat()).glob("*")
    found = {folder.name: all_of(folder) for folder in sorted(folders)}
    return {code: held for code, held in found.items() if held}
