"""`onroll feeds`: which files onroll reads, how each stands, and which schools are quiet."""

from __future__ import annotations

import csv
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from onroll.cli.terminal import (
    DEFAULT_HOME,
    AsJson,
    AtHome,
    ExitCode,
    Stop,
    home_at,
    result,
    result_json,
    say,
)
from onroll.record import feeds
from onroll.record.feeds.health import Health, health
from onroll.record.feeds.health_words import STATES, counted, day
from onroll.record.feeds.refused_uploads import note_refused
from onroll.record.home import NoAuthority

app = typer.Typer()


@app.callback(invoke_without_command=True)
def feeds_command(
    context: typer.Context, home: AtHome = DEFAULT_HOME, as_json: AsJson = False
) -> None:
    """Which files onroll reads, and how each stands today.

    Example: onroll feeds
    """
    if context.invoked_subcommand:
        return
    rows = stands(home).feeds.to_pylist()
    if as_json:
        result_json(rows)
        return
    width = max(len(row["feed"]) for row in rows) + 2
    for row in rows:
        words = "" if row["state"] in ("never_loaded", "up_to_date") else f": {row['words']}"
        newest = f" {row['rows_in']:,} rows, newest {row['file']}." if row["file"] else ""
        result(
            f"{row['feed']:<{width}}{row['source']:<17}{STATES[row['state']].lower()}{words}{newest}"
        )


@app.command()
def quiet(home: AtHome = DEFAULT_HOME, as_json: AsJson = False) -> None:
    """Which schools send nothing any more, or far less than they did.

    Example: onroll feeds quiet
    """
    rows = stands(home).quiet_schools.to_pylist()
    if as_json:
        result_json(rows)
        return
    for row in rows:
        if row["state"] == "quiet":
            since = counted(row["school_days"], "school day", "school days")
            words = f"nothing since {day(row['last_day'])}, {since} ago"
        else:
            words = f"{row['rows_now']:,} rows where {row['rows_before']:,} are usual"
        result(f"{row['feed']:<26}{row['urn']:<8}{row['name'] or 'name not known'}: {words}")
    say(f"{counted(len(rows), 'school', 'schools')} quiet, over all feeds.")


@app.command()
def template(name: Annotated[str, typer.Argument(help="The feed's key.")]) -> None:
    """Print the header row of a feed, for a file made by hand.

    Example: onroll feeds template placements > placements.csv
    """
    try:
        feed = feeds.feed(name)
    except feeds.UnknownFeed:
        raise Stop(f"there is no feed '{name[:40]}'. See `onroll feeds`.", ExitCode.USAGE) from None
    csv.writer(sys.stdout, lineterminator="\n").writerow(column.title for column in feed.columns)


def stands(home: Path) -> Health:
    """How every feed stands now. Raises `Stop` when authority.toml gives a rhythm to no feed."""
    now = datetime.now(UTC)
    where = home_at(home)
    try:
        note_refused(where)
        return health(where, now.date(), now)
    except NoAuthority as reason:
        raise Stop(str(reason)) from None
