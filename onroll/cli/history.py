"""`onroll loads`: what was loaded and what became of it; undo, withdraw, put back, its fix file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from onroll.cli.loading import login_name
from onroll.cli.terminal import (
    DEFAULT_HOME,
    AsJson,
    AtHome,
    By,
    ExitCode,
    Stop,
    home_at,
    result,
    result_json,
    say,
)
from onroll.record import feeds
from onroll.record.feeds import deliveries
from onroll.record.feeds.deliveries import Delivery
from onroll.record.feeds.fix_file import stem_of, write_fix_file
from onroll.record.feeds.loads import said_at
from onroll.record.home import Home

app = typer.Typer()

LoadId = Annotated[str | None, typer.Argument(help="The load, as `onroll loads` prints it.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")]
NoInput = Annotated[
    bool, typer.Option("--no-input", help="Never ask; without --yes, only say what would happen.")
]
OfFeed = Annotated[str | None, typer.Option("--feed", help="The feed of a delivery.")]
OfPeriod = Annotated[
    str | None, typer.Option("--period", help="The period of a delivery: 2026-11-01, 2026_autumn.")
]
OfSequence = Annotated[
    int | None, typer.Option("--sequence", min=1, help="Which delivery of that period.")
]


@app.callback(invoke_without_command=True)
def loads(
    context: typer.Context,
    home: AtHome = DEFAULT_HOME,
    feed: Annotated[str | None, typer.Option(help="Only the loads of this feed.")] = None,
    as_json: AsJson = False,
) -> None:
    """List every load, the newest first: what it is now, who loaded it and when.

    Example: onroll loads --feed pupil_roll
    """
    if context.invoked_subcommand:
        return
    rows = deliveries.history(home_at(home), known_feed(feed))
    if as_json:
        result_json([in_json(row) for row in rows])
        return
    for row in rows:
        for line in in_words(row):
            result(line)
    if not rows:
        say("Nothing has been loaded yet. Load a file with `onroll load`.")


@app.command()
def undo(
    load_id: Annotated[str, typer.Argument(help="The load, as `onroll loads` prints it.")],
    home: AtHome = DEFAULT_HOME,
    by: By = None,
    yes: Yes = False,
    no_input: NoInput = False,
) -> None:
    """Take a load back whole, within 14 days. Says first what follows, and asks.

    Example: onroll loads undo 20261122T080000Z-1a2b3c4d --yes
    """
    where, now = home_at(home), datetime.now(UTC)
    with in_sentences():
        load = deliveries.find(where, load_id)
        for sentence in deliveries.undo_conflicts(where, load_id, now):
            say(f"  {sentence}")
        agree(f"Undo {load.file}, {load.accepted:,} rows?", yes=yes, no_input=no_input)
        deliveries.undo(where, load_id, at=now, by=by or login_name())
    result(f"{load.file}: undone. {load.accepted:,} rows no longer count.")
    say(f"To let it count again: onroll loads put-back {load_id}")


@app.command()
def withdraw(
    load_id: LoadId = None,
    home: AtHome = DEFAULT_HOME,
    reason: Annotated[str, typer.Option(help="Why it should not count, for the history.")] = "",
    feed: OfFeed = None,
    period: OfPeriod = None,
    sequence: OfSequence = None,
    by: By = None,
    yes: Yes = False,
    no_input: NoInput = False,
) -> None:
    """Say that a delivery does not count, whenever it came, or before it comes.

    Name a load, or the feed, period and sequence of a delivery.

    Example: onroll loads withdraw 20261122T080000Z-1a2b3c4d --reason "Last year's"
    """
    where, now = home_at(home), datetime.now(UTC)
    which = delivery(load_id, feed, period, sequence)
    if not reason.strip():
        raise Stop('a withdrawal needs a reason: --reason "Sent in error".', ExitCode.USAGE)
    with in_sentences():
        if isinstance(which, str):
            for sentence in deliveries.undo_conflicts(where, which, now):
                say(f"  {sentence}")
        agree(f"Withdraw {called(where, which)}?", yes=yes, no_input=no_input)
        deliveries.withdraw(where, which, at=now, by=by or login_name(), why=reason.strip())
    result(f"{called(where, which)}: withdrawn.")


@app.command()
def put_back(
    load_id: LoadId = None,
    home: AtHome = DEFAULT_HOME,
    feed: OfFeed = None,
    period: OfPeriod = None,
    sequence: OfSequence = None,
    by: By = None,
) -> None:
    """Let a load that was undone or withdrawn count again.

    Example: onroll loads put-back 20261122T080000Z-1a2b3c4d
    """
    where = home_at(home)
    which = delivery(load_id, feed, period, sequence)
    with in_sentences():
        deliveries.put_back(where, which, at=datetime.now(UTC), by=by or login_name())
    result(f"{called(where, which)}: counts again.")


@app.command()
def fix_file(
    load_id: Annotated[str, typer.Argument(help="The load, as `onroll loads` prints it.")],
    home: AtHome = DEFAULT_HOME,
    to: Annotated[
        Path | None, typer.Option(help="Where to write it.", show_default="beside you")
    ] = None,
) -> None:
    """Write the rows of a load that were held back, with what is wrong with each.

    Example: onroll loads fix-file 20261122T080000Z-1a2b3c4d --to november.fix.csv
    """
    with in_sentences():
        load = deliveries.find(home_at(home), load_id)
    if not load.held_back:
        raise Stop(f"{load.file}: none of its rows was held back, so there is no fix file.")
    path = to or Path(f"{stem_of(load.file)}.fix.csv")
    if path.exists():
        raise Stop(f"{path}: it is there already and may hold corrections. Name another with --to.")
    try:
        rows = write_fix_file(path, load.path)
    except OSError as reason:
        raise Stop(f"{path}: {reason.strerror or 'it cannot be written'}. Name another.") from None
    result(f"{path}: {rows:,} of {load.rows_in:,} rows of {load.file}.")


def delivery(
    load_id: str | None, feed: str | None, period: str | None, sequence: int | None
) -> str | tuple[str, str, int]:
    """What a command is about: a load_id, or feed, period and sequence. Raises `Stop`."""
    if load_id and not (feed or period or sequence):
        return load_id
    key = known_feed(feed)
    if load_id or key is None or sequence is None:
        needed = "a load, or --feed, --sequence and, where the feed has one, --period"
        raise Stop(f"say which delivery: {needed}.", ExitCode.USAGE)
    return key, period or "", sequence


def known_feed(key: str | None) -> str | None:
    """The same key. Raises `Stop`, with the usage code, when there is no such feed."""
    try:
        return feeds.feed(key).key if key else None
    except feeds.UnknownFeed:
        needed = "`onroll feeds` lists them."
        raise Stop(f"there is no feed '{(key or '')[:40]}'. {needed}", ExitCode.USAGE) from None


def called(home: Home, which: str | tuple[str, str, int]) -> str:
    if isinstance(which, str):
        return deliveries.find(home, which).file
    feed, period, sequence = which
    return f"{feed}, {period or 'no period'}, delivery {sequence}"


def agree(question: str, *, yes: bool, no_input: bool) -> None:
    """Go on when somebody says yes. Raises `Stop` when they do not, or cannot be asked."""
    if yes:
        return
    if no_input or not sys.stdin.isatty():
        raise Stop(f"{question} Nothing was done. Say --yes to do it.", ExitCode.USAGE)
    if not typer.confirm(question, err=True):
        raise Stop("nothing was done.")


@contextmanager
def in_sentences() -> Iterator[None]:
    """What cannot be done is said in a sentence."""
    try:
        yield
    except deliveries.UnknownLoad as reason:
        raise Stop(str(reason.args[0]), ExitCode.USAGE) from None
    except deliveries.NotPossible as reason:
        raise Stop(str(reason)) from None


def in_words(row: Delivery) -> Iterator[str]:
    """A load, and what it is now."""
    load = row.load
    which = f"delivery {load.sequence}" + (f" of {load.period}" if load.period else "")
    loaded = f"loaded {said_at(load.received_at)}{named(load.by)}"
    yield f"{load.load_id}  {load.feed}  {load.file}"
    yield f"    {row.state}: {load.accepted:,} of {load.rows_in:,} rows, {which}, {loaded}"
    if row.since:
        why = f": {row.why}" if row.why else ""
        yield f"    {row.state} {said_at(row.since)}{named(row.by)}{why}"
    elif row.replaced_by:
        yield f"    replaced by {row.replaced_by.file}"


def named(by: str) -> str:
    return f" by {by}" if by else ""


def in_json(row: Delivery) -> dict[str, Any]:
    load = row.load
    return {
        "load_id": load.load_id,
        "feed": load.feed,
        "file": load.file,
        "period": load.period,
        "sequence": load.sequence,
        "state": str(row.state),
        "received_at": load.received_at.isoformat(),
        "by": load.by,
        "rows": load.rows_in,
        "accepted": load.accepted,
        "held_back": load.held_back,
        "corrects": load.corrects or None,
        "taken_back_at": row.since.isoformat() if row.since else None,
        "taken_back_by": row.by or None,
        "why": row.why or None,
        "replaced_by": row.replaced_by.load_id if row.replaced_by else None,
    }
