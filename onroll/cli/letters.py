"""`onroll letters`: sending what is ready in the outbox."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onroll.cli import terminal
from onroll.cli.terminal import (
    DEFAULT_HOME,
    AsJson,
    AtHome,
    ExitCode,
    Stop,
    home_at,
    result,
    result_json,
    say,
)

if TYPE_CHECKING:
    from onroll.web.letters.sending import Outcome

app = typer.Typer(help="Letters to families and other authorities.", no_args_is_help=True)


@app.callback()
def letters() -> None:
    """Letters to families and other authorities."""


@app.command()
def send(
    home: AtHome = DEFAULT_HOME,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be sent, and send nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Hand every letter that is ready to GOV.UK Notify, each at most once. Names no child.

    A letter of which nobody knows whether it was sent is never sent again: a person decides on the
    letter's page. The key of GOV.UK Notify is in ONROLL_NOTIFY_KEY. Exit code: 0 all were sent, 1
    nothing could be sent, 3 some were not sent or nobody knows.

    Example: onroll letters send --dry-run
    """
    at = home_at(home)

    from onroll.web.prepare import prepare

    prepare(at.path)

    from onroll.web.letters import sending
    from onroll.web.letters.authority_letters import NoLetterhead, authority_letters
    from onroll.web.letters.models import State
    from onroll.web.letters.templates import BadTemplate
    from onroll.web.shields.restricting import follow_journal

    try:
        ours = authority_letters(at)
        to = sending.carrier(at, ours)
    except (NoLetterhead, BadTemplate, ValueError) as reason:
        raise Stop(str(reason)) from None
    follow_journal()
    if dry_run:
        print_all(sending.rehearsed(now), as_json, dry_run=True)
        return
    if cannot := to.ready():
        raise Stop(f"nothing was sent. {cannot}")
    found = sending.left_behind(now)
    waiting = len(sending.waiting())
    with terminal.progress_bars() as progress:
        for done, outcome in enumerate(sending.send_all(to, ours, now), start=1):
            found.append(outcome)
            progress("Letters", done, waiting)
    print_all(found, as_json, dry_run=False)
    left = waiting - sum(1 for each in found if each.words != sending.LEFT)
    if found and found[-1].stop and left:
        say(f"Stopped there: {left:,} letters stay ready for the next time.")
    if any(each.state != State.SENT for each in found):
        raise typer.Exit(ExitCode.HELD_BACK)


def now() -> datetime:
    return datetime.now(UTC)


def print_all(found: list[Outcome], as_json: bool, *, dry_run: bool) -> None:
    """A line for each letter, by its number, and how many of each there are."""
    if as_json:
        result_json({"dry_run": dry_run, "letters": [in_json(each) for each in found]})
    for each in () if as_json else found:
        why = f": {each.words}" if each.words else ""
        result(f"{each.letter}  {each.state.label.lower()}{why}")
    counts = Counter(each.state.label.lower() for each in found)
    told = ", ".join(f"{number:,} {state}" for state, number in counts.items())
    say(f"{'Would be: ' if dry_run and told else ''}{told or 'No letter is ready.'}")


def in_json(each: Outcome) -> dict[str, Any]:
    return {"letter": each.letter, "state": str(each.state), "words": each.words or None}
