"""`onroll definitions`: what onroll can say of a child, and in which words."""

from __future__ import annotations

from typing import Annotated

import typer

from onroll.cli.terminal import AsJson, ExitCode, Stop, result, result_json
from onroll.record import definitions as record


def definitions(
    key: Annotated[str | None, typer.Argument(help="One definition's key.")] = None,
    as_json: AsJson = False,
) -> None:
    """List the definitions, or print one: what it says, its source and its tests.

    Example: onroll definitions missing_education
    """
    chosen = [definition_of(key)] if key else list(record.CATALOGUE)
    if as_json:
        result_json(
            [
                {
                    "definition": each.key,
                    "title": each.title,
                    "group": each.group,
                    "source": each.source,
                    "words": each.words,
                }
                for each in chosen
            ]
        )
    elif key:
        (one,) = chosen
        about = one.doc.partition("\n")[2].strip()  # its first line is the title again
        result(f"{one.title}\n{one.source}\n\n{about}\n")
        result(f"In one line: {one.words}")
    else:
        for each in chosen:
            result(f"{each.key:<38}{each.title}")


def definition_of(key: str) -> record.Definition:
    """The definition with that key. Raises `Stop`, with the usage code, when there is none."""
    try:
        return record.definition(key)
    except record.UnknownDefinition:
        needed = "`onroll definitions` lists them."
        raise Stop(f"there is no definition '{key[:40]}'. {needed}", ExitCode.USAGE) from None
