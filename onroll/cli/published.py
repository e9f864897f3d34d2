"""`onroll published`: figures of the Department, kept as published, and one authority in them."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from onroll.cli.loading import login_name
from onroll.cli.terminal import (
    DEFAULT_HOME,
    AsJson,
    AtHome,
    By,
    ExitCode,
    Stop,
    day,
    error,
    home_at,
    result,
    result_json,
    said,
    say,
)
from onroll.figures.comparison import Asked, CannotCompare, comparison
from onroll.figures.published import neighbours as statistical_neighbours
from onroll.figures.published.authorities import by_la_code
from onroll.figures.published.neighbour_files import TEMPLATE
from onroll.figures.published.observations import Observation
from onroll.figures.published.refusals import NotTaken
from onroll.figures.published.releases import Release, keep, observations, releases
from onroll.figures.reports.numbers import Given
from onroll.record.home import Home

app = typer.Typer(help="Figures that the Department published.", no_args_is_help=True)
neighbours = typer.Typer(help="Statistical neighbours, edition by edition.", no_args_is_help=True)
app.add_typer(neighbours, name="neighbours")

MOST_LINES = 2_000

Key = Annotated[str, typer.Argument(help="The data set, as `onroll published list` has it.")]
Authority = Annotated[str, typer.Option(help="The three digits of an authority, such as 871.")]
Indicator = Annotated[str, typer.Option(help="One indicator, by its key.")]
Time = Annotated[str, typer.Option(help="One time period, as published, such as 202526.")]


@app.callback()
def published() -> None:
    """Figures that the Department published."""


@app.command("load")
def load(
    files: Annotated[list[Path], typer.Argument(help="CSV files, or the tool's Parquet table.")],
    home: AtHome = DEFAULT_HOME,
    dataset: Annotated[
        str | None, typer.Option(help="The data set's key, where it is not the file's name.")
    ] = None,
    published_on: Annotated[
        str | None, typer.Option("--published", metavar="YYYY-MM-DD", help="When it came out.")
    ] = None,
    source: Annotated[str, typer.Option(help="Where the file is from.")] = "",
    by: By = None,
) -> None:
    """Keep files of published figures as they stand: each whole, or not at all (exit code 4).

    A newer release of a data set is kept beside the older ones. `name.meta.csv` beside a file says
    what its columns are.

    Example: onroll published load cme_census.csv --published 2026-01-29
    """
    at, refused = home_at(home), 0
    on = day(published_on) if published_on else None
    for path in files:
        try:
            release, new = keep(
                at, path, dataset=dataset, published_on=on, source=source,
                by=by or login_name(), at=datetime.now(UTC),
            )  # fmt: skip
        except NotTaken as reason:
            error(f"{reason} Nothing of it was loaded.")
            refused += 1
            continue
        result(described(release) if new else f"{release.dataset}: {path.name} is here already.")
        for note in release.notes if new else ():
            say(f"  {note}")
    if refused:
        raise typer.Exit(ExitCode.REFUSED)


@app.command("list")
def list_releases(home: AtHome = DEFAULT_HOME, as_json: AsJson = False) -> None:
    """Print every release that is kept, the newest of each data set first.

    Example: onroll published list
    """
    found = releases(home_at(home))
    if as_json:
        result_json([asdict(each) for each in found])
        return
    for each in found:
        result(described(each))
    if not found:
        say("No figures are kept. Load some with `onroll published load FILE`.")


@app.command("show")
def show(
    key: Key,
    authority: Authority,
    home: AtHome = DEFAULT_HOME,
    indicator: Indicator = "",
    period: Time = "",
    as_json: AsJson = False,
) -> None:
    """Print what a data set says of one authority: each number as it was published.

    Example: onroll published show cme_census --authority 871
    """
    at = home_at(home)
    held_as(at, key)
    found = list(observations(at, key, indicator=indicator, period=period, la_code=authority))
    if not found:
        raise Stop(f"{key} says nothing of authority {authority} with what was asked.")
    if as_json:
        result_json([asdict(each) | {"value": each.value} for each in found])
        return
    under = ", ".join(each.words for each in by_la_code().get(authority, ()))
    say(f"{found[0].place} ({authority}): {under or 'on no list of authorities here'}.")
    for each in found[:MOST_LINES]:
        result(line(each))
    if len(found) > MOST_LINES:
        say(f"{len(found) - MOST_LINES:,} more. Choose with --indicator or --period.")


@app.command("compare")
def compare(
    key: Key,
    authority: Authority,
    indicator: Indicator,
    home: AtHome = DEFAULT_HOME,
    period: Time = "",
    group: Annotated[str, typer.Option(help="One group, as `show` prints it.")] = "",
) -> None:
    """Print one authority beside its region, England and its statistical neighbours.

    Example: onroll published compare ehe_census --authority 871 --indicator rate_per_100
    """
    at = home_at(home)
    release = held_as(at, key)
    when = period or max(release.periods)
    found = [
        each for each in observations(at, key, indicator=indicator, period=when)
        if each.filters == group
    ]  # fmt: skip
    if not found:
        raise Stop(f"{key} has no {indicator} at {when} of that group. Look with `show`.")
    title = release.labels.get(indicator, (indicator, ""))[0]
    asked = Asked(key, indicator, title, found[0].when, group, described(release))
    try:
        report = comparison(
            found, asked, la_code=authority, day=date.today(),
            neighbours=statistical_neighbours.edition_on(at, date.today()),
        )  # fmt: skip
    except CannotCompare as reason:
        raise Stop(str(reason)) from None
    (table,) = report.tables
    for sentence in report.findings:
        result(sentence)
    for row in table.rows:
        numbers = (each for each in row.numbers if isinstance(each, Given))
        result("  ".join([*row.labels, *map(in_words, numbers)]))
    for note in (*table.notes, *report.not_known):
        say(note)


@neighbours.command("load")
def load_neighbours(
    file: Annotated[Path, typer.Argument(help="The Department's workbook, or a CSV of yours.")],
    on: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="The day of the edition.")],
    source: Annotated[str, typer.Option(help="Who says so, and where.")],
    home: AtHome = DEFAULT_HOME,
) -> None:
    """Keep a list of statistical neighbours beside earlier editions.

    Example: onroll published neighbours load sn.xlsx --on 2025-05-01 --source "DfE, LAIT"
    """
    try:
        edition = statistical_neighbours.keep(home_at(home), file, on=day(on), source=source)
    except NotTaken as reason:
        raise Stop(f"{reason} Nothing was loaded.", ExitCode.REFUSED) from None
    result(f"{len(edition.of):,} authorities with their neighbours, of {said(edition.on)}.")


@neighbours.command()
def template() -> None:
    """Print an empty file for a list of your own.

    Example: onroll published neighbours template > neighbours.csv
    """
    print(TEMPLATE, end="")


def held_as(home: Home, key: str) -> Release:
    """The newest release of a data set. Raises `Stop` where none is kept."""
    if found := releases(home, key):
        return found[0]
    keys = ", ".join(sorted({each.dataset for each in releases(home)})) or "none"
    raise Stop(f"No data set {key[:40]} is kept. There is: {keys}.")


def described(release: Release) -> str:
    """cme_census: published 29 January 2026, 255 observations, 202526, ten regions: …"""
    on = release.published_on
    first, last = release.periods[0], release.periods[-1]
    times = first if first == last else f"{first} to {last}"
    when = f"published {said(on)}" if on else f"kept {said(release.kept_at.date())}"
    source = f", {release.source}" if release.source else ""
    many = f"{release.observations:,} observation{'s' if release.observations != 1 else ''}"
    return f"{release.dataset}: {when}{source}, {many}, {times}, {release.regions}"


def line(each: Observation) -> str:
    parts = [each.when, each.code, each.filters, each.indicator]
    shown = f"{each.text} [{each.symbol}]" if each.symbol else each.text
    return "  ".join([*filter(None, parts), re.sub(r"\s+", " ", shown)])


def in_words(number: Given) -> str:
    if number.value is None:
        return f"[{number.symbol}]"
    return f"{number.value} ({number.note})" if number.note else str(number.value)
