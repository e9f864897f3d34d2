"""The process that reads a file from outside, so that a file that kills its reader kills only that.

On Linux one process waits with everything imported and forks for each file; it goes when the one
that started it goes. Elsewhere a fresh process reads each file. Run by `limited`, never by hand:
`python -m onroll.record.feeds.reading_child` with the number of a socket, or a job's folder.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import select
import signal
import socket
import sys
import tempfile
import traceback
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

try:
    import fcntl
except ImportError:  # Windows, where nothing is forked
    fcntl = None  # type: ignore[assignment]

from onroll.record.feeds import FileRefused, may_be
from onroll.record.feeds.column_mapping import of_json
from onroll.record.feeds.known import Known, known
from onroll.record.feeds.limited import TOO_MUCH_MEMORY
from onroll.record.feeds.one_file import Watcher, read_file
from onroll.record.feeds.preview import Preview
from onroll.record.feeds.sandbox import (
    close_the_doors,
    cut_off_network,
    end_with_parent,
    set_limits,
)
from onroll.record.feeds.survey import survey
from onroll.record.feeds.unzipping import unzip
from onroll.record.home import Home


def read_job(folder: Path) -> None:
    """Do what request.json in the folder asks and write what came of it as outcome.json.

    The outcome is `readings`, the folders in which they are kept, or `files`, what a ZIP was
    unpacked to, or `refused`, in words.
    """
    asked = json.loads((folder / "request.json").read_text(encoding="utf-8"))
    try:
        outcome = _outcome(folder, asked)
    except FileRefused as reason:
        outcome = {"refused": str(reason)}
    except (MemoryError, duckdb.OutOfMemoryException, pa.ArrowMemoryError):
        outcome = {"refused": f"{asked['file']} {TOO_MUCH_MEMORY}"}
    except Exception as error:
        # no word of the file's own: the place in our code is what those who mend it need
        where = traceback.extract_tb(error.__traceback__)[-1]
        at = f"{type(error).__name__}, {Path(where.filename).name} line {where.lineno}"
        outcome = {
            "refused": f"{asked['file']} could not be read, and the fault may be ours ({at}). "
            "Nothing has been loaded. Export it again; if that does not help, tell those who look "
            "after onroll."
        }
    _write(folder / "outcome.json", outcome)


def _outcome(folder: Path, asked: dict[str, Any]) -> dict[str, Any]:
    path = Path(asked["path"])
    if path.name != asked["file"]:
        (named := folder / "named").mkdir(exist_ok=True)
        (named / asked["file"]).symlink_to(path)
        path = named / asked["file"]
    if survey(path).kind == "zip":
        (into := folder / "unzipped").mkdir()
        files = unzip(path, into)
        if asked["only_unzip"]:
            return {"files": [file.name for file in files]}
    else:
        files = [path]
    here = known(Home(Path(asked["home"]))) if asked["home"] else None
    readings = []
    for number, file in enumerate(files):
        try:
            _read(file, folder / f"reading-{number}", folder, asked, here)
        except FileRefused as reason:
            raise FileRefused(f"{path.name}: {reason}" if file != path else str(reason)) from None
        readings.append(f"reading-{number}")
    return {"readings": readings}


def _read(file: Path, into: Path, folder: Path, asked: dict[str, Any], here: Known | None) -> None:
    mapping = of_json(asked["mapping"]) if asked["mapping"] else None
    if here and asked["system"]:
        of_system = tuple(m for m in here.mappings if m.system == asked["system"])
        here = replace(here, mappings=of_system)
    feed = asked["feed"] or (mapping.feed if mapping else None)

    def progress(done: int, total: int, rows: int) -> None:
        _write(folder / "progress.json", [done, total, rows])

    def preview(seen: Preview) -> None:
        _write(folder / "preview.json", seen.as_json())

    read_file(
        file,
        may_be(feed),
        received_on=dt.date.fromisoformat(asked["received_on"]) if asked["received_on"] else None,
        known=here,
        mapping=mapping,
        watcher=Watcher(progress, preview),
    ).keep(into)


def _write(path: Path, content: object) -> None:
    """Write it whole: whoever looks sees all of it, or what was there before."""
    beside = path.with_name(f".{path.name}")
    beside.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    beside.replace(path)


def _do(folder: Path) -> None:
    """Do one job in this process, which is done for afterwards."""
    os.umask(0o077)
    os.chdir(folder)
    asked = json.loads((folder / "request.json").read_text(encoding="utf-8"))
    (scratch := folder / "scratch").mkdir(exist_ok=True)
    tempfile.tempdir = str(scratch)
    end_with_parent()
    cut_off_network()
    set_limits(asked["memory_mb"], asked["cpu_seconds"], asked["seconds"])
    close_the_doors(folder, [asked["path"], asked["home"]])
    read_job(folder)


@dataclass(frozen=True, slots=True)
class _Running:
    """A job that has been forked for: what it keeps locked, and the memory that it may hold."""

    lock: int
    memory_mb: int


_LOOK_EVERY = 0.02
_KILLED_AT = 0.85 * (1 << 20)
"""Bytes for each megabyte allowed: what it takes in until the next look is within the limit."""
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def serve(channel: socket.socket) -> None:
    """Fork for each job that comes down the channel, until its other end is closed.

    A job is the name of its folder, with a file descriptor that stays locked while the job runs and
    is told how it ended: the signal that killed it, if one did, and its peak of memory.
    """
    running: dict[int, _Running] = {}
    wake, woken = os.pipe()
    os.set_blocking(woken, False)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    signal.set_wakeup_fd(woken, warn_on_full_buffer=False)
    while True:
        # a job's memory is looked at while there is one: see `_kill_what_is_too_large`
        wait = _LOOK_EVERY if running else None
        ready, _, _ = select.select([channel.fileno(), wake], [], [], wait)
        _kill_what_is_too_large(running)
        if wake in ready:
            os.read(wake, 512)
            _bury(running)
        if channel.fileno() in ready:
            message, locks, _, _ = socket.recv_fds(channel, 65_536, 8)
            if not message:
                break
            for folder, lock in zip(message.decode().splitlines(), locks, strict=True):
                asked = json.loads((Path(folder) / "request.json").read_text(encoding="utf-8"))
                running[_forked(Path(folder))] = _Running(lock, asked["memory_mb"])
    for pid in running:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _forked(folder: Path) -> int:
    if pid := os.fork():
        return pid
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.closerange(3, 1 << 16)  # the channel, and what other jobs have locked
        _do(folder)
    finally:
        os._exit(0)


def _kill_what_is_too_large(running: dict[int, _Running]) -> None:
    """End each job that holds more memory than it may.

    The kernel's own limit is on memory asked for, and DuckDB asks for three times what it touches.
    """
    for pid, job in running.items():
        with contextlib.suppress(OSError, IndexError):
            pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
            if pages * _PAGE > job.memory_mb * _KILLED_AT:
                os.kill(pid, signal.SIGKILL)


def _bury(running: dict[int, _Running]) -> None:
    """Take note of the processes that have ended, and let go of what they had locked."""
    while running:
        try:
            pid, status, used = os.wait4(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        lock = running.pop(pid).lock
        ended = {
            "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
            "peak_mb": used.ru_maxrss / 1024,
        }
        with contextlib.suppress(OSError):  # the folder may be gone
            os.write(lock, json.dumps(ended).encode())
        fcntl.flock(lock, fcntl.LOCK_UN)
        os.close(lock)


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve(socket.socket(fileno=int(sys.argv[2])))
    else:
        _do(Path(sys.argv[2]))
