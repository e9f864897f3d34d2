"""`onroll report`: figures of the newest run over periods, the same as on the pages of figures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import pyarrow as pa
import pyarrow.parquet as pq
import typer

from onroll.cli.runs import Run, latest_run
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
from onroll.figures.cases_over_a_period import cases_of_run
from onroll.figures.csv_text import csv_text
from onroll.figures.exits_by_school import by_school, exits_of_run, named, without
from onroll.figures.periods import By, Period, period_words
from onroll.figures.periods import periods as last_periods
from onroll.record.home import Home
from onroll.record.people.shields import covers, shielded

app = typer.Typer(help="Reports, returns and lists, of the newest run.", no_args_is_help=True)

EachPeriod = Annotated[By, typer.Option("--by", help="What a period is.")]
Number = Annotated[
    int, typer.Option("--periods", min=1, max=120, help="How many; the newest may not be over.")
]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV, for a spreadsheet.")]


@app.command("exits-by-school")
def exits_by_school(
    home: AtHome = DEFAULT_HOME,
    by: EachPeriod = "quarter",
    periods: Number = 8,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Count the children who left each school's roll, and the exits that nothing explains.

    Children who are protected are not counted.

    Example: onroll report exits-by-school --by month --csv
    """
    at = home_at(home)
    run = latest_run(at)
    shown = last_periods(by, run.as_of, periods)
    names = {row["urn"]: row["name"] for row in run.rows("schools")}
    found = without(exits_of_run(run.folder, shown, run.as_of), protected(at, run))
    table = named(by_school(found), names)
    columns = ("school", "exits", "unexplained", "home_educated")
    print_table(run, table, by, columns, as_json=as_json, as_csv=as_csv)


@app.command("cases-over-a-period")
def cases_over_a_period(
    home: AtHome = DEFAULT_HOME,
    by: EachPeriod = "quarter",
    periods: Number = 8,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Count work brought forward, new, closed and open at the end. It always adds up.

    Example: onroll report cases-over-a-period --by quarter --json
    """
    run = latest_run(home_at(home))
    table = cases_of_run(run.folder, last_periods(by, run.as_of, periods))
    columns = ("brought_forward", "new", "repeat", "new_children", "resolved", "active")
    print_table(run, table, by, columns, as_json=as_json, as_csv=as_csv)


def print_table(
    run: Run, table: pa.Table, by: By, columns: Iterable[str], *, as_json: bool, as_csv: bool
) -> None:
    """The table as JSON, as CSV, or as a line of words for each row. Raises `Stop` for both."""
    if as_json and as_csv:
        raise Stop("choose --json or --csv, not both.", ExitCode.USAGE)
    rows = table.to_pylist()
    if as_json:
        result_json(rows)
    elif as_csv:
        print(csv_text(table), end="")
    for row in () if as_json or as_csv else rows:
        period = period_words(by, Period(row["period_start"], row["period_end"]))
        counts = "\t".join(f"{row[name]}" for name in columns)
        result(f"{period}\t{counts}")
    say(f"{', '.join(columns)}: by {by}, up to {said(run.as_of)}.")


def protected(home: Home, run: Run) -> set[str]:
    """The children whom a shield covered when the run was made, or covers by now."""
    links = pq.read_table(run.folder / "records.parquet", columns=["record_id", "child"])
    links = links.rename_columns(["record_id", "person_id"])
    now = shielded(links, covers(home))["child"].to_pylist()
    return {*now, *(row["child"] for row in run.rows("shields"))}
