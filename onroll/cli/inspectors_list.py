"""`onroll report inspectors-list`: who is not in full-time school education, for inspectors."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final

import typer

from onroll.cli.report import app
from onroll.cli.reports import counted
from onroll.cli.runs import Run, latest_run
from onroll.cli.terminal import (
    DEFAULT_HOME,
    AsOf,
    AtHome,
    Stop,
    day,
    home_at,
    result,
    said,
    say,
)
from onroll.figures.inspectors_list import (
    DEFINITIONS,
    InspectorsList,
    inspectors_list,
    setting_types,
)
from onroll.figures.reports.finding_words import children, were
from onroll.figures.reports.what_is_late import what_is_late
from onroll.record.home import Home

NAME: Final = "inspectors_list"


@app.command("inspectors-list")
def inspectors(
    folder: Annotated[Path, typer.Argument(help="Where the two files are written; it is made.")],
    home: AtHome = DEFAULT_HOME,
    as_of: AsOf = None,
    of_run: Annotated[
        str | None, typer.Option("--run", metavar="RUN", help="A run; the newest if left out.")
    ] = None,
) -> None:
    """List each child not in full-time school education on a day, as inspectors ask for it.

    One row a child: reference, date of birth, UPN, type of provision, hours, exclusion, and when it
    began. Protected children are counted and not listed. The same run and day give the same bytes.

    Example: onroll report inspectors-list inspection --as-of 2026-11-20
    """
    at = home_at(home)
    run = run_called(at, of_run) if of_run else latest_run(at)
    on = day(as_of) if as_of else run.as_of
    if on > run.as_of:
        raise Stop(f"that run is of {said(run.as_of)}, before {said(on)}. Run `onroll run`.")
    record = counted(at, run)
    found = inspectors_list(record, on, setting_types(at.loads, run.manifest["loads"]))
    listed = found.csv.encode("utf-8-sig")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{NAME}.csv").write_bytes(listed)
    made = "\n".join(how_made(found, at, run, what_is_late(record, DEFINITIONS), listed))
    (folder / f"{NAME}.how_this_was_made.txt").write_text(f"{made}\n", encoding="utf-8")
    result(f"{children(len(found.rows))} not in full-time school education on {said(on)}.")
    for gap in gaps(found):
        result(gap)
    if found.protected:
        say(f"Counted, and not listed: {found.protected:,} who {were(found.protected)} protected.")
    say(f"Written to {folder}.")


def how_made(
    found: InspectorsList, home: Home, run: Run, late: tuple[str, ...], listed: bytes
) -> Iterator[str]:
    """One page, the same for one run and day: who is listed, what is missing, how to repeat it."""
    yield "How this list was made"
    yield ""
    yield f"{home.authority.name}. Children not in full-time school education on {said(found.day)}."
    yield (
        "A child of compulsory school age who lives in the area is on it unless the child was on a "
        "school's roll, taught full time, and taught nowhere else."
    )
    yield f"{children(len(found.rows))} {were(len(found.rows))} listed, one row each."
    yield (
        f"{children(found.protected)} {were(found.protected)} counted and not listed, because "
        "their whereabouts are protected."
    )
    yield ""
    yield "What is not known:"
    yield from gaps(found) or ["Nothing: every row is whole."]
    yield from late
    yield ""
    yield (
        "Hours are those that sources tell of the day. Hours of two provisions are added, and the "
        "column beside says of what. Not known is not 0: 0 is written where a source says 0."
    )
    yield (
        "A child at home with parents has no hours that anybody tells, and is Not known. So is one "
        "permanently excluded of whom no hours are told; the definition of under 25 hours counts "
        "that child as under. Exclusion is what holds on the day."
    )
    yield ""
    known = run.known_at
    yield (
        f"From run {run.folder.name}: what was known by {said(known.date())} at "
        f"{known:%H:%M} UTC, version {run.manifest['version']}."
    )
    yield f"SHA-256 of {NAME}.csv: {hashlib.sha256(listed).hexdigest()}"
    yield (
        "To make the same bytes again: onroll report inspectors-list FOLDER "
        f"--as-of {found.day.isoformat()} --run {run.folder.name}"
    )
    yield "A child who is protected since then is left out of a list that is made again."


def gaps(found: InspectorsList) -> list[str]:
    """A sentence for each column of which something is not known."""
    return [
        f"{heading}: not known of {number:,} of {children(len(found.rows))}."
        for heading, number in found.gaps.items()
    ]


def run_called(home: Home, name: str) -> Run:
    """The run of a name. Raises `Stop` for one that does not stand."""
    standing = {
        manifest.parent.name: manifest.parent for manifest in home.runs.glob("*/manifest.json")
    }
    if name not in standing:
        known = ", ".join(sorted(standing)) or "none"
        raise Stop(f"no run is called '{name[:40]}'. There are: {known}.")
    return Run(standing[name])
