"""`onroll calendar`: what the authority itself owes, and by when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

import typer

from onroll.cli.terminal import AsJson, day, result, result_json
from onroll.record.council_calendar import due_dates, standing


def calendar(
    since: Annotated[
        str, typer.Option("--from", help="First day, such as 2026-09-01. Today if left out.")
    ] = "",
    until: Annotated[
        str, typer.Option("--until", help="Last day. Ninety days later if left out.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Print the reports, returns and meetings that the authority owes, by date.

    What is due about one child is a clock: see the child's record.

    Example: onroll calendar --from 2026-09-01 --until 2027-08-31
    """
    first = day(since) if since else date.today()
    last = day(until) if until else first + timedelta(days=90)
    found = due_dates(first, last)
    if as_json:
        result_json(
            [
                {
                    "due_on": each.due_on.isoformat(),
                    "duty": each.key,
                    "title": each.duty.title,
                    "owner": each.duty.owner,
                    "confirmed": not each.projected,
                    "source": each.duty.source,
                }
                for each in found
            ]
        )
        return
    for each in found:
        note = " (projected, not confirmed)" if each.projected else ""
        result(f"{each.due_on}  {each.duty.title}, {each.duty.owner}{note}")
    for duty in standing():
        result(f"always      {duty.title}, {duty.owner}")
