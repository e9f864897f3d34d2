"""Journals of what people did: one small numbered file for each act, and nothing ever changed.

A journal is a folder. Its files are numbered from 1 without a gap, whole or not there, and never
written twice; what stands now follows from reading them in order. So a number that is missing, or a
file that cannot be read, is said out loud: acts that protect a child may not drop out unseen.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from onroll.record.feeds.safekeeping import keep_json, make_folder

try:
    import fcntl
except ImportError:  # Windows, where one person at a time decides
    fcntl = None  # type: ignore[assignment]


class DamagedJournal(ValueError):
    """A file of a journal is missing or cannot be read. The message says which, and what to do."""


def acts(journal: Path) -> list[dict[str, Any]]:
    """Every act in order, each with its `number`; `at` is a moment. Raises `DamagedJournal`."""
    found: list[dict[str, Any]] = []
    names = os.listdir(journal) if journal.exists() else []
    for expected, name in enumerate(sorted(n for n in names if n[0].isdigit()), 1):
        path = os.path.join(journal, name)
        if name != _name(expected):
            raise DamagedJournal(
                f"{journal / _name(expected)} is missing, and {name} is there. What people "
                "decided may not drop out: put the file back from a backup."
            )
        try:
            with open(path, "rb") as file:
                held = json.loads(file.read())
            held["number"], held["at"] = expected, dt.datetime.fromisoformat(held["at"])
        except (OSError, ValueError, KeyError, TypeError):
            raise DamagedJournal(
                f"{path} cannot be read. What people decided may not drop out: put the file back "
                "from a backup."
            ) from None
        found.append(held)
    return found


@contextmanager
def writing(journal: Path) -> Iterator[list[dict[str, Any]]]:
    """Have a journal to oneself, to read what is there and `add` to it; its acts.

    Waits for whoever else writes, and takes away what one who was killed left behind.
    """
    make_folder(journal)
    lock = os.open(journal, os.O_RDONLY) if fcntl else None
    try:
        if lock is not None:
            fcntl.flock(lock, fcntl.LOCK_EX)
        for left in journal.glob(".*"):
            left.unlink()
        yield acts(journal)
    finally:
        if lock is not None:
            os.close(lock)


def add(journal: Path, there: list[dict[str, Any]], act: Mapping[str, Any]) -> int:
    """Keep one more act, and its number. Only inside `writing`, whose acts are `there`."""
    number = len(there) + 1
    keep_json(journal / _name(number), {**act, "at": act["at"].isoformat()})
    there.append({**act, "number": number})
    return number


def who_when_why(at: dt.datetime, by: str, why: str) -> dict[str, Any]:
    """These three as an act holds them. Raises ValueError when one is missing."""
    if at.tzinfo is None:
        raise ValueError("at has no time zone")
    if not by.strip():
        raise ValueError("Nobody is named. Say who decides this, by email address.")
    if not why.strip():
        raise ValueError("No reason is given. Say why: whoever looks again will need it.")
    return {"at": at, "by": by.strip(), "why": why.strip()}


def _name(number: int) -> str:
    return f"{number:06}.json"
