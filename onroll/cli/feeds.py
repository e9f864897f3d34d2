"""`onroll feeds`: which files onroll reads, and when each came last."""

from __future__ import annotations

import csv
import sys
from datetime import UTC, datetime
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
)
from onroll.record import feeds
from onroll.record.feeds.health import health

app = typer.Typer()


@app.callback(invoke_without_command=True)
def feeds_command(
    context: typer.Context, home: AtHome = DEFAULT_HOME, as_json: AsJson = False
) -> None:
    """Which files onroll reads, and when each came last.

    Example: onroll feeds
    """
    if context.invoked_subcommand:
        return
    now = datetime.now(UTC)
    rows = health(home_at(home), now.date(), now).to_pylist()
    if as_json:
        result_json(rows)
        return
    for row in rows:
        words = row["state"].replace("_", " ")
        newest = f": {row['rows_in']:,} rows, newest {row['file']}" if row["file"] else ""
        result(f"{row['feed']:<26}{row['source']:<24}{words}{newest}")


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
