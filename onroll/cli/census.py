"""`onroll report cme-census`: the Department's termly return of children missing education."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Annotated, Final

import typer

from onroll.cli.check import places_in
from onroll.cli.report import app, protected
from onroll.cli.runs import latest_run
from onroll.cli.terminal import (
    DEFAULT_HOME,
    AsOf,
    AtHome,
    ExitCode,
    Stop,
    day,
    home_at,
    result,
    said,
    say,
)
from onroll.figures import ees
from onroll.figures.cme_census import (
    METADATA,
    TOPICS,
    Counted,
    Place,
    cme_census,
    counted,
    to_chase,
    when,
)
from onroll.record.home import Authority

NAME: Final = "cme_census"


@app.command("cme-census")
def census(
    folder: Annotated[Path, typer.Argument(help="Where the files are written; it is made.")],
    home: AtHome = DEFAULT_HOME,
    as_of: AsOf = None,
    places: Annotated[
        Path | None,
        typer.Option(help="A folder with the department's lists of places."),
    ] = None,
    children: Annotated[
        bool, typer.Option("--children", help="Write the children behind each number too.")
    ] = False,
) -> None:
    """Write the Department's return of children missing education, and say what to chase.

    The numbers are as they were counted. They are for the Department: protect them before anybody
    publishes them.

    Example: onroll report cme-census return --places ees_standard --children
    """
    at = home_at(home)
    run = latest_run(at)
    on = day(as_of) if as_of else run.as_of
    if on > run.as_of:
        raise Stop(f"the newest run is of {said(run.as_of)}, before {said(on)}. Run `onroll run`.")
    held = counted(run.folder, on)
    period, term = when(on)
    lists = places_in(places) if places else None
    place = place_of(at.authority, places)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        ees.write(
            cme_census(held, place=place, time_period=period, term=term), METADATA,
            folder / f"{NAME}.csv", lists,
        )  # fmt: skip
    except ees.DoesNotPass as problem:
        raise Stop(f"the return does not keep the standard: {problem}.") from None
    if children:
        hidden = protected(at, run)
        listed = [each for each in held if each.child not in hidden]
        write_children(folder / f"{NAME}.children.csv", listed)
        if len(listed) < len(held):
            say(f"Counted, and not listed: {len(held) - len(listed):,} who are protected.")
    result(f"{len(held):,} children missing education on {said(on)}, for {term} {period}.")
    for group, who in to_chase(held).items():
        result(f"To chase: {group}, {len(who):,} of {len(held):,}.")
    say(f"Written to {folder}.")


def write_children(path: Path, held: list[Counted]) -> None:
    """One row for each child: the reference, and the group of each topic."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        topics = [topic for topic in TOPICS if topic != "Total"]
        out.writerow(["Child", *topics])
        out.writerows([each.child, *(each.groups[topic] for topic in topics)] for each in held)


def place_of(authority: Authority, places: Path | None) -> Place:
    """The codes and names of an authority, from the department's list of regions and authorities;
    without it, and for one that is not on it, those that are not known are "x"."""
    rows: list[dict[str, str]] = []
    if places:
        try:
            with (places / "region_la_hierarchy.csv").open(encoding="utf-8-sig") as file:
                rows = [row for row in csv.DictReader(file)
                        if row["old_la_code"] == authority.la_code]  # fmt: skip
        except (OSError, KeyError):
            raise Stop(
                f"{places}: it has not the department's region_la_hierarchy.csv.",
                ExitCode.REFUSED,
            ) from None
    if not rows:
        return Place("", "x", "Not available", "x", "Not available")
    newest = max(rows, key=lambda row: row["new_la_code"][:3] == "E06")
    return Place(
        authority.la_code, newest["new_la_code"], newest["la_name"], newest["region_code"],
        newest["region_name"],
    )  # fmt: skip
