"""`onroll brief`: numbers of what waits, by email to the colleagues whose it is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from onroll.cli.terminal import (
    DEFAULT_HOME,
    AtHome,
    ExitCode,
    Stop,
    day,
    home_at,
    result,
    say,
)

if TYPE_CHECKING:
    from pathlib import Path

    from onroll.record.home import Home
    from onroll.web.briefs.models import Kind
    from onroll.web.briefs.sending import Outcome

app = typer.Typer(
    help="Emails to colleagues of how much waits. They name nobody.", no_args_is_help=True
)
OnDay = Annotated[
    str | None,
    typer.Option("--day", metavar="YYYY-MM-DD", help="The day it is for; today if left out."),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Print what would be sent to whom, and send nothing.")
]


@app.callback()
def brief() -> None:
    """Emails to colleagues of how much waits. They name nobody."""


@app.command()
def today(on: OnDay = None, dry_run: DryRun = False, home: AtHome = DEFAULT_HOME) -> None:
    """Email each Pathway manager how many are new, overdue and late: once a day, however often run.

    Counted as Today counts it for that person, on the day of the newest run. Exit code: 0 each has
    it, 1 nothing could be sent, 3 some were not sent or nobody knows.

    Example: onroll brief today --dry-run
    """
    send("today", on, dry_run, home)


@app.command()
def week(on: OnDay = None, dry_run: DryRun = False, home: AtHome = DEFAULT_HOME) -> None:
    """Email each Director what Accountability says, with its link: once a week, from Monday.

    Exit code: 0 each has it, 1 nothing could be sent, 3 some were not sent or nobody knows.

    Example: onroll brief week
    """
    send("week", on, dry_run, home)


@app.command()
def questions(on: OnDay = None, dry_run: DryRun = False, home: AtHome = DEFAULT_HOME) -> None:
    """Email each school and provider how many questions wait for it: once after each day of asking.

    Exit code: 0 each has it, 1 nothing could be sent, 3 some were not sent or nobody knows.

    Example: onroll brief questions
    """
    send("questions", on, dry_run, home)


def send(which: str, on: str | None, dry_run: bool, path: Path) -> None:
    home, at = home_at(path), moment_of(day(on) if on else None)

    from onroll.web.prepare import prepare

    prepare(home.path)
    tell(home, which, at, dry_run=dry_run)


def tell(home: Home, which: str, at: datetime, *, dry_run: bool) -> None:
    """Send each message that was not sent yet, or print them all; the web half is ready for it."""
    from onroll.web.briefs import sending
    from onroll.web.briefs.models import Kind
    from onroll.web.letters.authority_letters import NoLetterhead, authority_letters
    from onroll.web.letters.sending import carrier
    from onroll.web.letters.templates import BadTemplate
    from onroll.web.library.models import Run
    from onroll.web.shields.restricting import follow_journal

    kind, run = Kind(which), Run.objects.current()
    if run is None:
        raise Stop("no message was sent: no run is published. Work one out with `onroll run`.")
    follow_journal()
    if dry_run:
        for person in sending.recipients(kind, at):
            wording = sending.said_to(person, kind, run, at)
            result(f"{person.email}\n{wording.subject}\n\n{wording.body}\n")
        return
    try:
        to = carrier(home, authority_letters(home))
    except (NoLetterhead, BadTemplate, ValueError) as reason:
        raise Stop(str(reason)) from None
    if cannot := to.ready():
        raise Stop(f"no message was sent. {cannot}")
    print_all(list(sending.send_all(kind, run, to, at)), kind)


def moment_of(asked: date | None) -> datetime:
    """Now; or this time of the clock on the day asked for."""
    now = datetime.now(UTC)
    return datetime.combine(asked, now.timetz()) if asked else now


def print_all(found: list[Outcome], kind: Kind) -> None:
    """A line for each person by their email address; what it said is not printed."""
    from onroll.web.briefs.sending import FOR
    from onroll.web.letters.models import State

    for each in found:
        why = f": {each.words}" if each.words else ""
        result(f"{each.email}  {each.state.label.lower()}{why}")
    if not found:
        who = " or ".join(FOR[kind])
        waits = ", for whom a question waits" if kind.value == "questions" else ""
        say(f"Nobody is {who} on that day{waits}, so nothing was sent.")
    if any(each.state != State.SENT for each in found):
        raise typer.Exit(ExitCode.HELD_BACK)
