"""`onroll list`: the children of whom a definition is true on a day."""

from __future__ import annotations

from typing import Annotated

import typer

from onroll.cli.definitions import definition_of
from onroll.cli.runs import latest_run
from onroll.cli.terminal import (
    DEFAULT_HOME,
    AsJson,
    AsOf,
    AtHome,
    day,
    home_at,
    result,
    result_json,
    said,
    say,
)


def list_children(
    key: Annotated[str, typer.Argument(help="The definition's key: `onroll definitions`.")],
    home: AtHome = DEFAULT_HOME,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """List the children of whom a definition is true, and since when.

    Example: onroll list missing_education --as-of 2026-01-15
    """
    definition = definition_of(key)
    run = latest_run(home_at(home))
    on = day(as_of) if as_of else run.as_of
    children = [
        {"child": row["child"], "since": row["starts_on"]}
        for row in run.rows("statuses", definition=definition.key)
        if row["starts_on"] <= on and (row["ends_before"] is None or on < row["ends_before"])
    ]
    if as_json:
        result_json(children)
        return
    for row in children:
        result(f"{row['child']}\t{row['since']}")
    say(f"{definition.title}: {len(children):,} on {said(on)}")
