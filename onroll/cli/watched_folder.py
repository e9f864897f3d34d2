"""A folder that files are put into: which of them are there whole, and where each goes afterwards.

A file is moved and never copied: into `taking/DAY` before it is read, and out of it into `loaded`,
`held` or `refused` when it is known what became of it. Each move is one rename, and what is to lie
beside the file is there before the file is. So wherever a watcher is killed each file is in one
place and whole, and the next watcher goes on with those in `taking`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import file_digest
from itertools import count
from pathlib import Path

from onroll.cli.load import is_extract
from onroll.record.failpoints import failpoint
from onroll.record.feeds.fix_file import stem_of

MARKS = (".done", ".sha256")
"""What a sender may put beside a file: that it is all there, and the digest of what it sent."""
PARTIAL = (".part", ".partial", ".filepart", ".tmp", ".crdownload")
"""What other programs call a file while they write it."""


class Place(StrEnum):
    """The folders in the watched folder that are ours."""

    TAKING = "taking"
    LOADED = "loaded"
    HELD = "held"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Look:
    """How a file stood when it was looked at. Two equal looks: nobody wrote to it in between."""

    size: int
    changed_ns: int
    done: bool


class Taken(Exception):
    """Another watcher has this folder."""


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep other watchers out of a folder. Raises `Taken` where there is one; a killed one is not.

    The lock is the operating system's and goes with the process.
    """
    lock = os.open(folder / ".onroll-watch.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        raise Taken from None
    try:
        yield
    finally:
        os.close(lock)


def look(folder: Path) -> dict[str, Look]:
    """How each file that is to be read stands now, by its name."""
    found = {}
    for file in folder.iterdir():
        with suppress(FileNotFoundError):  # its sender has just renamed it
            if is_extract(file):
                state = file.stat()
                done = file.with_name(f"{file.name}.done").exists()
                found[file.name] = Look(state.st_size, state.st_mtime_ns, done)
    return found


def arrived(before: Mapping[str, Look], now: Mapping[str, Look]) -> list[str]:
    """The files that are there whole: done, as their sender says, or unchanged since the look."""
    return sorted(name for name, seen in now.items() if seen.done or before.get(name) == seen)


def passed_over(folder: Path) -> list[str]:
    """The files of no kind that is read, which stay where they are."""
    return sorted(
        file.name
        for file in folder.iterdir()
        if file.is_file()
        and not file.name.startswith((".", "~$"))
        and not is_extract(file)
        and file.suffix.lower() not in (*MARKS, *PARTIAL)
    )


def take(folder: Path, name: str, seen: Look, day: date) -> Path | None:
    """Move a file that has arrived into `taking`, with its marks, and say where it is.

    It gets a folder named after the day in which no file of its name lies yet, in `taking` or in
    any other place, so that nothing is ever moved onto another file. None when its sender is at
    work on it after all.
    """
    for number in count(1):
        under = f"{day}-{number}" if number > 1 else f"{day}"
        if not any(is_there(folder / place / under, name) for place in Place):
            break
    target = folder / Place.TAKING / under
    target.mkdir(parents=True, exist_ok=True)
    taken = target / name
    try:
        for mark in marks_of(folder / name):
            mark.rename(target / mark.name)
        (folder / name).rename(taken)
    except PermissionError:  # Windows, where a file that is open for writing cannot be moved
        return None
    state = taken.stat()
    if (state.st_size, state.st_mtime_ns) != (seen.size, seen.changed_ns):
        taken.rename(folder / name)
        return None
    failpoint("watch.taken")
    return taken


def waiting(folder: Path) -> list[Path]:
    """The files that were taken and not put away: where a watcher was killed, the ones it had."""
    return sorted(file for file in (folder / Place.TAKING).glob("*/*") if is_extract(file))


def is_damaged(taken: Path) -> bool:
    """Whether the file is another than the one whose digest its sender put beside it."""
    mark = taken.with_name(f"{taken.name}.sha256")
    if not mark.exists():
        return False
    digest = mark.read_text(encoding="utf-8", errors="replace").split()
    with taken.open("rb") as file:
        return digest[:1] != [file_digest(file, "sha256").hexdigest()]


def put_away(folder: Path, taken: Path, place: Place, beside: Callable[[Path], None]) -> Path:
    """Move a file from `taking` to its place, and say where it is.

    `beside` is told the folder and writes there what lies beside the file, first. It may have
    written it before, when it was killed.
    """
    target = folder / place / taken.parent.name
    target.mkdir(parents=True, exist_ok=True)
    beside(target)
    failpoint("watch.words_written")
    marks = marks_of(taken)
    taken.rename(target / taken.name)
    for mark in marks:
        mark.rename(target / mark.name)
    failpoint("watch.put_away")
    with suppress(OSError):  # other files are in it
        taken.parent.rmdir()
    return target / taken.name


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file so that it is whole or not there, over one of the same name."""
    part = path.with_name(f".{path.name}.part")
    write(part)
    part.replace(path)


def marks_of(file: Path) -> list[Path]:
    beside = (file.with_name(file.name + ending) for ending in MARKS)
    return [mark for mark in beside if mark.exists()]


def is_there(day: Path, name: str) -> bool:
    """Whether a day's folder holds a file of that name, its ending aside, or its fix file."""
    return any(is_extract(file) and stem_of(file.name) == stem_of(name) for file in day.glob("*"))
