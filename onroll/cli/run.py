"""`onroll run`: work out what is true of every child, and publish it to the web service."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Literal

import typer

from onroll.cli.publishing import publish_run
from onroll.cli.terminal import (
    DEFAULT_HOME,
    AsOf,
    AtHome,
    Stop,
    day,
    home_at,
    progress_bars,
    result,
    say,
)


def run(
    home: AtHome = DEFAULT_HOME,
    as_of: AsOf = None,
    known_at: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", help="Use only what had been loaded by this day's end."),
    ] = None,
    engine: Annotated[
        Literal["duckdb", "spark"], typer.Option(help="What works it out.")
    ] = "duckdb",
    publish: Annotated[
        bool, typer.Option("--publish/--no-publish", help="Show it in the web service.")
    ] = True,
) -> None:
    """Work out what is true of every child, and publish it. Prints the folder of the run.

    Example: onroll run --as-of 2026-01-15 --no-publish
    """
    # Splink is slow to import, so only the command that links pays for it.
    from onroll.record.run import NothingLoaded
    from onroll.record.run import run as run_record

    where = home_at(home)
    with progress_bars() as progress:
        try:
            folder = run_record(
                where,
                as_of=day(as_of) if as_of else date.today(),
                known_at=end_of(day(known_at)) if known_at else datetime.now(UTC),
                engine=engine,
                progress=progress,
            )
        except NothingLoaded as reason:
            raise Stop(str(reason)) from None
        if publish:
            publish_run(where, folder, progress)
    result(str(folder))
    say("Published." if publish else "Not published: the web service shows the run before it.")


def end_of(last: date) -> datetime:
    return datetime.combine(last + timedelta(days=1), time.min, UTC)
