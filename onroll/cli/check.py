"""`onroll check`: check a list of numbers without loading anything."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onroll.cli.terminal import AsJson, ExitCode, Stop, error, result, result_json
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
