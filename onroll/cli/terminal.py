"""What every command says and where: results on stdout, everything else on stderr.

A message names a file, a row and a column, never a child, and never a value out of a file: what is
said here ends up in logs.
"""

from __future__ import annotations

import json
import os
import select
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from enum import IntEnum
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from onroll.record.home import Home, NoAuthority

Report = Callable[[str, int, int], None]
"""`progress(stage, done, total)`, as every long function of the record takes it."""


class ExitCode(IntEnum):
    DONE = 0
    FAILED = 1
    USAGE = 2
    HELD_BACK = 3
    REFUSED = 4
    READER_GONE = 141  # 128 and the number of SIGPIPE, as a shell has it of any other command


class Stop(Exception):
    """The command cannot go on. The message says where, what was found and how to put it right."""

    def __init__(self, message: str, code: ExitCode = ExitCode.FAILED):
        super().__init__(message)
        self.code = code


AtHome = Annotated[
    Path,
    typer.Option(
        "--home",
        envvar="ONROLL_HOME",
        help="The folder that holds everything onroll keeps.",
        show_default="~/.onroll",
    ),
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help="The day asked about.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for a program to read.")]
By = Annotated[
    str | None,
    typer.Option(help="Who does this, for the history; your login name if you do not say."),
]
DEFAULT_HOME = Path.home() / ".onroll"


def home_at(path: Path) -> Home:
    """The home at a path. Raises `Stop` when nothing says whose record it is."""
    home = Home(path.expanduser().absolute())
    try:
        _ = home.authority
    except NoAuthority as reason:
        raise Stop(str(reason)) from None
    except (OSError, ValueError) as reason:  # not a file, not UTF-8, or not TOML
        where = home.path / "authority.toml"
        raise Stop(f"{where}: it cannot be read as TOML ({reason}). Correct it.") from None
    return home


def day(text: str) -> date:
    """The day an option names. Raises `Stop`, with the usage code, when it names none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        needed = "Write the year, month and day, like 2026-01-15."
        raise Stop(f"'{text[:40]}' is not a real date. {needed}", ExitCode.USAGE) from None


def said(on: date) -> str:
    """A day as a sentence has it: 5 October 2026."""
    return f"{on.day} {on:%B %Y}"


def result(words: str) -> None:
    print(words)


def result_json(value: Any) -> None:
    """Print a value as JSON; days and moments as ISO text."""
    print(json.dumps(value, indent=2, ensure_ascii=False, default=str))


def say(words: str = "") -> None:
    print(words, file=sys.stderr, flush=True)


def error(words: str) -> None:
    say(f"error: {words}")


@contextmanager
def progress_bars() -> Iterator[Report]:
    """A progress function that draws one bar per stage on stderr; silent off a terminal."""
    columns = (TextColumn("{task.description:<28}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    bars = Progress(*columns, TimeElapsedColumn(), console=console, disable=not sys.stderr.isatty())
    tasks: dict[str, Any] = {}

    def report(stage: str, done: int, total: int) -> None:
        if stage not in tasks:
            tasks[stage] = bars.add_task(stage, total=total)
        bars.update(tasks[stage], completed=done, total=total)

    with bars:
        yield report


@contextmanager
def stopping_quietly() -> Iterator[None]:
    """Turn what goes wrong into one sentence and an exit code.

    A traceback quotes the data it tripped over, so it is printed only where somebody asks for it
    with ONROLL_TRACEBACK=1. Whoever reads the results may stop, as `head` does: nothing is said.
    """
    out = sys.stdout  # Typer puts another in its place once the reader has gone
    try:
        try:
            yield
        except SystemExit as left:
            out.flush()
            if sys.stdout is not out and isinstance(left.__context__, OSError):
                raise left.__context__ from None
            raise
    except Stop as stop:
        error(str(stop))
        sys.exit(stop.code)
    except KeyboardInterrupt:
        say()
        sys.exit(130)
    except Exception as fault:
        if isinstance(fault, BrokenPipeError) and reader_gone(out):
            # what is still to be written goes nowhere, or Python would complain when it ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
            sys.exit(ExitCode.READER_GONE)
        if os.environ.get("ONROLL_TRACEBACK") == "1":
            raise
        error(fault_of_ours(fault))
        sys.exit(ExitCode.FAILED)


def reader_gone(out: TextIO) -> bool:
    """Whether nobody reads what is written here any more; a pipe to another may have broken."""
    end = select.poll()
    end.register(out.fileno(), select.POLLOUT)
    return any(event & select.POLLERR for _, event in end.poll(0))


def fault_of_ours(fault: Exception) -> str:
    """What is said of a fault in onroll itself: where it is, never what it tripped over."""
    last = traceback.extract_tb(fault.__traceback__)[-1]
    return (
        f"onroll stopped at a fault of its own: {type(fault).__name__} at "
        f"{Path(last.filename).name} line {last.lineno}. Nothing that was loaded is lost. "
        "Set ONROLL_TRACEBACK=1 and run it again to see more; it may then quote your data."
    )
