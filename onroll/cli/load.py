"""`onroll load`: read files, check every row, land each file whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from onroll.cli.load_json import printed_list
from onroll.cli.loading import Outcome, Wish, load_file, login_name
from onroll.cli.terminal import (
    DEFAULT_HOME,
    AsJson,
    AtHome,
    By,
    ExitCode,
    Report,
    Stop,
    error,
    home_at,
    progress_bars,
    result,
    say,
)
from onroll.record import feeds
from onroll.record.feeds.column_mapping import SYSTEMS
from onroll.record.feeds.fix_file import is_fix_name
from onroll.record.feeds.periods import order_of, period_of
from onroll.record.feeds.survey import ENDINGS
from onroll.record.home import Home

MOST_SAID = 10


def load(
    paths: Annotated[
        list[Path], typer.Argument(metavar="FILE|DIR…", help="Files, or folders of files.")
    ],
    home: AtHome = DEFAULT_HOME,
    feed: Annotated[
        str | None, typer.Option(help="The feed the files are; else worked out from each file.")
    ] = None,
    system: Annotated[
        str, typer.Option(help=f"The system they come from: {', '.join(SYSTEMS)}.")
    ] = "",
    accept_good: Annotated[
        bool, typer.Option("--accept-good", help="Load the good rows of a file with bad ones.")
    ] = False,
    confirm: Annotated[
        list[str] | None,
        typer.Option(metavar="RULE", help="Answer a question about a whole file. Repeatable."),
    ] = None,
    sequence: Annotated[
        int | None,
        typer.Option(min=1, help="Which delivery of its period the file is; else the next."),
    ] = None,
    by: By = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check, and say what would change; load nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Read files, check every row, and load each file whole or not at all.

    Example: onroll load november/ --accept-good
    """
    if system and system not in SYSTEMS:
        needed = f"There are: {', '.join(SYSTEMS)}."
        raise Stop(f"there is no system '{system[:40]}'. {needed}", ExitCode.USAGE)
    wish = Wish(
        by=by or login_name(),
        feed=feed,
        system=system,
        accept_good=accept_good,
        confirmed=frozenset(confirm or ()),
        sequence=sequence,
        dry_run=dry_run,
    )
    worst, asked = ExitCode.DONE, set[str]()
    with progress_bars() as progress, printed_list(as_json) as print_one:
        for outcome in load_files(paths, home_at(home), wish, progress):
            worst = max(worst, outcome.code)
            asked |= {q.rule_id for q in outcome.reading.questions} if outcome.reading else set()
            tell(outcome, as_json=as_json)
            print_one(outcome)
    for rule_id in sorted(wish.confirmed - asked):
        say(f"--confirm {rule_id[:40]} answered nothing: no file asked it.")
    raise typer.Exit(worst)


def load_files(
    paths: Iterable[Path], home: Home, wish: Wish, progress: Report | None = None
) -> Iterator[Outcome]:
    """What becomes of each file, in the order they are loaded: reference files, then by period.

    One file that is refused does not stop the others. An older file is held against what came
    before it, so a folder of many terms is loaded from the oldest on.
    """
    files = [file for path in paths for file in files_in(path)]
    files.sort(key=lambda file: ("reference" not in file.parts, order_of(period_of(file.name))))
    for done, file in enumerate(files, 1):
        yield from load_file(file, home, wish, datetime.now(UTC))
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
    found = sorted(file for file in path.rglob("*") if is_extract(file))
    if fixes := [file for file in found if is_fix_name(file.name)]:
        say(f"{path}: {len(fixes):,} fix files passed over. Load each by its name when corrected.")
        found = [file for file in found if not is_fix_name(file.name)]
    if not found:
        kinds = ", ".join(sorted(ENDINGS))
        other = "other file" if fixes else "file"
        raise Stop(f"{path}: no {other} here ends in {kinds}. Nothing loaded.", ExitCode.REFUSED)
    return found


def is_extract(file: Path) -> bool:
    """Whether a file in a folder is one to read, by its name."""
    hidden = file.name.startswith(("~$", "."))
    return file.suffix.lower() in ENDINGS and not hidden and file.is_file()


def tell(outcome: Outcome, *, as_json: bool = False) -> None:
    """Say what became of a file, and on stderr where its faults are: never whose or what."""
    if outcome.code is not ExitCode.DONE:
        error(outcome.message)
    elif not as_json:
        result(outcome.message)
    for line in details(outcome):
        say(f"  {outcome.name}: {line}")


def details(outcome: Outcome) -> Iterator[str]:
    """What there is to know beside the message: what is asked, changed, wrong and noted."""
    for question in outcome.asked:
        yield f"{question.problem}. {question.fix}. (--confirm {question.rule_id})"
    if outcome.difference:
        yield changes(outcome)
    if outcome.reading is None or outcome.before:
        return
    counts = outcome.reading.fault_counts
    for (column, rule, severity), count in islice(counts.items(), MOST_SAID):
        kept = "" if severity is feeds.Severity.HELD_BACK else " (row kept, value left out)"
        fault = rule.rpartition(".")[2].replace("_", " ")
        yield f"{count:,} in {column}: {fault}{kept}"
    if len(counts) > MOST_SAID:
        yield f"and {len(counts) - MOST_SAID:,} more sorts of fault"
    yield from outcome.reading.notes


def changes(outcome: Outcome) -> str:
    """What a load would change, in numbers."""
    found = outcome.difference
    assert found is not None
    if found.before is None:
        return f"{found.new:,} new rows; there is nothing here to compare them with"
    open_ones = f", {found.unsettled:,} not settled" if found.unsettled else ""
    return (
        f"{found.new:,} new, {found.changed:,} changed, {found.gone:,} gone{open_ones} and "
        f"{found.same:,} as they were in {found.before.file}"
    )
