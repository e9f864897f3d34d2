"""`onroll why`: whether a definition is true of a child on a day, and what says so."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import typer

from onroll.cli.definitions import definition_of
from onroll.cli.run import end_of, work_out
from onroll.cli.runs import latest_run
from onroll.cli.terminal import (
    DEFAULT_HOME,
    AsJson,
    AsOf,
    AtHome,
    day,
    home_at,
    progress_bars,
    result,
    result_json,
    said,
)
from onroll.cli.why_words import in_json, in_words, since_in_json, since_in_words
from onroll.record.definitions import Definition
from onroll.record.home import Home
from onroll.record.known_then import KeptRun, arrived_since, knows_all_by, stood_at
from onroll.record.one_child import OneChild
from onroll.record.why import explain


def why(
    child: Annotated[str, typer.Argument(help="The child's reference.")],
    key: Annotated[str, typer.Argument(help="The definition's key: `onroll definitions`.")],
    home: AtHome = DEFAULT_HOME,
    as_of: AsOf = None,
    known_at: Annotated[
        str | None,
        typer.Option(
            metavar="YYYY-MM-DD",
            help="Answer as it was known at this day's end, and say what arrived since.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Print each test of a definition for one child, the facts it rests on and what would change.

    Example: onroll why EC-4F7K2M9Q missing_education --as-of 2026-01-15 --known-at 2026-01-31
    """
    definition = definition_of(key)
    at = home_at(home)
    run = latest_run(at)
    on = day(as_of) if as_of else run.as_of
    now = run.one_child(child)
    if known_at is None:
        show(child, definition, now, on, as_json)
        return
    then_run = run_of_then(at, on, end_of(day(known_at)))
    then = then_run.child(child) or OneChild([])
    arrived = arrived_since(definition.expression, then, now, on)
    counted = then_run.counted(child, key, on)
    latest = KeptRun.of(run.folder)
    if as_json:
        result_json(
            in_json(child, definition, then, on)
            | {"known_at": then_run.known_at}
            | since_in_json(definition, now, on, latest, counted, arrived)
        )
        return
    told = [f"As known at the end of {said(day(known_at))}.", ""]
    told += in_words(child, definition, then, on)
    verdict = explain(definition, then, on).met
    result("\n".join(told + since_in_words(definition, now, on, latest, counted, arrived, verdict)))


def show(child: str, definition: Definition, now: OneChild, on: date, as_json: bool) -> None:
    if as_json:
        result_json(in_json(child, definition, now, on))
    else:
        result("\n".join(in_words(child, definition, now, on)))


def run_of_then(home: Home, on: date, moment: datetime) -> KeptRun:
    """The run that used just what was in force at a moment; made, and not published, if need be.

    Raises `Stop` when nothing had been loaded by then.
    """
    kept = stood_at(home, moment)
    if kept and knows_all_by(kept, home, moment):
        return kept
    with progress_bars() as progress:
        folder = work_out(home, on, moment, publish=False, look_back=True, progress=progress)
    return KeptRun.of(folder)
