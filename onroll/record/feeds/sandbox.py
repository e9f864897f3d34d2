"""What a process that reads a file from outside may do: little, and not for long."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

try:
    import resource
except ImportError:  # Windows, which has no such limits
    resource = None  # type: ignore[assignment]

_ASKED_FOR = 3
"""How much memory may be asked for, of which `memory_mb` may be touched."""
_LARGEST_FILE = 4_000_000_000
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_NEVER = (
    "socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile",
    "os.system", "os.kill", "pty.", "urllib.", "http.", "ftplib.", "smtplib.", "ctypes.",
    "winreg.", "webbrowser.",
)  # fmt: skip
_CHANGES = (
    "os.chmod", "os.chown", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir",
    "os.symlink", "os.truncate", "os.utime", "shutil.rmtree",
)  # fmt: skip
_OF_TWO = ("os.link", "os.rename", "os.symlink")
_MAY_BE_READ = (
    "/dev/null",
    "/dev/urandom",
    "/etc/localtime",
    "/proc",
    "/sys",
    "/usr/share/zoneinfo",
)


_libc = ctypes.CDLL(None) if sys.platform == "linux" else None
_NEW_USERS, _NEW_NETWORK = 0x10000000, 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET
_PARENT_DIED = 1  # PR_SET_PDEATHSIG


def end_with_parent() -> None:
    """Have the kernel end this process when the thread that forked it ends. Linux only."""
    if _libc is not None:
        _libc.prctl(_PARENT_DIED, signal.SIGKILL)


def cut_off_network() -> bool:
    """Move this process to a network of its own, in which there is nothing; whether that was had.

    It holds for C libraries too. Linux lets root do it, and others where users may have namespaces
    of their own; in most containers nobody may.
    """
    tries = (_NEW_NETWORK, _NEW_NETWORK | _NEW_USERS)
    return _libc is not None and any(_libc.unshare(flags) == 0 for flags in tries)


def set_limits(memory_mb: int, cpu_seconds: int, seconds: int) -> None:
    """Bound this process for good: the memory it asks for, its time and what it writes.

    The kernel ends it at the limit, whatever it is doing. `cpu_seconds` are those of all its
    threads, `seconds` those on the wall.
    """
    if resource is None:
        return
    limits = {
        resource.RLIMIT_DATA: _ASKED_FOR * memory_mb << 20,
        resource.RLIMIT_FSIZE: _LARGEST_FILE,
        resource.RLIMIT_CORE: 0,
    }
    for limit, most in limits.items():
        resource.setrlimit(limit, (most, most))
    # at the first of the two it is SIGXCPU, which says why; at the second SIGKILL
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(seconds)


def close_the_doors(folder: Path, may_read: Sequence[str]) -> None:
    """Let Python open nothing from here on but what it must, and write only in the folder.

    It may read what is named, and Python's own files. Sockets and other programs are refused, also
    to code that a file has talked into asking for them. What C libraries do by themselves is not
    seen here: DuckDB is told never to fetch anything, the XML parser to resolve nothing, and
    `cut_off_network` leaves neither anything to reach.
    """
    inside = str(folder.resolve())
    own = [sys.prefix, sys.base_prefix, str(Path(__file__).resolve().parents[3]), *_MAY_BE_READ]
    readable = [inside, *(os.path.realpath(name) for name in (*own, *may_read) if name)]

    def within(name: Any, places: Sequence[str], *, followed: bool = True) -> bool:
        if isinstance(name, int):
            return True
        path = os.fsdecode(name)
        if followed:
            path = os.path.realpath(path)
        else:  # a link itself, wherever it leads
            path = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
        return any(path == place or path.startswith(place + os.sep) for place in places)

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            name, _, flags = arguments
            if not within(name, [inside] if flags & _WRITES else readable):
                raise PermissionError(f"a file outside its folder: {event}")
        elif event in _CHANGES:
            # of a symbolic link only where it is made, of a move where from and where to
            names = arguments[event == "os.symlink" : 1 + (event in _OF_TWO)]
            if not all(within(name, [inside], followed=False) for name in names):
                raise PermissionError(f"a file outside its folder: {event}")
        elif event.startswith(_NEVER):
            raise PermissionError(f"not while a file is read: {event}")

    sys.addaudithook(watch)
