"""`onroll check`: check a list of numbers, or files to be published, without loading anything."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from onroll.cli.terminal import AsJson, ExitCode, Stop, error, result, result_json
from onroll.figures import ees as open_data
from onroll.record import identifiers

app = typer.Typer(help="Check a file without loading anything.", no_args_is_help=True)


@app.callback()
def check() -> None:
    """Check a file without loading anything."""


@app.command()
def upn(
    file: Annotated[Path, typer.Argument(help="A text file with one UPN on each line.")],
    as_json: AsJson = False,
) -> None:
    """Check unique pupil numbers, one on each line. Prints the lines that are wrong, and why.

    Example: onroll check upn november.txt
    """
    lines = lines_of(file)
    faults = [
        {"row": row, "problem": verdict.problem, "fix": verdict.fix}
        for row, text in enumerate(lines, 1)
        if not (verdict := identifiers.upn(text)).valid
    ]
    if as_json:
        result_json(faults)
    else:
        for fault in faults:
            result(f"Row {fault['row']:,}: {fault['problem']}. {fault['fix']}.")
    if faults:
        error(f"{file.name}: {len(faults):,} of {len(lines):,} are not UPNs.")
        raise typer.Exit(ExitCode.HELD_BACK)


def lines_of(file: Path) -> list[str]:
    """The lines of a text file. Raises `Stop` when it is not one, or is empty."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise Stop(
            f"{file.name}: it cannot be read as text. Save one UPN on each line as plain text.",
            ExitCode.REFUSED,
        ) from None
    if not lines:
        raise Stop(f"{file.name}: the file is empty. Export it again.", ExitCode.REFUSED)
    return lines


@app.command()
def ees(
    data: Annotated[Path, typer.Argument(help="The data file: name.csv.")],
    metadata: Annotated[
        Path | None, typer.Argument(help="Its metadata; name.meta.csv if left out.")
    ] = None,
    places: Annotated[
        Path | None,
        typer.Option(help="A folder with the department's las.csv and regions.csv."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check a data file and its metadata against the standard of explore education statistics.

    Example: onroll check ees scorecard.csv --places ees_standard
    """
    lists = places_in(places) if places else None
    try:
        found = open_data.check(data, metadata or data.with_suffix(".meta.csv"), lists)
    except OSError as problem:
        raise Stop(
            f"{problem.filename}: it cannot be read. Check its name.", ExitCode.REFUSED
        ) from None
    except open_data.NotAFile as problem:
        raise Stop(f"{problem}.", ExitCode.REFUSED) from None
    if as_json:
        result_json([asdict(each) for each in found])
    else:
        for each in found:
            result(in_words(each))
    if not open_data.passes(found):
        error(f"{data.name}: it may not be published so.")
        raise typer.Exit(ExitCode.HELD_BACK)


def places_in(folder: Path) -> open_data.Places:
    """The department's lists in a folder. Raises `Stop` where they are not there."""
    try:
        texts = [(folder / name).read_text("utf-8-sig") for name in ("las.csv", "regions.csv")]
        return open_data.places_of(*texts)
    except (OSError, UnicodeDecodeError, KeyError):
        raise Stop(
            f"{folder}: it has not the department's las.csv and regions.csv. They come with its "
            "data screener.",
            ExitCode.REFUSED,
        ) from None


def in_words(found: open_data.Fault) -> str:
    where = [found.file]
    if found.row:
        where.append(f"row {found.row:,}")
    if found.column:
        where.append(found.column)
    return f"{found.level}: {', '.join(where)}: {found.message}."
