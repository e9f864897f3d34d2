"""Where the content of documents lies: in the home, each under its SHA-256, which names nobody.

A file that arrives is written beside the others, flushed, and gets its name only once it may be
kept. So a name that is there has all of its content, and one content is there once, whoever sent
it. What a killed process left is taken away when the next file arrives.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from onroll.record.failpoints import failpoint
from onroll.record.feeds.safekeeping import make_folder, to_disk
from onroll.record.home import Home

MOST_BYTES: Final = 25 * 1024**2
"""The largest document: what most mail systems carry, so that whatever came by email can be kept.
onroll's own, November 2026."""
LEFT_BEHIND_AFTER: Final = 3600
"""Seconds after which a file that has not got its name never will: a scan is over long before."""
_ARRIVING: Final = "arriving"


class Touched(Exception):
    """The content of a document is not what was kept, or not there."""


@dataclass(frozen=True)
class Arrived:
    """A file that is whole on the disk and not kept yet. `size` is in bytes."""

    path: Path
    sha256: str
    size: int

    def drop(self) -> None:
        self.path.unlink(missing_ok=True)


def arrive(home: Home, chunks: Iterable[bytes]) -> Arrived:
    """Write what was sent to the home, readable by us only. Raises OSError where it cannot be."""
    folder = home.documents / _ARRIVING
    make_folder(folder)
    home.documents.chmod(0o700)
    sweep(folder)
    number, name = tempfile.mkstemp(dir=folder)  # for its owner alone: 0600
    path, digest, size = Path(name), hashlib.sha256(), 0
    try:
        failpoint("document.begun")
        with os.fdopen(number, "wb") as out:
            for chunk in chunks:
                digest.update(chunk)
                size += out.write(chunk)
        failpoint("document.written")
        to_disk(path)
        failpoint("document.flushed")
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Arrived(path, digest.hexdigest(), size)


def keep(home: Home, arrived: Arrived) -> None:
    """Give a file its name, over one of the same content. Raises OSError where it cannot be."""
    path = path_of(home, arrived.sha256)
    make_folder(path.parent)
    arrived.path.replace(path)
    failpoint("document.renamed")
    to_disk(path.parent)


def content_of(home: Home, sha256: str) -> bytes:
    """What is in a document. Raises `Touched` where it is not what was kept."""
    try:
        content = path_of(home, sha256).read_bytes()
    except OSError:
        raise Touched from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Touched
    return content


def path_of(home: Home, sha256: str) -> Path:
    return home.documents / sha256[:2] / sha256


def kept(home: Home) -> Iterator[str]:
    """The name of each file that is kept: the digest of what was in it."""
    for folder in sorted(home.documents.glob("??")):
        yield from sorted(path.name for path in folder.iterdir())


def sweep(folder: Path) -> None:
    """Take away what arrived and was neither kept nor refused: whoever received it was killed."""
    before = time.time() - LEFT_BEHIND_AFTER
    for path in folder.iterdir():
        try:
            if path.stat().st_mtime < before:
                path.unlink()
        except FileNotFoundError:
            continue  # another process took it away
