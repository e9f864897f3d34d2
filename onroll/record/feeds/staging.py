"""Files on their way: sent, being checked, looked at, and landed or put aside by somebody.

Each lies in a folder of its own under a token that cannot be guessed, which only the owner of this
process may read. What it is and what came of it is read off that folder each time, so that it is
the same for every process and after a restart.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from onroll.record.feeds.base import FileRefused
from onroll.record.feeds.column_mapping import Mapping, as_json, of_json
from onroll.record.feeds.limited import Job, ended_of, wait_for
from onroll.record.feeds.preview import Preview
from onroll.record.feeds.reading import Reading
from onroll.record.feeds.survey import survey
from onroll.record.home import Home

MOST_BYTES = 2_000_000_000
_TOKEN = re.compile(r"[0-9a-f]{32}")
_LONGEST_NAME = 150
_SENT = "sent.json"
_FILE, _CHECK = "file", "check"


class NotStaged(LookupError):
    """No file is on its way under that token."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A file on its way, as it is now.

    `feed`, `mapping` and `system` are what somebody said of it, empty where nobody did. `progress`
    is how many of how many steps of the check are done, and `rows` how many rows are checked, blank
    ones among them, 0 until they have been counted. `refusal` is empty unless the file was
    refused, and `reading` is there once it is checked. `preview` is None until the file has been
    told into cells; a file that is none, or XML, has none.
    """

    token: str
    file: str
    by: str
    received_at: dt.datetime
    feed: str
    mapping: Mapping | None
    system: str
    state: Literal["checking", "checked", "refused"]
    progress: tuple[int, int]
    rows: int
    refusal: str
    preview: Preview | None
    reading: Reading | None
    path: Path
    """The file as it was sent."""


@dataclass(frozen=True, slots=True)
class _Sent:
    """What was said when a file was sent or last checked again."""

    file: str
    by: str
    received_at: str
    feed: str | None
    mapping: dict[str, Any] | None
    system: str


def stage(
    home: Home,
    name: str,
    content: Iterable[bytes],
    *,
    by: str,
    received_at: dt.datetime,
    feed: str | None = None,
    mapping: Mapping | None = None,
    system: str = "",
) -> list[str]:
    """Keep a file that was sent, begin to check it, and give its token; of a ZIP, one a file.

    Comes back before the check is done, except that a ZIP is unpacked first. A ZIP that cannot be
    has one token, whose file is refused. `received_at` must have a time zone.
    """
    if received_at.tzinfo is None:
        raise ValueError("received_at has no time zone")
    sent = _Sent(
        plain_name(name),
        by,
        received_at.isoformat(),
        feed,
        as_json(mapping) if mapping else None,
        system,
    )
    token, folder = _new(home)
    path = folder / _FILE / sent.file
    refusal = _write(path, content)
    if refusal:
        return [_kept(token, folder, sent, refusal)]
    if not _is_zip(path):
        return [_kept(token, folder, sent, "", home)]
    (folder / _CHECK).mkdir(mode=0o700)
    Job(path, only_unzip=True).start(folder / _CHECK)
    ended = wait_for(folder / _CHECK)
    if ended.refused:
        return [_kept(token, folder, sent, ended.refused)]
    tokens = []
    for file in ended.files:
        token, own = _new(home)
        (folder / _CHECK / "unzipped" / file).rename(own / _FILE / plain_name(file))
        tokens.append(_kept(token, own, replace(sent, file=plain_name(file)), "", home))
    shutil.rmtree(folder)
    return tokens


def staged(home: Home, token: str) -> Staged:
    """The file under a token, as it is now. Raises `NotStaged`."""
    folder = _folder(home, token)
    try:
        held = json.loads((folder / _SENT).read_text(encoding="utf-8"))
        refusal = held.pop("refusal")
        sent = _Sent(**held)
        ended = None if refusal else ended_of(folder / _CHECK)
    except FileNotFoundError:
        raise NotStaged(token) from None
    if ended is not None:
        refusal = ended.refused
    reading = Reading.open(ended.readings[0]) if ended and ended.readings else None
    preview = _json(folder / _CHECK / "preview.json")
    done, total, rows = _json(folder / _CHECK / "progress.json") or (0, 1, 0)
    return Staged(
        token=token,
        file=sent.file,
        by=sent.by,
        received_at=dt.datetime.fromisoformat(sent.received_at),
        feed=sent.feed or "",
        mapping=of_json(sent.mapping) if sent.mapping else None,
        system=sent.system,
        state="checked" if reading else "refused" if refusal else "checking",
        progress=(done, total),
        rows=rows,
        refusal=refusal,
        preview=Preview.of_json(preview) if preview else None,
        reading=reading,
        path=folder / _FILE / sent.file,
    )


def all_staged(home: Home) -> list[Staged]:
    """Every file on its way, the one sent first first."""
    found = []
    for token in _tokens(home):
        with contextlib.suppress(NotStaged):  # somebody has just loaded it or put it aside
            found.append(staged(home, token))
    return sorted(found, key=lambda one: (one.received_at, one.file))


def recheck(
    home: Home,
    token: str,
    *,
    feed: str | None = None,
    mapping: Mapping | None = None,
    system: str = "",
) -> None:
    """Check a file again, now that somebody has said what it is. Raises `NotStaged`.

    A check that is still under way is waited for.
    """
    now = staged(home, token)
    folder = _folder(home, token)
    if now.state == "checking":
        wait_for(folder / _CHECK)
    shutil.rmtree(folder / _CHECK, ignore_errors=True)
    sent = _Sent(
        now.file,
        now.by,
        now.received_at.isoformat(),
        feed,
        as_json(mapping) if mapping else None,
        system,
    )
    _kept(token, folder, sent, "", home)


def discard(home: Home, token: str) -> None:
    """Put a file aside: it and all that was made of it are gone. Raises `NotStaged`."""
    folder = _folder(home, token)
    if not folder.exists():
        raise NotStaged(token)
    shutil.rmtree(folder)


def forget_old(home: Home, before: dt.datetime) -> int:
    """Discard what was sent before a moment, and say how many files that was."""
    old = [one for one in all_staged(home) if one.received_at < before]
    for one in old:
        discard(home, one.token)
    return len(old)


def plain_name(name: str) -> str:
    """A file's name without folders and without what is no part of a name, at most so long."""
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*').strip(
        ". "
    )
    stem, ending = os.path.splitext(kept or "file")
    while len((stem + ending).encode()) > _LONGEST_NAME:
        stem, ending = (stem[:-1], ending) if stem else ("file", "")
    return stem + ending


def _new(home: Home) -> tuple[str, Path]:
    """A token and its folder, which nobody else may look into."""
    home.staged.mkdir(mode=0o700, parents=True, exist_ok=True)
    token = secrets.token_hex(16)
    folder = home.staged / token
    folder.mkdir(mode=0o700)
    (folder / _FILE).mkdir(mode=0o700)
    return token, folder


def _write(path: Path, content: Iterable[bytes]) -> str:
    """Write what is sent; the words of a refusal when it is too much, else nothing."""
    size = 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        for chunk in content:
            size += len(chunk)
            if size > MOST_BYTES:
                return (
                    f"{path.name} is larger than {MOST_BYTES / 1e9:g} GB. Nothing has been loaded. "
                    "Send it in parts, or load it with the command line."
                )
            out.write(chunk)
    return ""


def _is_zip(path: Path) -> bool:
    with path.open("rb") as file:
        if not file.read(4).startswith(b"PK"):
            return False
    try:
        return survey(path).kind == "zip"
    except FileRefused:
        return False


def _kept(token: str, folder: Path, sent: _Sent, refusal: str, home: Home | None = None) -> str:
    """Note what was said, and begin the check where there is one to be made. Gives the token."""
    if not refusal:
        (folder / _CHECK).mkdir(mode=0o700)
        Job(
            folder / _FILE / sent.file,
            home,
            sent.feed,
            dt.datetime.fromisoformat(sent.received_at).date(),
            of_json(sent.mapping) if sent.mapping else None,
            sent.system,
        ).start(folder / _CHECK)
    beside = folder / f".{_SENT}"
    beside.touch(mode=0o600)
    beside.write_text(json.dumps(asdict(sent) | {"refusal": refusal}), encoding="utf-8")
    beside.rename(folder / _SENT)
    return token


def _folder(home: Home, token: str) -> Path:
    if not _TOKEN.fullmatch(token):
        raise NotStaged(token)
    return home.staged / token


def _tokens(home: Home) -> Iterator[str]:
    if home.staged.exists():
        for folder in home.staged.iterdir():
            if _TOKEN.fullmatch(folder.name) and (folder / _SENT).exists():
                yield folder.name


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
