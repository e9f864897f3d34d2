"""Loads: what has been read and kept, each in a folder of its own that is whole or not there.

A load is written beside its place and renamed into it, so that a reader or a power cut sees all of
it or nothing. Nothing is changed afterwards: a newer file replaces an older one by being newer.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from onroll.record.engines import connect
from onroll.record.feeds.base import FileRefused, Kind
from onroll.record.feeds.fix_file import stem_of

try:
    import fcntl
except ImportError:  # Windows, where one person at a time loads
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from onroll.record.feeds.reading import Reading
    from onroll.record.home import Home

_PARTS = ("accepted.parquet", "held_back.parquet", "problems.parquet")
_LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Load:
    """One file as it was landed: where it lies and how many rows went where.

    `period` and `data_up_to` are as in `Reading`. `corrects` is the load_id of the load whose
    held-back rows this one brings back, empty for a whole file. `kind` is its feed's.
    """

    feed: str
    load_id: str
    file: str
    sha256: str
    period: str
    received_at: dt.datetime
    rows_in: int
    accepted: int
    held_back: int
    path: Path
    kind: Kind
    data_up_to: dt.date | None
    corrects: str = ""


def land(reading: Reading, home: Home, received_at: dt.datetime) -> Load:
    """Keep a reading as a load, whole, and say where it is.

    `received_at` must have a time zone. A fix file joins the load whose rows it corrects. Raises
    `FileRefused`, and changes nothing, when the same bytes are here already, when no row was
    accepted, or when a fix file has nothing to join.
    """
    if received_at.tzinfo is None:
        raise ValueError("received_at has no time zone")
    _load_of(reading, home, received_at)  # refuses without so much as making a folder
    with _one_at_a_time(home):
        return _write(_load_of(reading, home, received_at), reading)


def _load_of(reading: Reading, home: Home, received_at: dt.datetime) -> Load:
    """What the reading would be as a load. Raises `FileRefused` as `land` does."""
    earlier = [load for load in loads(home) if load.feed == reading.feed.key]
    for load in earlier:
        if load.sha256 == reading.sha256:
            raise FileRefused(f"You loaded this file on {_said(load.received_at)}. Nothing to do.")
    if reading.accepted_rows == 0:
        raise FileRefused(
            f"{reading.file}: none of its {reading.rows_in:,} rows can be accepted, so nothing has "
            "been loaded. Correct them, then load it again."
        )
    load_id = f"{received_at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}-{reading.sha256[:8]}"
    return Load(
        feed=reading.feed.key,
        load_id=load_id,
        file=reading.file,
        sha256=reading.sha256,
        period=reading.period,
        received_at=received_at,
        rows_in=reading.rows_in,
        accepted=reading.accepted_rows,
        held_back=reading.held_back_rows,
        path=home.loads / reading.feed.key / load_id,
        kind=reading.feed.kind,
        data_up_to=reading.data_up_to,
        corrects=_corrected(reading, earlier),
    )


def loads(home: Home, known_at: dt.datetime | None = None) -> list[Load]:
    """Every load, oldest first; with `known_at` (which needs a time zone), those known by then.

    A folder without a manifest is the rest of something that was broken off, and is not a load.
    """
    found = [_read(manifest) for manifest in sorted(home.loads.glob("[!.]*/[!.]*/manifest.json"))]
    if known_at is not None:
        found = [load for load in found if load.received_at <= known_at]
    return sorted(found, key=lambda load: (load.received_at, load.feed, load.load_id))


def in_force(loads: Iterable[Load]) -> dict[str, list[Load]]:
    """For each feed that has any, the loads that say what holds now, in order of period.

    The order in which files arrive does not matter: of snapshots the one for the latest day counts,
    and of files for one term the one received last. What a fix file brings back counts with the
    load that it corrects, after it.
    """
    by_feed: dict[str, dict[str, list[Load]]] = {}
    for load in loads:
        period = load.period if load.kind is Kind.PERIODS else ""
        by_feed.setdefault(load.feed, {}).setdefault(period, []).append(load)
    return {
        feed: [load for _, group in sorted(periods.items()) for load in _newest(group)]
        for feed, periods in sorted(by_feed.items())
    }


def _newest(group: list[Load]) -> list[Load]:
    whole = [load for load in group if not load.corrects]
    newest = max(whole, key=_age, default=None)
    if newest is None:
        return []
    return [newest, *_fixes(group, newest)]


def _age(load: Load) -> tuple[str, dt.datetime, str]:
    day = load.period if load.kind is Kind.SNAPSHOT else ""
    return (day or f"{load.received_at:%Y-%m-%d}", load.received_at, load.load_id)


def _corrected(reading: Reading, earlier: list[Load]) -> str:
    """The load that a fix file is for: the newest of the same period that held rows back."""
    if not reading.is_fix_file:
        return ""
    stem = stem_of(reading.file)
    whole = [load for load in earlier if not load.corrects and stem_of(load.file) == stem]
    if not whole:
        raise FileRefused(
            f"{reading.file} is a fix file, and the file it corrects has not been loaded. Nothing "
            "has been loaded. Load the good rows of that file first, with --accept-good."
        )
    corrected = max(whole, key=_age)
    refuse_what_is_there(reading, [corrected, *_fixes(earlier, corrected)])
    return corrected.load_id


def refuse_what_is_there(reading: Reading, there: Sequence[Load]) -> None:
    """Raise `FileRefused` when a row of a fix file is in the load that it would join.

    A fix file may be mended and loaded in parts; a row that counted twice would be a fault of ours.
    """
    same = ", ".join(reading.feed.unique)
    if not same:
        return
    with connect() as con:
        twice = con.execute(
            f"SELECT row FROM read_parquet(?) WHERE ({same}) IN "
            f"(SELECT ({same}) FROM read_parquet(?)) ORDER BY row",
            [
                str(reading.folder / "accepted.parquet"),
                [str(load.path / "accepted.parquet") for load in there],
            ],
        ).fetchall()
    if twice:
        rows = "1 of its rows is" if len(twice) == 1 else f"{len(twice):,} of its rows are"
        raise FileRefused(
            f"{reading.file}: {rows} in the record already, the first of them row "
            f"{twice[0][0]:,}. Nothing has been loaded. Take out the rows that are, then load it."
        )


def _fixes(loads: Iterable[Load], whole: Load) -> list[Load]:
    return sorted((load for load in loads if load.corrects == whole.load_id), key=_age)


@contextmanager
def _one_at_a_time(home: Home) -> Iterator[None]:
    """Wait for other processes that land here, then take away what a killed one left behind."""
    home.loads.mkdir(parents=True, exist_ok=True)
    if fcntl is None:
        yield
        return
    lock = os.open(home.loads, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left in home.loads.glob("*/.landing-*"):
            shutil.rmtree(left, ignore_errors=True)
        yield
    finally:
        os.close(lock)


def _write(load: Load, reading: Reading) -> Load:
    load.path.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".landing-", dir=load.path.parent))
    try:
        for part in _PARTS:
            shutil.copyfile(reading.folder / part, beside / part)
        (beside / "manifest.json").write_text(
            json.dumps(_manifest(load, reading), indent=2, ensure_ascii=False), encoding="utf-8"
        )
        for part in (*_PARTS, "manifest.json"):
            _to_disk(beside / part)
        beside.chmod(0o755)
        beside.rename(load.path)
        _to_disk(load.path.parent)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return load


def _manifest(load: Load, reading: Reading) -> dict[str, Any]:
    held = asdict(load)
    del held["path"]
    return held | {
        "received_at": load.received_at.isoformat(),
        "data_up_to": load.data_up_to.isoformat() if load.data_up_to else None,
        "columns": reading.columns,
        "unknown_columns": list(reading.unknown_columns),
        "notes": reading.notes,
        "problems": dict(sorted(_by_rule(reading).items())),
    }


def _by_rule(reading: Reading) -> Counter[str]:
    found: Counter[str] = Counter()
    for (_, rule_id, _), count in reading.fault_counts.items():
        found[rule_id] += count
    return found


def _read(manifest: Path) -> Load:
    held = json.loads(manifest.read_text(encoding="utf-8"))
    up_to = held["data_up_to"]
    return Load(
        path=manifest.parent,
        received_at=dt.datetime.fromisoformat(held["received_at"]),
        data_up_to=dt.date.fromisoformat(up_to) if up_to else None,
        kind=Kind(held["kind"]),
        **{
            name: held[name]
            for name in (
                "feed", "load_id", "file", "sha256", "period", "rows_in", "accepted", "held_back",
                "corrects",
            )
        },
    )  # fmt: skip


def _said(moment: dt.datetime) -> str:
    """A moment as a sentence has it: 1 November 2026 at 9:14am."""
    local = moment.astimezone(_LONDON)
    return f"{local.day} {local:%B %Y} at {local.hour % 12 or 12}:{local:%M%p}".replace(
        "AM", "am"
    ).replace("PM", "pm")


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
