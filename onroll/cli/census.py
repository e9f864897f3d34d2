"""`onroll report cme-census` and `ehe-census`: the Department's termly returns."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import pyarrow as pa
import typer

from onroll.cli.check import places_in
from onroll.cli.place_of_return import place_of
from onroll.cli.report import app
from onroll.cli.reports import of_day
from onroll.cli.terminal import (
    DEFAULT_HOME,
    AsOf,
    AtHome,
    Stop,
    home_at,
    result,
    said,
    say,
)
from onroll.figures import ees
from onroll.figures.cme_academic_year import METADATA as CME_YEAR_METADATA
from onroll.figures.cme_academic_year import cme_academic_year
from onroll.figures.cme_census import CME_CENSUS
from onroll.figures.ehe_academic_year import METADATA as EHE_YEAR_METADATA
from onroll.figures.ehe_academic_year import (
    behind,
    ehe_academic_year,
    home_education_in,
    year_before,
)
from onroll.figures.ehe_census import EHE_CENSUS
from onroll.figures.periods import Period
from onroll.figures.reports.counted_run import CountedRun
from onroll.figures.reports.finding_words import children as children_words
from onroll.figures.school_types import UNKNOWN_TYPE
from onroll.figures.termly_return import METADATA, Place, TermlyReturn, of_unknown_age, when

Folder = Annotated[Path, typer.Argument(help="Where the files are written; it is made.")]
Lists = Annotated[
    Path | None, typer.Option("--places", help="A folder with the department's lists of places.")
]
Behind = Annotated[
    bool, typer.Option("--children", help="Write the children behind each number too.")
]


@dataclass(frozen=True)
class Asked:
    """What a return is made of: a run, a census day, an authority; and where it is written.

    `listed` says that the children behind the numbers are written too.
    """

    run: CountedRun
    on: date
    place: Place
    lists: ees.Places | None
    folder: Path
    listed: bool

    @property
    def year(self) -> Period | None:
        """The school year before, which the return of an autumn asks about too."""
        return year_before(self.on) if when(self.on)[1] == "Autumn term" else None


@app.command("cme-census")
def cme_census(
    folder: Folder,
    home: AtHome = DEFAULT_HOME,
    as_of: AsOf = None,
    places: Lists = None,
    children: Behind = False,
) -> None:
    """Write the Department's return of children missing education, and say what to chase.

    In the autumn it also asks about the whole school year before. The numbers are as they were
    counted. They are for the Department: protect them before anybody publishes them.

    Example: onroll report cme-census return --places ees_standard --children
    """
    asked = asked_for(folder, home, as_of, places, children)
    write_census(asked, CME_CENSUS)
    if asked.year:
        held = asked.run.at_any_time(CME_CENSUS.definition, asked.year)
        table = cme_academic_year(held, place=asked.place, year=asked.year)
        write_table(asked, "cme_academic_year", table, CME_YEAR_METADATA)
        write_children(asked, "cme_academic_year", [], {child: [] for child in held})
        result(f"{len(held):,} {CME_CENSUS.children} at any time in {in_words(asked.year)}.")
    say(f"Written to {folder}.")


@app.command("ehe-census")
def ehe_census(
    folder: Folder,
    home: AtHome = DEFAULT_HOME,
    as_of: AsOf = None,
    places: Lists = None,
    children: Behind = False,
) -> None:
    """Write the Department's return of home-educated children, and say what to chase.

    In the autumn it also asks about the whole school year before. The numbers are as they were
    counted. They are for the Department: protect them before anybody publishes them.

    Example: onroll report ehe-census return --places ees_standard --children
    """
    asked = asked_for(folder, home, as_of, places, children)
    write_census(asked, EHE_CENSUS)
    if asked.year:
        held = home_education_in(asked.run, asked.year)
        table = ehe_academic_year(held, place=asked.place, year=asked.year)
        write_table(asked, "ehe_academic_year", table, EHE_YEAR_METADATA)
        write_children(asked, "ehe_academic_year", *behind(held))
        result(
            f"{len(held.anytime):,} {EHE_CENSUS.children} at any time in {in_words(asked.year)}: "
            f"{len(held.starts):,} started, {len(held.returns):,} returned to school, "
            f"{len(held.left):,} left the area."
        )
        if unknown := sum(kind == UNKNOWN_TYPE for kind in held.starts.values()):
            result(f"To chase: Previous school: Unknown, {unknown:,} of {len(held.starts):,}.")
    say(f"Written to {folder}.")


def asked_for(
    folder: Path, home: Path, as_of: str | None, places: Path | None, listed: bool
) -> Asked:
    """What was asked for, of the newest run. Raises `Stop` for a day that it does not know."""
    at = home_at(home)
    run, on = of_day(at, as_of)
    lists = places_in(places) if places else None
    place = place_of(at.authority, places)
    folder.mkdir(parents=True, exist_ok=True)
    return Asked(run, on, place, lists, folder, listed)


def write_census(asked: Asked, kind: TermlyReturn) -> None:
    """The return of the census day, and what to chase before it."""
    held = kind.counted(asked.run, asked.on)
    period, term = when(asked.on)
    table = kind.table(held, place=asked.place, time_period=period, term=term)
    write_table(asked, kind.name, table, METADATA)
    topics = [topic for topic in kind.topics if topic != "Total"]
    groups = {each.child: [each.groups[topic] for topic in topics] for each in held}
    write_children(asked, kind.name, topics, groups)
    result(f"{len(held):,} {kind.children} on {said(asked.on)}, for {term} {period}.")
    for group, who in kind.to_chase(held).items():
        result(f"To chase: {group}, {len(who):,} of {len(held):,}.")
    if ageless := of_unknown_age(asked.run, asked.on):
        result(
            f"To chase: Date of birth: {children_words(len(ageless))} on no roll, in no return "
            "until it is known."
        )
        write_children(asked, "no_date_of_birth", [], {child: [] for child in ageless})


def write_table(
    asked: Asked, name: str, table: pa.Table, metadata: Iterable[Mapping[str, str]]
) -> None:
    """A table in the standard of open data. Raises `Stop` for one that does not keep it."""
    try:
        ees.write(table, metadata, asked.folder / f"{name}.csv", asked.lists)
    except ees.DoesNotPass as problem:
        raise Stop(f"the return does not keep the standard: {problem}.") from None


def write_children(
    asked: Asked, name: str, columns: list[str], rows: Mapping[str, list[str]]
) -> None:
    """One row for each child behind a table, but for those who are protected, where asked for."""
    if not asked.listed:
        return
    listed = asked.run.without_protected(rows)
    with (asked.folder / f"{name}.children.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["Child", *columns])
        out.writerows([child, *rows[child]] for child in sorted(listed))
    if len(listed) < len(rows):
        say(f"Counted, and not listed: {len(rows) - len(listed):,} who are protected.")


def in_words(year: Period) -> str:
    return f"{year.starts_on.year} to {year.ends_on.year}"
