"""`onroll ledger`: how a definition's list moved between two days, with nothing unexplained."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import typer

from onroll.cli.definitions import definition_of
from onroll.cli.run import end_of
from onroll.cli.runs import latest_run
from onroll.cli.terminal import (
    DEFAULT_HOME,
    AsJson,
    AtHome,
    ExitCode,
    Stop,
    home_at,
    result,
    result_json,
    said,
    say,
)
from onroll.record.definitions import Definition
from onroll.record.home import Home
from onroll.record.known_then import KeptRun, stood_at
from onroll.record.ledger import Cause, Ledger
from onroll.record.ledger import ledger as made

WHEN = "RUN|YYYY-MM-DD"


def ledger(
    key: Annotated[str, typer.Argument(help="The definition's key: `onroll definitions`.")],
    start: Annotated[
        str, typer.Option("--from", metavar=WHEN, help="A run's folder name, or a day.")
    ],
    end: Annotated[
        str | None,
        typer.Option("--to", metavar=WHEN, help="The same; the latest run if you do not say."),
    ] = None,
    home: AtHome = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Print opening, what was restated, who entered and left, and closing. It always adds up.

    A day is taken as it was known at that day's end, where a run of then was kept.

    Example: onroll ledger missing_education --from 2026-09-30 --to 2026-10-31
    """
    definition = definition_of(key)
    at = home_at(home)
    before, from_day = run_and_day(at, start)
    latest = KeptRun.of(latest_run(at).folder)
    after, to_day = run_and_day(at, end) if end else (latest, latest.as_of)
    found = made(definition, before, from_day, after, to_day)
    if as_json:
        result_json(in_json(found, before, after))
    else:
        result("\n".join(in_words(definition, found, before, after)))


def run_and_day(home: Home, asked: str) -> tuple[KeptRun, date]:
    """A run with its own day, or a day with the run that stood at its end.

    Where none was kept from then, the latest, and it is said. Raises `Stop`, with the usage code,
    for what is neither.
    """
    folder = home.runs / asked
    if "/" not in asked and (folder / "manifest.json").is_file():
        run = KeptRun.of(folder)
        return run, run.as_of
    try:
        on = date.fromisoformat(asked)
    except ValueError:
        needed = "Give a day like 2026-01-15, or the name of a folder in the home's `runs`."
        raise Stop(f"'{asked[:40]}' is no run and no day. {needed}", ExitCode.USAGE) from None
    kept = stood_at(home, end_of(on))
    if kept is None:
        say(f"No run was kept that was made by {said(on)}, so that day is taken as known now.")
        kept = KeptRun.of(latest_run(home).folder)
    return kept, on


def in_json(found: Ledger, before: KeptRun, after: KeptRun) -> dict[str, Any]:
    """The ledger; every list of children in the order of their references."""
    return {
        "definition": found.definition,
        "from": {"day": found.from_day, "run": before.run_id, "known_at": before.known_at},
        "to": {"day": found.to_day, "run": after.run_id, "known_at": after.known_at},
        "opening": len(found.opening),
        "restated": found.restated,
        "entered": found.entered,
        "left": found.left,
        "closing": len(found.closing),
        "steps": [
            {"cause": step.cause, "entered": sorted(step.entered), "left": sorted(step.left)}
            for step in found.steps
        ],
        "told_apart": found.told_apart,
    }


def in_words(definition: Definition, found: Ledger, before: KeptRun, after: KeptRun) -> list[str]:
    days = f"{said(found.from_day)} to {said(found.to_day)}"
    lines = [f"{definition.title}: {days}", f"By the runs {before.run_id} and {after.run_id}.", ""]
    lines.append(f"  {'Opening':<32}{len(found.opening):>8,}")
    for step in found.steps:
        if step.cause is Cause.DAYS:
            lines.append(f"  {'Entered':<32}{len(step.entered):>+8,}")
            lines.append(f"  {'Left':<32}{-len(step.left):>+8,}")
        elif step.entered or step.left:
            lines.append(f"  {f'{step.cause}: on':<32}{len(step.entered):>+8,}")
            lines.append(f"  {f'{step.cause}: off':<32}{-len(step.left):>+8,}")
    lines.append(f"  {'Closing':<32}{len(found.closing):>8,}")
    if not found.told_apart:
        lines += ["", "The definition changed too; what that did is told under learnt late."]
    return lines
