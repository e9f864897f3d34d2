"""A file that arrived is examined before it is kept: what it is, and what a scanner says of it.

The scanner is the operator's: a command that is given the path of the file, and says by its exit
code what it found, as ClamAV's `clamdscan` does. `authority.toml` names it:

    [documents]
    scan_with = ["clamdscan", "--fdpass", "--no-summary"]
    scan_seconds = 60                     # 60 where nothing is said
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from onroll.record.home import Home
from onroll.web.documents.file_types import TYPES, FileType
from onroll.web.documents.looking_child import SECONDS
from onroll.web.documents.refused import Refused

logger = logging.getLogger(__name__)


class Scan(StrEnum):
    """What a scanner said of a document that is kept."""

    CLEAN = "clean"
    NOT_SCANNED = "not_scanned"


SCAN_WORDS: Final = {
    Scan.CLEAN: "Scanned for viruses, and none found",
    Scan.NOT_SCANNED: "Not scanned for viruses",
}

ASK: Final = "Nothing was kept. Try again, or ask whoever looks after this service"
FOUND: Final = (
    "The scanner found something harmful in this file. Nothing was kept. Do not open the file, and "
    "tell whoever looks after your computers"
)
CANNOT_SCAN: Final = f"The file could not be scanned for viruses. {ASK}"
CANNOT_LOOK: Final = (
    "The file takes more time or memory to look into than a document may. Nothing was kept. Save "
    "it as a PDF, and choose that"
)


@dataclass(frozen=True)
class Examined:
    """What a file is, and what a scanner said of it."""

    type: FileType
    scan: Scan


@dataclass(frozen=True)
class Scanner:
    """The command that scans, without the file; empty where none is set."""

    command: tuple[str, ...] = ()
    seconds: int = 60


def examine(home: Home, path: Path) -> Examined:
    """Look into a file and have it scanned. Raises `Refused`, in words. It may take a minute, so
    nobody calls it within a transaction."""
    return Examined(type_of(path), scan(scanner(home), path))


def type_of(path: Path) -> FileType:
    """What a file is, as a process with limits found. Raises `Refused`."""
    command = [sys.executable, "-P", "-m", "onroll.web.documents.looking_child", str(path)]
    here = str(Path(__file__).resolve().parents[3])
    code, said = run(command, 3 * SECONDS, {"PYTHONPATH": here, "OPENBLAS_NUM_THREADS": "1"})
    if code != 0:
        logger.error("A document could not be looked into: its process ended with %s", code)
        raise Refused(CANNOT_LOOK)
    told: dict[str, str] = json.loads(said)
    if "refused" in told:
        raise Refused(told["refused"])
    return TYPES[told["ending"]]


def scanner(home: Home) -> Scanner:
    """The scanner that this home names. Raises `Refused` where its line cannot be used."""
    path = home.path / "authority.toml"
    held = tomllib.loads(path.read_text(encoding="utf-8")).get("documents", {})
    command, seconds = held.get("scan_with", []), held.get("scan_seconds", Scanner.seconds)
    usable = isinstance(command, list) and all(isinstance(part, str) for part in command)
    if not usable or type(seconds) is not int or seconds < 1:
        logger.error(
            '%s: [documents] cannot be used. Write scan_with = ["command", "option"] and '
            "scan_seconds = 60",
            path,
        )
        raise Refused(CANNOT_SCAN)
    return Scanner(tuple(command), seconds)


def scan(by: Scanner, path: Path) -> Scan:
    """What the scanner says of a file. Raises `Refused` where it found something, and where nobody
    can say: it is not there, took too long, or ended with another code than 0 and 1."""
    if not by.command:
        return Scan.NOT_SCANNED
    code, _ = run([*by.command, str(path)], by.seconds, {})
    if code == 1:
        logger.warning("A document was refused: the scanner found something in it")
        raise Refused(FOUND)
    if code != 0:
        logger.error("A document could not be scanned: the scanner ended with %s", code)
        raise Refused(CANNOT_SCAN)
    return Scan.CLEAN


def run(command: Sequence[str], seconds: int, more: dict[str, str]) -> tuple[int | str, bytes]:
    """The exit code of a command, or why it has none, and what it printed. It has little of this
    process's environment, and no shell; whatever it started ends with it."""
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=environment() | more, cwd=os.path.abspath(os.sep), start_new_session=True,
        )  # fmt: skip
    except OSError as problem:
        return problem.strerror or "no start", b""
    try:
        said, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        return f"no answer in {seconds} seconds", b""
    finally:
        end(process)
    return process.returncode, said


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process and those it started."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):  # all of them have ended
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def environment() -> dict[str, str]:
    """Where programs are found, and nothing that is secret here."""
    kept = ("PATH", "LANG", "TZ", "SYSTEMROOT", "TEMP")
    return {name: os.environ[name] for name in kept if name in os.environ}
