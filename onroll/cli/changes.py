"""`onroll changes`: what was changed on accounts, roles, teams and the like, by whom and where."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Annotated

import typer

from onroll.cli.terminal import (
    DEFAULT_HOME,
    AsJson,
    AtHome,
    ExitCode,
    Stop,
    day,
    home_at,
    result,
    result_json,
    said,
    say,
)

if TYPE_CHECKING:
    from onroll.web.write_history.told import Told


def changes(
    since: Annotated[
        str, typer.Option(metavar="YYYY-MM-DD", help="The first day whose changes are told.")
    ],
    person: Annotated[
        str | None, typer.Option(metavar="EMAIL", help="Those by one person or about them.")
    ] = None,
    what: Annotated[
        str | None, typer.Option(help="Those of one kind of thing, such as role or team.")
    ] = None,
    home: AtHome = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Tell what was added, changed or taken away, by whom and where, the newest first.

    The database keeps this history itself, so that what SQL wrote past the pages is in it.

    Example: onroll changes --since 2026-11-01 --what role
    """
    first = day(since)
    at = home_at(home)

    from onroll.web.prepare import prepare

    prepare(at.path)

    from onroll.web.config.words import moment

    listed = told_since(first, person, what)
    if as_json:
        result_json([each.as_dict() for each in listed])
    else:
        for each in listed:
            result(f"{moment(each.change.at)}: {each.sentence}.")
    say(f"{len(listed):,} changes since {said(first)}")


def told_since(first: date, person: str | None, what: str | None) -> list[Told]:
    """The changes from a day on, the newest first. Raises `Stop` where it is not clear of whom."""
    from django.utils.timezone import get_current_timezone

    from onroll.web.access.models import User
    from onroll.web.write_history.listing import WHAT, chosen
    from onroll.web.write_history.models import Change
    from onroll.web.write_history.told import told

    kinds = {each.called.lower(): word for word, each in WHAT.items()}
    if what and what.lower() not in kinds:
        needed = f"Choose one of: {', '.join(kinds)}."
        raise Stop(f"no history is kept of '{what[:40]}'. {needed}", ExitCode.USAGE)
    user = User.objects.filter(email=person.strip().lower()).first() if person else None
    if person and user is None:
        raise Stop("nobody has an account with this address.", ExitCode.USAGE)
    begins = datetime.combine(first, time(), get_current_timezone())
    changes = chosen(
        Change.objects.filter(at__gte=begins),
        person=user.pk if user else None,
        what=kinds[what.lower()] if what else "",
    )
    return told(changes.newest_first())
