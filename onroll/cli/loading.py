"""What becomes of one file: read in a child of its own, asked about, landed whole or not at all.

`load`, `watch` and `demo` all load through here, so that a file fares alike and is spoken of in the
same words wherever it comes in.
"""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from onroll.cli.terminal import ExitCode, Stop
from onroll.record import feeds
from onroll.record.feeds import landing
from onroll.record.feeds.comparing import Difference, difference
from onroll.record.feeds.deliveries import note_refusal
from onroll.record.feeds.fix_file import keep_fix_file
from onroll.record.feeds.limited import read_limited
from onroll.record.feeds.loads import Load, said_at
from onroll.record.home import Home


@dataclass(frozen=True, slots=True)
class Wish:
    """What whoever loads says of the files: what they are, and what may be done with them.

    `confirmed` holds the rule_ids of the questions that are answered. `sequence` says which
    delivery of its period a file is, where its name does not.
    """

    by: str
    feed: str | None = None
    system: str = ""
    accept_good: bool = False
    confirmed: frozenset[str] = frozenset()
    sequence: int | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. `code` is what a load of this file alone exits with.

    `name` is what messages call it. `reading` is None for a file that was refused before it was
    read, `load` where nothing was loaded, `difference` where nobody asked for it. `asked` are the
    questions that nobody has answered.
    """

    name: str
    code: ExitCode
    message: str
    reading: feeds.Reading | None = None
    load: Load | None = None
    asked: tuple[feeds.Question, ...] = ()
    difference: Difference | None = None
    needs: tuple[str, ...] = ()
    """The options with which it would be loaded after all."""
    before: Load | None = None
    """The load that has the same bytes, where the file was refused because of it."""


FixFile = Callable[[feeds.Reading], str]
"""Writes the fix file of a reading that has rows held back, and says its name."""


def load_file(
    path: Path, home: Home, wish: Wish, now: datetime, fix_file: FixFile | None = None
) -> Iterator[Outcome]:
    """What becomes of a file, and of each file in it when it is a ZIP.

    `now` has a time zone. The fix file is written beside the file unless `fix_file` says how.
    Raises `Stop` where the fault is not the file's: no such feed, no room on the disk.
    """
    try:
        readings = read_limited(
            path, home, wish.feed, received_on=now.astimezone().date(), system=wish.system
        )
    except feeds.UnknownFeed:
        needed = "`onroll feeds` lists them."
        raise Stop(f"there is no feed '{wish.feed}'. {needed}", ExitCode.USAGE) from None
    except feeds.FileRefused as reason:
        yield refused(path.name, str(reason), home, wish, now)
        return
    except OSError as reason:
        words = f"{reason.strerror or 'it cannot be read'}. Check that it may be read"
        yield refused(path.name, words, home, wish, now)
        return
    for reading in readings:
        name = path.name if len(readings) == 1 else f"{path.name}, {reading.file}"
        yield landed(name, reading, home, wish, now, fix_file or beside(path))


def landed(
    name: str, reading: feeds.Reading, home: Home, wish: Wish, now: datetime, fix_file: FixFile
) -> Outcome:
    """What becomes of a file that could be read."""
    if before := landing.same_delivery(reading, home, wish.sequence):
        when = said_at(before.received_at)
        words = f"{name}: you loaded this file on {when}. Nothing to do."
        return Outcome(name, ExitCode.REFUSED, words, reading, before=before)
    asked = tuple(q for q in reading.questions if q.rule_id not in wish.confirmed)
    wanted = not asked and (wish.accept_good or reading.held_back_rows == 0)
    load = None
    if wanted and not wish.dry_run:
        try:
            load = land(reading, home, wish, now)
        except feeds.FileRefused as reason:
            return refused(name, str(reason), home, wish, now, reading)
    fix = fix_file(reading) if reading.held_back_rows and not wish.dry_run else ""
    return Outcome(
        name=name,
        code=ExitCode.DONE if wanted else ExitCode.HELD_BACK,
        message=said(name, reading, asked, wish, wanted, fix),
        reading=reading,
        load=load,
        asked=asked,
        needs=() if wanted or not reading.accepted_rows else needs(reading),
        difference=difference(reading, home) if wish.dry_run else None,
    )


def land(reading: feeds.Reading, home: Home, wish: Wish, now: datetime) -> Load:
    """The load. Raises `Stop` when the home cannot take it: no file would fare better."""
    try:
        return landing.land(
            reading, home, now, by=wish.by, answered=wish.confirmed, sequence=wish.sequence
        )
    except FileExistsError as reason:
        words = f"something else is in its place. {reading.file} was not loaded. Load it again"
        raise Stop(f"{reason}: {words}.") from None
    except OSError as reason:
        words = f"{reason.strerror or 'it cannot be written'}. {reading.file} was not loaded"
        raise Stop(f"{home.loads}: {words}. Make room, or check that it may be written.") from None


def refused(
    name: str,
    reason: str,
    home: Home,
    wish: Wish,
    now: datetime,
    reading: feeds.Reading | None = None,
) -> Outcome:
    """A file that was refused. That it came and why it was refused is kept, save on a dry run."""
    feed = reading.feed.key if reading else wish.feed or ""
    if not wish.dry_run:
        note_refusal(home, feed=feed, file=name, reason=reason, at=now, by=wish.by)
    words = reason.removeprefix(name).lstrip(": ").rstrip(".")
    ending = "" if "othing" in words else " Nothing loaded."
    return Outcome(name, ExitCode.REFUSED, f"{name}: {words}.{ending}", reading)


def said(
    name: str,
    reading: feeds.Reading,
    asked: tuple[feeds.Question, ...],
    wish: Wish,
    wanted: bool,
    fix: str,
) -> str:
    """What became of a file that could be read, in a sentence or two."""
    good, bad, rows = reading.accepted_rows, reading.held_back_rows, reading.rows_in
    see = f" See {fix}." if fix else ""
    if wanted:
        verb = "would be loaded" if wish.dry_run else "loaded"
        held = f" {bad:,} held back.{see}" if bad else ""
        return f"{name}: {good:,} of {rows:,} rows {verb} as {reading.feed.key}.{held}"
    found = [f"{bad:,} of {rows:,} rows held back"] if bad else []
    found += [f"{questions(len(asked))} to answer"] if asked else []
    which = f"the other {good:,}" if bad else "it"
    again = f" Re-run with {' '.join(needs(reading))} to load {which}." if good else ""
    return f"{name}: {' and '.join(found)}, nothing loaded.{see}{again}"


def needs(reading: feeds.Reading) -> tuple[str, ...]:
    """The options with which a file that was not loaded would be, each, also those that were said.

    So the words are a whole command, for whoever finds them beside a file of the watched folder.
    """
    good = ("--accept-good",) if reading.held_back_rows else ()
    return (*good, *(f"--confirm {question.rule_id}" for question in reading.questions))


def questions(number: int) -> str:
    return "1 question" if number == 1 else f"{number:,} questions"


def beside(path: Path) -> FixFile:
    """Writes the fix file beside the file, or here where that folder may not be written."""

    def write(reading: feeds.Reading) -> str:
        at = path.with_name(reading.file)
        try:
            return keep_fix_file(at, reading.folder)
        except OSError:
            return keep_fix_file(Path(at.name), reading.folder)

    return write


def login_name() -> str:
    """Who this is, as the operating system has it; empty where it does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
