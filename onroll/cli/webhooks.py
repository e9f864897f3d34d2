"""`onroll webhooks`: programs of schools and services are told that something happened."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from onroll.cli.terminal import DEFAULT_HOME, AtHome, ExitCode, home_at, result, say

MOST_LISTED = 100

app = typer.Typer(
    help="What programs of schools and services are told. It names nobody.", no_args_is_help=True
)
Everything = Annotated[bool, typer.Option("--all", help="List what was told, too.")]


@app.callback()
def webhooks() -> None:
    """What programs of schools and services are told. It names nobody."""


@app.command()
def send(home: AtHome = DEFAULT_HOME) -> None:
    """Tell what waits and whose time has come, and which returns are due. A timer runs it.

    What is not taken is tried again, after pauses from a minute to 20 hours, nine times in all.
    Exit code: 0 all was taken, 3 something was not.

    Example: onroll webhooks send
    """
    path = home_at(home).path

    from onroll.web.prepare import prepare

    prepare(path)
    from onroll.web.api import delivering
    from onroll.web.api.addresses import connect
    from onroll.web.api.models import Delivery

    delivering.remind(datetime.now(UTC))
    found = list(delivering.tell_all(connect, lambda: datetime.now(UTC)))
    for each in found:
        result(f"{each.number}  {each.event}  {each.state.label.lower()}: {each.words}")
    if not found:
        say("Nothing waits to be told now.")
    if any(each.state != Delivery.State.TOLD for each in found):
        raise typer.Exit(ExitCode.HELD_BACK)


@app.command("list")
def list_webhooks(everything: Everything = False, home: AtHome = DEFAULT_HOME) -> None:
    """List what waits or was given up, with the last try; the newest 100.

    Example: onroll webhooks list
    """
    path = home_at(home).path

    from onroll.web.prepare import prepare

    prepare(path)
    from onroll.web.api.models import Delivery

    rows = Delivery.objects.select_related("webhook__account").prefetch_related("tries")
    if not everything:
        rows = rows.exclude(state=Delivery.State.TOLD)
    found = list(rows[:MOST_LISTED])
    for each in found:
        tries = list(each.tries.all())
        last = f"{len(tries)} tries, the last: {tries[-1].words}" if tries else "not tried yet"
        state = Delivery.State(each.state).label.lower()
        result(f"{each.pk}  {each.event}  {each.webhook.account.full_name}  {state}: {last}")
    if not found:
        say("Everything was told.")
