"""Releases of published figures, kept in the home: whole or not at all, a newer beside the old.

Each is a folder `published/<data set>/<day>-<digest>`, with the file as it came, what was read of
it, and where it is from. A folder gets its name once all is in it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq

from onroll.figures.published import ees_figures, lait_figures
from onroll.figures.published.authorities import regions_in_words
from onroll.figures.published.observations import REGIONAL, Observation
from onroll.figures.published.refusals import MOST_BYTES, NotTaken, shown
from onroll.figures.whole_folder import COMING, whole_folder
from onroll.record.home import Home

KEY: Final = re.compile("[a-z][a-z0-9_]{2,60}")
FIGURES, RELEASE, AS_PUBLISHED = "figures.parquet", "release.json", "as_published"


@dataclass(frozen=True)
class Release:
    """One file of a data set as it was published.

    `published_on` is null where nobody said. `labels` has what each indicator is called, and its
    unit. `regions` says how the file divides England.
    """

    dataset: str
    name: str
    file: str
    sha256: str
    published_on: date | None
    source: str
    kept_at: datetime
    kept_by: str
    observations: int
    periods: tuple[str, ...]
    regions: str
    labels: dict[str, tuple[str, str]]
    notes: tuple[str, ...] = ()
    folder: Path = field(default=Path(), compare=False)

    @cached_property
    def order(self) -> tuple[date, datetime]:
        """By the day it was published; by the day it was kept where nobody said."""
        return self.published_on or self.kept_at.date(), self.kept_at


def keep(
    home: Home, path: Path, *, dataset: str | None, published_on: date | None, source: str,
    by: str, at: datetime,
) -> tuple[Release, bool]:  # fmt: skip
    """Read a file and keep it, and whether it is new: the same file is kept once.

    Raises `NotTaken` in words, and then nothing is kept.
    """
    content = content_of(path)
    key = dataset or re.sub("[^a-z0-9_]", "_", path.name.partition(".")[0].lower())
    if not KEY.fullmatch(key):
        raise NotTaken(
            f"{path.name}: {shown(key)} cannot be the key of a data set. It needs 3 to 61 small "
            "letters, digits and _, a letter first. Give another with --dataset."
        )
    sha256 = hashlib.sha256(content).hexdigest()
    for each in releases(home, key):
        if each.sha256 == sha256:
            return each, False
    if path.suffix.lower() == ".parquet":
        read = lait_figures.read(content, path.name)
    else:
        meta = path.with_suffix(".meta.csv")
        read = ees_figures.read(content, path.name, content_of(meta) if meta.exists() else None)
    table = read.table
    rows = table.select(["level", "place"]).group_by(["level", "place"]).aggregate([]).to_pylist()
    regions = {row["place"] for row in rows if row["level"] == REGIONAL}
    release = Release(
        key, f"{(published_on or at.date()).isoformat()}-{sha256[:8]}", path.name, sha256,
        published_on, source, at, by, len(table),
        tuple(sorted(table["time_period"].unique().to_pylist())), regions_in_words(regions),
        read.labels, tuple(read.notes),
    )  # fmt: skip
    with whole_folder(home.published / key / release.name) as folder:
        pq.write_table(table, folder / FIGURES, compression="zstd")
        (folder / AS_PUBLISHED).write_bytes(content)
        (folder / RELEASE).write_text(as_json(release), encoding="utf-8")
    return release, True


def content_of(path: Path) -> bytes:
    """The bytes of a file. Raises `NotTaken`."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise NotTaken(
                f"{path.name}: it has more than {MOST_BYTES // 1_000_000} MB. Cut it by time "
                "period and load each part."
            )
        return path.read_bytes()
    except OSError as why:
        raise NotTaken(f"{path}: it cannot be read ({why.strerror}). Check the path.") from None


def as_json(release: Release) -> str:
    held = asdict(release)
    del held["folder"]
    return json.dumps(held, indent=1, default=str, ensure_ascii=False)


def release_in(folder: Path) -> Release:
    held: dict[str, Any] = json.loads((folder / RELEASE).read_text(encoding="utf-8"))
    told = held["published_on"]
    return Release(
        **held
        | {
            "published_on": date.fromisoformat(told) if told else None,
            "kept_at": datetime.fromisoformat(held["kept_at"]),
            "periods": tuple(held["periods"]),
            "notes": tuple(held["notes"]),
            "labels": {key: (label, unit) for key, (label, unit) in held["labels"].items()},
            "folder": folder,
        }
    )


def releases(home: Home, dataset: str | None = None) -> list[Release]:
    """Every release that is kept, by data set, the newest of each first."""
    found = [
        release_in(path.parent)
        for path in home.published.glob(f"*/*/{RELEASE}")
        if not path.parent.name.startswith(COMING)
        and (dataset is None or path.parent.parent.name == dataset)
    ]
    found.sort(key=lambda each: each.order, reverse=True)
    return sorted(found, key=lambda each: each.dataset)


def observations(
    home: Home, dataset: str, *, indicator: str = "", period: str = "", la_code: str = "",
) -> Iterator[Observation]:  # fmt: skip
    """The observations of a data set, those asked for. Of each time period they are those of the
    newest release that has it; nothing is worked out between releases."""
    had: set[str] = set()
    for release in releases(home, dataset):
        wanted = set(release.periods) - had
        had |= wanted
        if period:
            wanted &= {period}
        asked: list[tuple[str, str, object]] = [("time_period", "in", wanted)]
        asked += [("indicator", "=", indicator)] if indicator else []
        asked += [("la_code", "=", la_code)] if la_code else []
        if wanted:
            rows = pq.read_table(release.folder / FIGURES, filters=asked).to_pylist()
            yield from (Observation(dataset, release.name, **row) for row in rows)
