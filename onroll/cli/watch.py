"""`onroll watch`: a folder for nightly files. What arrives whole is loaded and put away."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from itertools import count, islice
from pathlib import Path
from time import sleep
from typing import Annotated

import typer

from onroll.cli.load import tell
from onroll.cli.load_json import problems
from onroll.cli.loading import Outcome, Wish, load_file, login_name, refused
from onroll.cli.run import work_out
from onroll.cli.runs import latest_run
from onroll.cli.terminal import (
    DEFAULT_HOME,
    AtHome,
    By,
    ExitCode,
    Stop,
    error,
    fault_of_ours,
    home_at,
    progress_bars,
    result,
    say,
)
from onroll.cli.watched_folder import (
    Look,
    Place,
    Taken,
    alone_in,
    arrived,
    is_damaged,
    look,
    passed_over,
    put_away,
    take,
    waiting,
    write_whole,
)
from onroll.record.feeds import Problem, Reading, Severity
from onroll.record.feeds.events import events
from onroll.record.feeds.fix_file import stem_of, write_fix_file
from onroll.record.feeds.loads import loads
from onroll.record.home import Home

MOST_PROBLEMS = 1_000
"""How many faults are written beside a file; all of them are in its fix file."""


def watch(
    folder: Annotated[Path, typer.Argument(help="The folder that files are put into.")],
    home: AtHome = DEFAULT_HOME,
    once: Annotated[
        bool, typer.Option("--once", help="Take what is there and stop: for cron or a timer.")
    ] = False,
    every: Annotated[
        float,
        typer.Option(min=0, help="Seconds between looks. A file that changed in between waits."),
    ] = 30,
    accept_good: Annotated[
        bool, typer.Option("--accept-good", help="Load the good rows of a file with bad ones.")
    ] = False,
    confirm: Annotated[
        list[str] | None,
        typer.Option(metavar="RULE", help="Answer a question beforehand, for every file."),
    ] = None,
    run: Annotated[
        bool, typer.Option("--run", help="Work the record out afterwards and publish it.")
    ] = False,
    by: By = None,
) -> None:
    """Load each file that arrives in a folder, and put it in loaded, held or refused there.

    A file has arrived when it has not changed between two looks, or NAME.done lies beside it.

    Example: onroll watch /srv/extracts --once --accept-good --run
    """
    where = home_at(home)
    if not folder.is_dir():
        raise Stop(f"{folder}: there is no such folder. Make it, or check the path.")
    confirmed = frozenset(confirm or ())
    wish = Wish(by=by or login_name(), accept_good=accept_good, confirmed=confirmed)
    try:
        with alone_in(folder):
            raise typer.Exit(watched(folder, where, wish, once=once, every=every, run=run))
    except Taken:
        raise Stop(f"{folder}: another `onroll watch` has this folder. Stop that one.") from None


def watched(
    folder: Path, home: Home, wish: Wish, *, once: bool, every: float, run: bool
) -> ExitCode:
    """Look, load and put away until stopped, or once; then the code of the worst file."""
    before, said = look(folder), set[str]()
    while True:
        sleep(every)
        now = look(folder)
        try:
            worst = one_pass(folder, home, wish, before, now)
            if run:
                work_out_if_due(home, folder)
        except Stop as stop:  # no room, or no authority: the next look may fare better
            if once:
                raise
            error(str(stop))
        if others := set(passed_over(folder)) - said:
            said |= others
            say(f"{folder}: {len(others):,} files of no kind that is read, left where they are.")
        if once:
            return worst
        before = now


def one_pass(
    folder: Path, home: Home, wish: Wish, before: dict[str, Look], now: dict[str, Look]
) -> ExitCode:
    """Load what an earlier watcher was killed over and what has arrived since; the worst code."""
    worst = ExitCode.DONE
    for taken in waiting(folder):
        worst = max(worst, load_and_put_away(folder, taken, home, wish))
    for name in arrived(before, now):
        if taken_now := take(folder, name, now[name], date.today()):
            worst = max(worst, load_and_put_away(folder, taken_now, home, wish))
    return worst


def load_and_put_away(folder: Path, taken: Path, home: Home, wish: Wish) -> ExitCode:
    """Load one file, say what became of it, and move it where it belongs."""
    outcomes = list(outcomes_of(taken, home, wish))
    for outcome in outcomes:
        tell(outcome)

    def beside(target: Path) -> None:
        place_words(taken, outcomes, target)

    put_away(folder, taken, max(map(place_of, outcomes), key=list(Place).index), beside)
    return max(outcome.code for outcome in outcomes)


def outcomes_of(taken: Path, home: Home, wish: Wish) -> Iterator[Outcome]:
    """What becomes of a file and of those in it. A fault of ours is one file's, not the next's.

    A file that is here already is done: either it came twice, or a watcher was killed over it.
    """
    if is_damaged(taken):
        words = f"it is not the file that {taken.name}.sha256 tells of. It changed on its way"
        yield refused(taken.name, f"{words}. Send both again", home, wish, datetime.now(UTC))
        return
    try:
        for outcome in load_file(
            taken, home, wish, datetime.now(UTC), lambda reading: fix_name(taken, reading)
        ):
            yield replace(outcome, code=ExitCode.DONE) if outcome.before else outcome
    except Stop:
        raise
    except Exception as fault:
        if os.environ.get("ONROLL_TRACEBACK") == "1":
            raise
        yield Outcome(taken.name, ExitCode.FAILED, f"{taken.name}: {fault_of_ours(fault)}")


def place_of(outcome: Outcome) -> Place:
    """Where a file goes: what waits for a person is held, though some of it may be loaded."""
    if outcome.code in (ExitCode.REFUSED, ExitCode.FAILED):
        return Place.REFUSED
    waits = outcome.reading is not None and outcome.reading.held_back_rows > 0
    return Place.HELD if waits or outcome.code is ExitCode.HELD_BACK else Place.LOADED


def place_words(taken: Path, outcomes: list[Outcome], target: Path) -> None:
    """Write what is to lie beside a file: its fix files, and in words what became of it."""
    for outcome in outcomes:
        if outcome.reading and outcome.reading.held_back_rows:
            fix = target / fix_name(taken, outcome.reading)
            write_whole(fix, partial(write_fix_file, folder=outcome.reading.folder))
    if any(place_of(outcome) is not Place.LOADED for outcome in outcomes):
        text = "\n".join(line for outcome in outcomes for line in words_of(taken, outcome))
        words = target / f"{Path(taken.name).stem}.problems.txt"
        write_whole(words, lambda part: part.write_text(text + "\n", encoding="utf-8-sig"))


def words_of(taken: Path, outcome: Outcome) -> Iterator[str]:
    """What became of a file, what to do about it, and its faults: in the words of the screen.

    Unlike a log, this lies beside the file and quotes it.
    """
    yield outcome.message
    for question in outcome.asked:
        yield f"{question.problem}. {question.fix}."
    if outcome.needs:
        yield f"To load it: onroll load {taken.name} {' '.join(outcome.needs)}"
    reading = outcome.reading
    if reading is None:
        return
    if outcome.code is ExitCode.DONE and reading.held_back_rows:
        yield f"Correct {fix_name(taken, reading)} and put it into the watched folder."
    yield from reading.notes
    yield ""
    faults = problems(reading)
    for fault in islice(faults, MOST_PROBLEMS):
        yield str(Problem(**fault | {"severity": Severity(fault["severity"])}))
    if more := sum(1 for _ in faults):
        yield f"and {more:,} more, each of them in the fix file where its row is held back"


def fix_name(taken: Path, reading: Reading) -> str:
    """What the fix file of a reading is called: never what the file itself is called."""
    stem = stem_of(reading.file)
    names = (f"{stem}.fix{f'-{n}' if n > 1 else ''}.csv" for n in count(1))
    return next(name for name in names if name != taken.name)


def work_out_if_due(home: Home, folder: Path) -> None:
    """Work the record out and publish it, if the pages do not show what is known today.

    That is so when something was loaded or taken back since, and on every new day: on a day without
    files, that is what the pages must say.
    """
    shown = folder / ".onroll-published"
    moments = [load.received_at for load in loads(home)] + [event.at for event in events(home)]
    if not moments:
        return
    if shown.exists():
        last = latest_run(home)
        is_shown = last.folder.name == shown.read_text(encoding="utf-8")
        if is_shown and last.as_of >= date.today() and last.known_at >= max(moments):
            return
    with progress_bars() as progress:
        made = work_out(home, date.today(), datetime.now(UTC), publish=True, progress=progress)
    write_whole(shown, lambda part: part.write_text(made.name, encoding="utf-8"))
    result(f"{made.name}: worked out and published.")
