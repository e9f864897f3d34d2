"""Putting things into a home so that they are whole or not there, whoever else is at work in it.

The order is always: the files to disk, then the folder that lists them, then the new name, then the
folder that holds that name. After a power cut a name that is there has all of its content.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onroll.record.failpoints import failpoint

try:
    import fcntl
except ImportError:  # Windows, where one person at a time loads
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

    from onroll.record.home import Home

_BESIDE = ".landing-"


@contextmanager
def one_at_a_time(home: Home) -> Iterator[None]:
    """Wait for other processes that write here, then take away what a killed one left behind."""
    make_folder(home.loads)
    if fcntl is None:
        yield
        return
    lock = os.open(home.loads, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left in home.loads.glob(f"*/{_BESIDE}*"):
            shutil.rmtree(left)
        for folder in (home.events, home.refusals, home.mappings):
            for left in folder.rglob(f"{_BESIDE}*"):
                left.unlink()
        yield
    finally:
        os.close(lock)


@contextmanager
def folder_beside(path: Path) -> Iterator[Path]:
    """A new folder next to where `path` will be; it becomes `path` at the end, or is gone.

    Raises FileExistsError where there is something at `path` already.
    """
    make_folder(path.parent)
    beside = Path(tempfile.mkdtemp(prefix=_BESIDE, dir=path.parent))
    try:
        failpoint("landing.folder_made")
        yield beside
        for part in beside.iterdir():
            to_disk(part)
        to_disk(beside)
        failpoint("landing.flushed")
        if path.exists():
            raise FileExistsError(path)
        beside.rename(path)
        failpoint("landing.renamed")
        to_disk(path.parent)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def keep_json(path: Path, held: Mapping[str, Any]) -> None:
    """Write a small file that was not there before, whole."""
    make_folder(path.parent)
    number, name = tempfile.mkstemp(prefix=_BESIDE, dir=path.parent)
    beside = Path(name)
    try:
        failpoint("event.begun")
        with os.fdopen(number, "w", encoding="utf-8") as out:
            json.dump(held, out, indent=2, ensure_ascii=False)
        failpoint("event.written")
        to_disk(beside)
        failpoint("event.flushed")
        beside.rename(path)
        failpoint("event.renamed")
        to_disk(path.parent)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def replace_file(path: Path, content: Buffer) -> None:
    """Put a file where an older one may lie, at once, readable by us only."""
    number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    beside = Path(name)
    try:
        with os.fdopen(number, "wb") as out:
            out.write(content)
        to_disk(beside)
        beside.replace(path)
        to_disk(path.parent)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def make_folder(path: Path) -> None:
    """Make a folder, and those around it, so that a power cut does not take their names back."""
    if path.exists():
        return
    make_folder(path.parent)
    path.mkdir(exist_ok=True)
    to_disk(path.parent)


def to_disk(path: Path) -> None:
    """Wait until a file, or the list of names that a folder is, is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
