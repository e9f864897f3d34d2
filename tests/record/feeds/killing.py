"""A process that changes a home and is killed at some moment, and what must hold afterwards.

Each run is a process of its own, forked from one that has everything imported, so that a run takes
as long as the change itself. The home it works on is a copy of one that is prepared beforehand.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from onroll.record.failpoints import ARMED
from onroll.record.feeds.landing import loads
from onroll.record.home import Home

Change = Callable[[Home, Path], None]
"""What a process does to a home, given a folder of kept readings; again, it changes nothing."""

FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload(["tests.record.feeds.changes"])

Tree = dict[str, str]
"""Every file under a folder, by its path there, with a digest of its bytes."""


@dataclass(frozen=True)
class Run:
    """How one run ended: whether it was `killed` before it was done, and how long it worked."""

    killed: bool
    seconds: float


def tree(folder: Path) -> Tree:
    """The files under a folder, also those that nobody should see."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def run(
    change: Change, home: Home, readings: Path, *, after: float | None = None, at: str = ""
) -> Run:
    """Let a process change a home; kill it `after` so many seconds, or have it die `at` a point."""
    here, there = FORKED.Pipe()
    process = FORKED.Process(target=_work, args=(change, home.path, readings, at, there))
    process.start()
    there.close()
    here.recv()
    begun = time.perf_counter()
    if not here.poll(after):
        process.kill()
    seconds = time.perf_counter() - begun
    process.join()
    done = here.poll() and _received(here)
    here.close()
    assert process.exitcode in (0, -9), f"the process ended with {process.exitcode}"
    return Run(killed=not done, seconds=seconds)


def wrong_after(
    change: Change, home: Home, readings: Path, before: Tree, wanted: Tree
) -> list[str]:
    """What does not hold of a home in which a change may have been cut off, in words.

    `before` is the home without the change and `wanted` the home with it. Every load that can be
    seen is whole, what was there is there, and the change made again leaves exactly what it would
    have left at once, with nothing beside it.
    """
    wrong = []
    found = tree(home.path)
    if lost := [path for path, digest in before.items() if found.get(path) != digest]:
        wrong.append(f"lost or changed: {lost}")
    try:
        seen = loads(home)
    except ValueError as reason:
        seen = []
        wrong.append(f"half a manifest: {reason}")
    for load in seen:
        inside = str(load.path.relative_to(home.path)) + os.sep
        here = {path: digest for path, digest in found.items() if path.startswith(inside)}
        whole = {path: digest for path, digest in wanted.items() if path.startswith(inside)}
        if here != whole:
            wrong.append(f"half a load: {sorted(here)} of {sorted(whole)}")
    beside = {path.split(os.sep + ".landing-")[0] for path in found if path not in wanted}
    if len(beside) > 1:
        wrong.append(f"more than one thing left behind: {sorted(beside)}")
    change(home, readings)
    if (left := tree(home.path)) != wanted:
        different = sorted(set(left.items()) ^ set(wanted.items()))
        wrong.append(f"made again, it is not the same: {sorted({path for path, _ in different})}")
    return wrong


def copied(home: Home, folder: Path) -> Home:
    """A home like another, for a run to work on."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(home.path, folder)
    return Home(folder)


def _work(change: Change, home: Path, readings: Path, at: str, there: Connection) -> None:
    os.environ[ARMED] = at
    there.send("begins")
    change(Home(home), readings)
    there.send("done")


def _received(here: Connection) -> bool:
    try:
        return bool(here.recv() == "done")
    except EOFError:
        return False
