"""What is kept of a feed's marks from one run to the next: whole on the disk, or not believed.

Each part is a file named after its content, and one list says which of them are it. The list is put
in its place last, at once, and only then are files taken away that it does not name. So whoever is
killed leaves the old parts or the new ones; a list that cannot be read, and a part that is not what
its name says, are as nothing: all is measured again, which is slower and never wrong.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from onroll.record.attendance.compact import Compact, numbers, whole
from onroll.record.attendance.going_on import GoingOn
from onroll.record.attendance.held_facts import Facts
from onroll.record.attendance.kept import Kept
from onroll.record.attendance.school_year_slots import SLOTS
from onroll.record.failpoints import failpoint
from onroll.record.feeds.safekeeping import make_folder, replace_file

LISTED: Final = "kept.json"
_MANY: Final = 40
"""Times that marks are written beside the rows, before the rows are written anew."""
_SQUEEZED: Final = "lz4"
_OPTIONS: Final = pa.ipc.IpcWriteOptions(compression=_SQUEEZED, use_threads=False)


def read(folder: Path, made_with: str) -> tuple[Kept, dict[str, Any]] | None:
    """What is kept there, and what it rests on, as `keep` was told; None where nothing is.

    What other code made is nothing.
    """
    try:
        listed = json.loads((folder / LISTED).read_text(encoding="utf-8"))
        if listed["made_with"] != made_with:
            return None
        laid_out = _content(folder, listed["parts"]["marks"])
        named = {part: name for part, name in listed["parts"].items() if part != "marks"}
        parts = {part: _table(_content(folder, name)) for part, name in named.items()}
        written = [_table(_content(folder, name)) for name in listed["written"]]
        going = GoingOn.from_arrow(parts["going"])
        marks = _marks(parts["rows"], laid_out, written)
        kept = Kept(marks, going, Facts.from_arrow(parts["first"]), parts["heard"], listed["files"])
        kept.since = Facts.from_arrow(parts["since"])
        kept.gone = parts["going"].column("gone").to_numpy(zero_copy_only=False).copy()
        kept.stored = {part: listed["parts"][part] for part in ("rows", "marks", "first")}
        kept.stored_written = listed["written"]
        return kept, listed["rests_on"]
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
    ):  # ArrowInvalid is a ValueError
        return None


def keep(folder: Path, kept: Kept, made_with: str, rests_on: Mapping[str, Any]) -> None:
    """Put what is kept in the place of what was, for one who has the folder to themselves."""
    make_folder(folder)
    written = len(kept.stored_written) + len(kept.written)
    if written > _MANY or len(kept.since) > len(kept.first):
        kept.settle()
    parts = dict(kept.stored)
    for part, content in _parts(kept).items():
        parts[part] = _put(folder, part, content)
    kept.stored_written += [_put(folder, "written", _file(table)) for table in kept.written]
    kept.written, kept.stored = [], {part: parts[part] for part in ("rows", "marks", "first")}
    listed = {
        "made_with": made_with,
        "rests_on": dict(rests_on),
        "files": kept.files.names,
        "parts": parts,
        "written": kept.stored_written,
    }
    replace_file(folder / LISTED, json.dumps(listed, indent=2).encode())
    failpoint("marks.listed")
    named = {LISTED, *parts.values(), *kept.stored_written}
    for left in folder.iterdir():
        if left.name not in named:
            left.unlink(missing_ok=True)
    failpoint("marks.cleared")


def _parts(kept: Kept) -> dict[str, pa.Buffer]:
    """The parts of which no file holds what they are now."""
    marks, parts = kept.marks, {}
    if "marks" not in kept.stored:
        parts["marks"] = _squeezed(marks.codes)
        parts["first"] = _file(kept.first.to_arrow())
    if "rows" not in kept.stored:
        years = pa.array(marks.years)
        rows = pa.table({"pupil_id": marks.pupils, "urn": marks.urns, "year": years})
        parts["rows"] = _file(rows)
    going = kept.going.to_arrow().append_column("gone", pa.array(kept.gone))
    return parts | {
        "since": _file(kept.since.to_arrow()),
        "going": _file(going),
        "heard": _file(kept.heard),
    }


def _marks(rows: pa.Table, laid_out: bytes, written: list[pa.Table]) -> Compact:
    """The rows as they were laid out, with those that came since, and what was written since."""
    codes = np.zeros((len(rows), SLOTS), np.uint8)
    flat = codes.reshape(-1)
    # into its place at once: a county's years are hundreds of megabytes
    with pa.CompressedInputStream(pa.BufferReader(laid_out), _SQUEEZED) as stream:
        if stream.readinto(flat.data) % SLOTS or stream.read(1):
            raise ValueError("not the marks of these rows")
    for each in written:
        place = each.column("place").to_numpy()
        flat[place] = each.column("am").to_numpy()
        flat[place + 1] = each.column("pm").to_numpy()
    pupils, urns, years = (whole(rows.column(name)) for name in ("pupil_id", "urn", "year"))
    return Compact(pupils, urns, numbers(years), codes)


def _squeezed(codes: NDArray[np.uint8]) -> pa.Buffer:
    out = pa.BufferOutputStream()
    with pa.CompressedOutputStream(out, _SQUEEZED) as stream:
        stream.write(np.ascontiguousarray(codes))
    return out.getvalue()


def _file(table: pa.Table) -> pa.Buffer:
    out = pa.BufferOutputStream()
    with pa.ipc.new_file(out, table.schema, options=_OPTIONS) as file:
        file.write_table(table)
    return out.getvalue()


def _table(content: bytes) -> pa.Table:
    return pa.ipc.open_file(pa.BufferReader(content)).read_all()


def _content(folder: Path, name: str) -> bytes:
    """What a file holds. Raises ValueError where that is not what its name says."""
    content = (folder / name).read_bytes()
    if _digest(content) not in name:
        raise ValueError(name)
    return content


def _put(folder: Path, part: str, content: pa.Buffer) -> str:
    """Keep a part under a name that says what it is; the name."""
    name = f"{part}-{_digest(content)}"
    if not (folder / name).exists():
        replace_file(folder / name, content)
    failpoint(f"marks.{part}")
    return name


def _digest(content: bytes | pa.Buffer) -> str:
    return hashlib.sha256(content).hexdigest()[:32]
