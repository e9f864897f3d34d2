"""`onroll report make` and `onroll report pack`: the catalogue's reports, of the newest run."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from onroll.cli.report import app, protected
from onroll.cli.runs import Run, latest_run
from onroll.cli.terminal import (
    DEFAULT_HOME,
    AsJson,
    AsOf,
    AtHome,
    ExitCode,
    Stop,
    day,
    home_at,
    progress_bars,
    result,
    result_json,
    said,
    say,
)
from onroll.figures.reports.catalogue import KINDS, REPORTS, asked
from onroll.figures.reports.counted_run import CountedRun
from onroll.figures.reports.published_beside import published_of
from onroll.figures.reports.report import Report
from onroll.figures.whole_folder import whole_folder
from onroll.figures.writing.csv_files import as_csv
from onroll.figures.writing.plain_text import as_text, as_values
from onroll.figures.writing.words import Words
from onroll.record.home import Home


@app.command("make")
def make(
    key: Annotated[str, typer.Argument(help="The report: one of " + ", ".join(REPORTS) + ".")],
    home: AtHome = DEFAULT_HOME,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Print one report: what it finds, its tables, and what is left out or not known.

    The numbers are as they were counted: protect them before anybody publishes them.

    Example: onroll report make cme_scorecard --as-of 2026-09-30
    """
    if key not in REPORTS:
        known = ", ".join(REPORTS)
        raise Stop(f"no report is called '{key[:40]}'. There are: {known}.", ExitCode.USAGE)
    run, on = of_day(home_at(home), as_of)
    kind = REPORTS[key]
    report = kind.make(run, asked(kind, on))
    if as_json:
        result_json(as_values(report))
    else:
        result(as_text(report).rstrip())
    say(f"From run {run.folder.name}.")


@app.command("pack")
def pack(
    folder: Annotated[Path, typer.Argument(help="Where the reports are written; it is made.")],
    home: AtHome = DEFAULT_HOME,
    as_of: AsOf = None,
) -> None:
    """Write every report: as text, as a workbook, and each table as CSV with its metadata.

    They are drafts. The numbers are as they were counted: protect them before anybody publishes
    them.

    Example: onroll report pack november --as-of 2026-11-20
    """
    run, on = of_day(home_at(home), as_of)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Stop(f"{folder}: there is something in it already. Name a folder that is not there.")
    with whole_folder(folder.absolute()) as into, progress_bars() as progress:
        for number, kind in enumerate(KINDS):
            progress("Reports", number, len(KINDS))
            write(kind.make(run, asked(kind, on)), into / kind.key, run)
        progress("Reports", len(KINDS), len(KINDS))
    result(f"{len(KINDS)} reports of {said(on)}.")
    say(f"Written to {folder}.")


def write(report: Report, folder: Path, run: CountedRun) -> None:
    """One report in a folder of its own."""
    from onroll.figures.writing.xlsx import as_xlsx  # takes most of a second, for this alone

    folder.mkdir()
    words = Words(
        headline="", why="", what_next="", released_on=report.day,
        reference=f"{report.key} of run {run.folder.name}", is_draft=True,
    )  # fmt: skip
    (folder / f"{report.key}.txt").write_text(as_text(report), encoding="utf-8")
    (folder / f"{report.key}.xlsx").write_bytes(as_xlsx(report, words))
    for name, held in as_csv(report, words).items():
        (folder / name).write_bytes(held)


def of_day(home: Home, as_of: str | None) -> tuple[CountedRun, date]:
    """The newest run as reports read it, and the day asked for, else its own. Raises `Stop` for a
    day after it."""
    run = latest_run(home)
    on = day(as_of) if as_of else run.as_of
    if on > run.as_of:
        raise Stop(f"the newest run is of {said(run.as_of)}, before {said(on)}. Run `onroll run`.")
    return counted(home, run), on


def counted(home: Home, run: Run) -> CountedRun:
    """A run as reports read it: with the children protected then or by now, and what is kept of
    published figures to stand beside its own."""
    return CountedRun(
        run.folder,
        authority=home.authority.name,
        as_of=run.as_of,
        protected=protected(home, run),
        la_code=home.authority.la_code,
        published=published_of(home),
    )
