"""`onroll load`: read files, check every row, land each file whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer

from onroll.cli.terminal import (
    DEFAULT_HOME,
    AsJson,
    AtHome,
    ExitCode,
    Report,
    Stop,
    error,
    home_at,
    progress_bars,
    result,
    result_json,
    say,
)
from onroll.record import feeds
from onroll.record.feeds import landing
from onroll.record.feeds.fix_file import is_fix_name, keep_fix_file
from onroll.record.home import Home

ENDINGS = {".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".xml"}


@dataclass(frozen=True)
class Outcome:
    """What became of one file: its counts are None when it was refused before it was read.

    `code` is what a load of this file alone exits with; `load_id` is None when nothing was loaded.
    """

    path: Path
    code: ExitCode
    message: str
    feed: str | None = None
    rows: int | None = None
    accepted: int | None = None
    held_back: int | None = None
    load_id: str | None = None
    notes: list[str] = field(default_factory=list)
    faults: Mapping[tuple[str, str, feeds.Severity], int] = field(default_factory=dict)
    """How many of each column, rule and severity: a bad file of millions has millions."""
    problems: list[feeds.Problem] = field(default_factory=list)
    """Each of them, where a program asked for them with --json."""

    @property
    def file(self) -> str:
        return self.path.name

    def as_json(self) -> dict[str, Any]:
        faultless = replace(self, faults={})  # its keys are no names
        held = asdict(faultless) | {"code": int(self.code)}
        del held["path"], held["faults"]  # where it lay on this machine is nobody's business
        return {"file": self.file} | held


def load(
    paths: Annotated[
        list[Path], typer.Argument(metavar="FILE|DIR…", help="Files, or folders of files.")
    ],
    home: AtHome = DEFAULT_HOME,
    feed: Annotated[
        str | None, typer.Option(help="The feed the files are; else worked out from each file.")
    ] = None,
    accept_good: Annotated[
        bool, typer.Option("--accept-good", help="Load the good rows of a file with bad ones.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check only; load nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Read files, check every row, and load each file whole or not at all.

    Example: onroll load november/ --accept-good
    """
    where = home_at(home)
    outcomes = []
    with progress_bars() as progress:
        for outcome in load_files(paths, where, feed, accept_good, dry_run, progress, as_json):
            outcomes.append(outcome)
            tell(outcome, as_json=as_json)
    if as_json:
        result_json([outcome.as_json() for outcome in outcomes])
    raise typer.Exit(max(outcome.code for outcome in outcomes))


def load_files(
    paths: Iterable[Path],
    home: Home,
    feed: str | None = None,
    accept_good: bool = False,
    dry_run: bool = False,
    progress: Report | None = None,
    every_problem: bool = False,
) -> Iterator[Outcome]:
    """What becomes of each file, in the order they are loaded: reference files first.

    One file that is refused does not stop the others.
    """
    files = [file for path in paths for file in files_in(path)]
    files.sort(key=lambda file: "reference" not in file.parts)
    for done, file in enumerate(files, 1):
        yield load_file(file, home, feed, accept_good, dry_run, every_problem)
        if progress:
            progress("Loading files", done, len(files))


def files_in(path: Path) -> list[Path]:
    """The files a path names, in order. Raises `Stop` when it names none.

    In a folder, fix files are passed over, for they are loaded by name once they are corrected; so
    are the hidden files that Excel and macOS leave beside one that is open or was copied.
    """
    if not path.exists():
        raise Stop(f"{path}: there is no such file or folder. Check the path.", ExitCode.REFUSED)
    if path.is_file():
        return [path]
    found = sorted(
        file
        for file in path.rglob("*")
        if file.suffix.lower() in ENDINGS
        and not file.name.startswith(("~$", "."))
        and file.is_file()
    )
    if fixes := [file for file in found if is_fix_name(file.name)]:
        say(f"{path}: {len(fixes):,} fix files passed over. Load each by its name when corrected.")
        found = [file for file in found if not is_fix_name(file.name)]
    if not found:
        kinds = ", ".join(sorted(ENDINGS))
        other = "other file" if fixes else "file"
        raise Stop(f"{path}: no {other} here ends in {kinds}. Nothing loaded.", ExitCode.REFUSED)
    return found


def load_file(
    path: Path,
    home: Home,
    feed: str | None,
    accept_good: bool,
    dry_run: bool,
    every_problem: bool = False,
) -> Outcome:
    try:
        reading = feeds.read(path, feed, received_on=date.today())
        wanted = accept_good or reading.held_back_rows == 0
        landed = land(reading, home) if wanted and not dry_run else None
    except feeds.UnknownFeed:
        needed = "`onroll feeds` lists them."
        raise Stop(f"there is no feed '{feed}'. {needed}", ExitCode.USAGE) from None
    except feeds.FileRefused as reason:
        return Outcome(path, ExitCode.REFUSED, refused(path, str(reason)))
    except OSError as reason:
        words = f"{reason.strerror or 'it cannot be read'}. Check that it may be read"
        return Outcome(path, ExitCode.REFUSED, refused(path, words))
    return Outcome(
        path=path,
        code=ExitCode.DONE if wanted else ExitCode.HELD_BACK,
        message=said(path, reading, wanted, dry_run),
        feed=reading.feed.key,
        rows=reading.rows_in,
        accepted=reading.accepted_rows,
        held_back=reading.held_back_rows,
        load_id=landed.load_id if landed else None,
        notes=reading.notes,
        faults=reading.fault_counts,
        problems=reading.problems if every_problem else [],
    )


def land(reading: feeds.Reading, home: Home) -> landing.Load:
    """The load. Raises `Stop` when the home cannot take it: no file would fare better."""
    try:
        return landing.land(reading, home, datetime.now(UTC))
    except OSError as reason:
        words = f"{reason.strerror or 'it cannot be written'}. {reading.file} was not loaded"
        raise Stop(f"{home.loads}: {words}. Make room, or check that it may be written.") from None


def said(path: Path, reading: feeds.Reading, wanted: bool, dry_run: bool) -> str:
    """What became of a file that could be read; writes its fix file if rows are held back."""
    good, bad, rows = reading.accepted_rows, reading.held_back_rows, reading.rows_in
    see = "" if dry_run or not bad else f" See {fix_file(path, reading)}."
    if not wanted:
        rest = f" Re-run with --accept-good to load the other {good:,}." if good else ""
        return f"{path.name}: {bad:,} of {rows:,} rows held back, nothing loaded.{see}{rest}"
    verb = "would be loaded" if dry_run else "loaded"
    held = f" {bad:,} held back.{see}" if bad else ""
    return f"{path.name}: {good:,} of {rows:,} rows {verb} as {reading.feed.key}.{held}"


def fix_file(path: Path, reading: feeds.Reading) -> str:
    """Write the fix file beside the file, or here where that folder may not be written."""
    try:
        return keep_fix_file(path, reading.folder)
    except OSError:
        return keep_fix_file(Path(path.name), reading.folder)


def refused(path: Path, reason: str) -> str:
    words = reason.removeprefix(path.name).lstrip(": ").rstrip(".")
    ending = "" if "othing" in words else " Nothing loaded."
    return f"{path.name}: {words}.{ending}"


def tell(outcome: Outcome, *, as_json: bool) -> None:
    """Say what became of a file, and on stderr where its faults are: never whose or what."""
    if outcome.code is not ExitCode.DONE:
        error(outcome.message)
    elif not as_json:
        result(outcome.message)
    for (column, rule, severity), count in islice(outcome.faults.items(), 10):
        kept = "" if severity is feeds.Severity.HELD_BACK else " (row kept, value left out)"
        fault = rule.rpartition(".")[2].replace("_", " ")
        say(f"  {outcome.file}: {count:,} in {column}: {fault}{kept}")
    for note in outcome.notes:
        say(f"  {outcome.file}: {note}")
