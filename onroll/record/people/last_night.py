"""What was linked last, kept on the disk for the next night: whole, or not believed.

Each file is put in its place at once, and last of all a list of what each of them holds. So a
process that is killed between two files leaves files that are not the listed ones: then, as when
other code wrote them, or nobody, everything is linked again, which is slower and never wrong.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from onroll.record.failpoints import failpoint
from onroll.record.feeds.safekeeping import make_folder, replace_file
from onroll.record.home import Home
from onroll.record.people import changes
from onroll.record.people.packed import packed, unpacked

LISTED: Final = "linked_last.json"
_LINKERS: Final = ("duckdb", "splink", "rapidfuzz")


@dataclass(frozen=True)
class Remembered:
    """What was linked last, and what came of it.

    `records` has one row per record, in no order: record_id; said, a number for all that its
    sources say of it; and its keys, `joining` and `meeting` (of `keys`, those that join and the
    others).
    `links` and `doubtful` are of these records; `obeyed` are the decisions then in force: record_a,
    record_b, decision. `model` is the digest of the model that weighed them.
    """

    records: pa.Table
    links: pa.Table
    doubtful: pa.Table
    obeyed: pa.Table
    model: str


TABLES: Final = tuple(field.name for field in fields(Remembered) if field.name != "model")


def remembered(home: Home) -> Remembered | None:
    """What was linked last; None where nothing was, or what is there cannot be relied upon."""
    try:
        listed = json.loads((home.people / LISTED).read_text(encoding="utf-8"))
        if listed["made_with"] != made_with():
            return None
        held = {}
        for name in TABLES:
            content = (home.people / f"{name}.parquet").read_bytes()
            if hashlib.sha256(content).hexdigest() != listed["holds"][name]:
                return None
            held[name] = unpacked(pq.read_table(BytesIO(content)))
        return Remembered(**held, model=listed["model"])
    except (OSError, ValueError, KeyError, TypeError):  # ArrowInvalid is a ValueError
        return None


def remember(
    home: Home,
    linked: Remembered,
    *,
    run_id: str,
    at: datetime,
    previous: pa.Table | None = None,
) -> pa.Table:
    """Keep what was linked for the next night, and add to the history what moved: those rows.

    The same again adds nothing. Only for a run that looked at everything that is known, and for one
    who has the home's people to themselves. `previous` is `changes.links_before` for whoever has
    read it already and knows that nothing has moved since. Raises `changes.DamagedHistory`.
    """
    before = changes.links_before(home) if previous is None else previous
    moved = changes.moves(before, linked.links, run_id=run_id, at=at)
    make_folder(home.people)
    changes.append(home, moved, at=at)  # first: what is in the history is never given twice
    failpoint("linked.history")
    holds = {}
    for name in TABLES:
        out = BytesIO()
        pq.write_table(packed(getattr(linked, name)), out, use_dictionary=["reason"])
        holds[name] = hashlib.sha256(out.getbuffer()).hexdigest()
        replace_file(home.people / f"{name}.parquet", out.getvalue())
        failpoint(f"linked.{name}")
    listed = {"made_with": made_with(), "model": linked.model, "holds": holds}
    replace_file(home.people / LISTED, json.dumps(listed, indent=2).encode())
    return moved


@cache
def made_with() -> str:
    """Names the code that links: with any other, what it linked is linked again."""
    here = Path(__file__).parent
    digest = hashlib.sha256(" ".join(f"{name}=={version(name)}" for name in _LINKERS).encode())
    for path in [*sorted(here.glob("*.py")), here.parent / "identifiers.py"]:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
