"""`onroll run`: work out what is true of every child, and publish it to the web service."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Literal

import typer

from onroll.cli.publishing import hand_over_casework, publish_run
from onroll.cli.terminal import (
    DEFAULT_HOME,
    AsOf,
    AtHome,
    Report,
    Stop,
    day,
    home_at,
    progress_bars,
    result,
    say,
)
from onroll.record.home import Home
from onroll.record.spark import LOCAL_MASTER, NoSpark


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
    master: Annotated[
        str,
        typer.Option(metavar="URL", help="Where Spark runs: this machine, or a cluster's address."),
    ] = LOCAL_MASTER,
    publish: Annotated[
        bool, typer.Option("--publish/--no-publish", help="Show it in the web service.")
    ] = True,
) -> None:
    """Work out what is true of every child, and publish it. Prints the folder of the run.

    Example: onroll run --as-of 2026-01-15 --no-publish
    """
    with progress_bars() as progress:
        folder = work_out(
            home_at(home),
            day(as_of) if as_of else date.today(),
            end_of(day(known_at)) if known_at else datetime.now(UTC),
            engine=engine,
            master=master,
            publish=publish,
            look_back=known_at is not None,
            progress=progress,
        )
    result(str(folder))
    say("Published." if publish else "Not published: the web service shows the run before it.")


def work_out(
    home: Home,
    as_of: date,
    known_at: datetime,
    *,
    engine: str = "duckdb",
    master: str = LOCAL_MASTER,
    publish: bool,
    look_back: bool = False,
    progress: Report,
) -> Path:
    """The folder of a new run, published if that is asked for. Raises `Stop` for nothing loaded."""
    # Splink is slow to import, so only the command that links pays for it.
    from onroll.record.run import NothingLoaded
    from onroll.record.run import run as run_record

    if publish and not look_back:
        hand_over_casework(home)
        known_at = datetime.now(UTC)
    try:
        folder = run_record(
            home, as_of=as_of, known_at=known_at, engine=engine, master=master, progress=progress
        )
    except (NothingLoaded, NoSpark) as reason:
        raise Stop(str(reason)) from None
    if publish:
        publish_run(home, folder, progress, look_back=look_back)
    return folder


def end_of(last: date) -> datetime:
    return datetime.combine(last + timedelta(days=1), time.min, UTC)
