"""Statistical neighbours: to which other authorities one is alike, in one dated edition.

From the Department's workbook (local authority interactive tool, "LA SN Groups"), or from a CSV
that the council fills in. Who is whose neighbour is data, and never worked out here; the one who is
closest comes first. A neighbour of somebody need not have them as its own.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from onroll.figures.published.neighbour_files import Neighbour, read
from onroll.figures.published.releases import AS_PUBLISHED, content_of
from onroll.figures.whole_folder import COMING, whole_folder
from onroll.record.home import Home

FOLDER: Final = "_neighbours"
EDITION: Final = "edition.json"


@dataclass(frozen=True)
class Edition:
    """One list of neighbours, the closest first, with its day and where it is from."""

    on: date
    source: str
    file: str
    sha256: str
    of: dict[str, tuple[Neighbour, ...]]


def keep(home: Home, path: Path, *, on: date, source: str) -> Edition:
    """Read a file and keep it beside earlier editions. Raises `NotTaken`: nothing is kept then."""
    content, of = content_of(path), read(path)
    digest = hashlib.sha256(content).hexdigest()
    edition = Edition(on, source, path.name, digest, of)
    target = home.published / FOLDER / f"{on.isoformat()}-{digest[:8]}"
    if not target.exists():
        told = {
            "on": on.isoformat(), "source": source, "file": path.name, "sha256": digest,
            "of": {whose: [[n.la_code, n.closeness] for n in held] for whose, held in of.items()},
        }  # fmt: skip
        with whole_folder(target) as folder:
            (folder / AS_PUBLISHED).write_bytes(content)
            (folder / EDITION).write_text(json.dumps(told, indent=1), encoding="utf-8")
    return edition


def editions(home: Home) -> list[Edition]:
    """Every edition that is kept, the newest first."""
    found = []
    for path in (home.published / FOLDER).glob(f"*/{EDITION}"):
        if path.parent.name.startswith(COMING):
            continue
        held = json.loads(path.read_text(encoding="utf-8"))
        of = {whose: tuple(Neighbour(*n) for n in each) for whose, each in held.pop("of").items()}
        found.append(Edition(**held | {"on": date.fromisoformat(held["on"]), "of": of}))
    return sorted(found, key=lambda each: (each.on, each.sha256), reverse=True)


def edition_on(home: Home, day: date) -> Edition | None:
    """The newest edition of a day or earlier; null where there is none."""
    return next((each for each in editions(home) if each.on <= day), None)
