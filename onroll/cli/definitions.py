"""`onroll definitions`: what onroll can say of a child, and in which words."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from onroll.cli.terminal import AsJson, ExitCode, Stop, result, result_json
from onroll.record import definitions as record


class DefinitionsGroup(TyperGroup):
    """A group in which a word that is no command is a definition's key: `definitions KEY`."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        named = args and not args[0].startswith("-") and args[0] not in self.commands
        return super().resolve_command(ctx, ["show", *args] if named else args)


app = typer.Typer(cls=DefinitionsGroup)


@app.callback(invoke_without_command=True)
def definitions(context: typer.Context, as_json: AsJson = False) -> None:
    """List the definitions.

    Example: onroll definitions
    """
    if context.invoked_subcommand is None:
        print_definitions(None, as_json)


@app.command("show")
def show(
    context: typer.Context,
    key: Annotated[str, typer.Argument(help="The definition's key.")],
    as_json: AsJson = False,
) -> None:
    """Print one definition: what it says, its source, its tests. "show" may be left out.

    Example: onroll definitions missing_education
    """
    before = context.parent.params["as_json"] if context.parent else False
    print_definitions(key, as_json or before)


def print_definitions(key: str | None, as_json: bool) -> None:
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
