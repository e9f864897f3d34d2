"""A file from outside read in a process of its own, with bounds on its memory and its time.

A small file can make a reader take gigabytes and abort; here that is a refusal in words. On Linux
the bounds hold whatever the file does; elsewhere only the time is bounded.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

from onroll.record.feeds.base import Feed, FileRefused
from onroll.record.feeds.column_mapping import Mapping, as_json
from onroll.record.feeds.limits import Limits
from onroll.record.feeds.reading import Reading
from onroll.record.home import Home

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

TOO_MUCH_MEMORY = (
    "needs more memory to read than a file may take. Nothing has been loaded. Delete what stands "
    "far from the table, or save the table as CSV and load that."
)
_NO_SIGNAL = 0
_TIME_UP = (signal.SIGALRM, signal.SIGXCPU) if hasattr(signal, "SIGALRM") else ()
_REQUEST, _OUTCOME, _ENDED = "request.json", "outcome.json", "ended.json"


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read in a process of its own, in a folder of its own."""

    path: Path
    home: Home | None = None
    feed: str | None = None
    received_on: dt.date | None = None
    mapping: Mapping | None = None
    system: str = ""
    file: str = ""
    """What the file is called, where it lies under another name."""
    only_unzip: bool = False
    """Unpack a ZIP and read nothing."""
    limits: Limits | None = None

    def start(self, folder: Path) -> None:
        """Begin to read into the folder, which only this job writes in until it has ended."""
        limits = self.limits or Limits.of(self.path)
        asked = {
            "path": str(self.path.resolve()),
            "file": self.file or self.path.name,
            "home": str(self.home.path.resolve()) if self.home else "",
            "feed": self.feed,
            "received_on": self.received_on.isoformat() if self.received_on else None,
            "mapping": as_json(self.mapping) if self.mapping else None,
            "system": self.system,
            "only_unzip": self.only_unzip,
            "memory_mb": limits.memory_mb,
            "cpu_seconds": limits.cpu_seconds,
            "seconds": limits.seconds,
        }
        (folder / _REQUEST).touch(mode=0o600)
        (folder / _REQUEST).write_text(json.dumps(asked), encoding="utf-8")
        if sys.platform == "linux":
            # a reader that has just been killed is found out when it is spoken to
            if not _reader().fork_for(folder):
                _reader().fork_for(folder)
        else:
            _start_fresh(folder, limits.seconds)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a job ended: the folders of its readings, or the files unpacked, or a refusal.

    `peak_mb` is the most memory that its process held, 0 where that was not measured.
    """

    readings: tuple[Path, ...] = ()
    files: tuple[str, ...] = ()
    refused: str = ""
    peak_mb: float = 0.0


def read_limited(
    path: Path,
    home: Home | None = None,
    feed: Feed | str | None = None,
    *,
    received_on: dt.date | None,
    mapping: Mapping | None = None,
    system: str = "",
    file: str | None = None,
) -> list[Reading]:
    """The readings of a file, one, or one for each file in a ZIP, made by a process with limits.

    With `home` each file is held against what is there, and a mapping saved for `system` (or for
    any system, if it is empty) is used where it fits. `file` is what the file is called, where it
    lies under another name. Raises `FileRefused` when the file is not what it says or its reading
    came to a limit, and `UnknownFeed` when `feed` is no feed's key.
    """
    key = _key(feed)
    job = Job(path, home, key, received_on, mapping, system, file or path.name)
    scratch = tempfile.TemporaryDirectory(prefix=f"onroll-read-{os.getpid()}-")
    try:
        _clear_away_what_the_dead_left(Path(scratch.name))
        job.start(Path(scratch.name))
        ended = wait_for(Path(scratch.name))
        if ended.refused:
            raise FileRefused(ended.refused)
        return [Reading.open(folder, scratch) for folder in ended.readings]
    except BaseException:
        scratch.cleanup()
        raise


def wait_for(folder: Path) -> Ended:
    """How the job in the folder ended, once it has."""
    if fcntl is None:
        while not (folder / _ENDED).exists():
            _fresh[folder].join()
    else:
        with (folder / _ENDED).open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH)
    ended = ended_of(folder)
    assert ended is not None
    return ended


def ended_of(folder: Path) -> Ended | None:
    """How the job in the folder ended, or None while it runs."""
    try:
        with (folder / _ENDED).open("rb") as lock:
            if fcntl is not None:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            told = json.loads(lock.read() or "{}")
    except (BlockingIOError, FileNotFoundError):
        return None
    file = json.loads((folder / _REQUEST).read_text(encoding="utf-8"))["file"]
    peak = float(told.get("peak_mb", 0))
    if not (folder / _OUTCOME).exists():
        return Ended(refused=_died(file, told.get("signal")), peak_mb=peak)
    outcome = json.loads((folder / _OUTCOME).read_text(encoding="utf-8"))
    return Ended(
        readings=tuple(folder / name for name in outcome.get("readings", ())),
        files=tuple(outcome.get("files", ())),
        refused=outcome.get("refused", ""),
        peak_mb=peak,
    )


def _died(file: str, by: int | None) -> str:
    """Why a reading that said nothing came to no end."""
    if by is None:
        return (
            f"{file} was still being read when onroll stopped. Nothing has been loaded. "
            "Load it again."
        )
    if by in _TIME_UP:
        return (
            f"{file} takes longer to read than a file of its size may. Nothing has been loaded. "
            "Load it again when the machine is less busy, or save the table as CSV and load that."
        )
    if by == _NO_SIGNAL:
        return (
            f"{file} could not be read to its end. Nothing has been loaded. Load it again; if that "
            "does not help, save the table as CSV and load that."
        )
    return f"{file} {TOO_MUCH_MEMORY}"


def _key(feed: Feed | str | None) -> str | None:
    from onroll.record.feeds import may_be

    return may_be(feed)[0].key if feed is not None else None


def _clear_away_what_the_dead_left(own: Path) -> None:
    """Remove the folders of readings whose process is gone, so that no rows stay behind."""
    for folder in own.parent.glob("onroll-read-*-*"):
        pid = folder.name.split("-")[2]
        if pid.isdigit() and int(pid) != os.getpid() and not Path("/proc", pid).exists():
            shutil.rmtree(folder, ignore_errors=True)


class _Reader:
    """The process that waits with everything imported and forks for each file."""

    def __init__(self) -> None:
        self._sending = threading.Lock()
        self._channel, other = socket.socketpair()
        with other:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", _CHILD, "serve", str(other.fileno())],
                pass_fds=[other.fileno()],
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is ours: it goes when we close the channel
            )

    def is_there(self) -> bool:
        return self._process.poll() is None

    def fork_for(self, folder: Path) -> bool:
        """Have a job begun; False if the reader is gone.

        The lock on the job's file is held by the reader until the job has ended.
        """
        lock = os.open(folder / _ENDED, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with self._sending:
                socket.send_fds(self._channel, [f"{folder.resolve()}\n".encode()], [lock])
        except OSError:
            self._process.kill()
            self._process.wait()
            return False
        finally:
            os.close(lock)
        return True


_CHILD = "onroll.record.feeds.reading_child"
_readers: dict[int, _Reader] = {}
_starting = threading.Lock()
_fresh: dict[Path, threading.Thread] = {}


def _reader() -> _Reader:
    """The reader of this process, started when it is first needed, or again after it was killed."""
    pid = os.getpid()
    with _starting:
        if pid not in _readers or not _readers[pid].is_there():
            _readers[pid] = _Reader()
        return _readers[pid]


def _start_fresh(folder: Path, seconds: int) -> None:
    """Have the job done by a process of its own, where there is no fork to be had."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", _CHILD, "once", str(folder.resolve())],
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    def wait() -> None:
        told: dict[str, float] = {"signal": 0}
        try:
            process.wait(seconds + 5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            told = {"signal": 14}
        (folder / _ENDED).write_text(json.dumps(told), encoding="utf-8")

    _fresh[folder] = threading.Thread(target=wait, daemon=True)
    _fresh[folder].start()


def _environment() -> dict[str, str]:
    """This process's environment for a reader: our own code first, and memory only as it is used.

    Arrow's own allocator asks for a gigabyte at once, each thread of the maths library for tens of
    megabytes, and DuckDB's keeps what it has given back: all would count against the limit.
    """
    return os.environ | {
        "PYTHONPATH": str(Path(__file__).resolve().parents[3]),
        "ARROW_DEFAULT_MEMORY_POOL": "system",
        "OPENBLAS_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "1",
        "DUCKDB_JE_MALLOC_CONF": "retain:false,narenas:1",
    }
