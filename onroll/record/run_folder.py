"""Folders and files that are whole or not there, and how long each stage of a run took."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

try:
    import fcntl
except ImportError:  # Windows, where one person at a time works
    fcntl = None  # type: ignore[assignment]


@contextmanager
def to_itself(folder: Path) -> Iterator[None]:
    """Wait until no other process, and no other thread, is at work with a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    if fcntl is None:
        yield
        return
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


@contextmanager
def building(runs: Path) -> Iterator[Path]:
    """A folder to make a run in, which `stand` puts in its place; gone at the end if it was not."""
    runs.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=runs, prefix=".building-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def stand(folder: Path, place: Path) -> Path:
    """Put a folder that is whole in its place, where an older one of the same name may lie."""
    folder.chmod(0o755)
    if place.exists():  # set aside in one step, so that a reader misses it least
        place.rename(folder / "replaced")
        folder.rename(place)
        shutil.rmtree(place / "replaced")
    else:
        folder.rename(place)
    return place


@contextmanager
def timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    begun = perf_counter()
    yield
    seconds[stage] = round(perf_counter() - begun, 2)


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A file of our own next to a path, to be put in its place; gone afterwards if it was not."""
    number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    os.close(number)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)
