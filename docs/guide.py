"""Prints docs/reference from what it documents: the definitions, the feeds, the commands.

`python3 run.py guide` writes the pages; with `--check` nothing is written, and the exit code is 1
when a page is not what would be printed now.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import typer

from onroll.cli import app
from onroll.record import definitions, feeds

REFERENCE = Path(__file__).parent / "reference"
PRINTED = "<!-- Printed by `python3 run.py guide`. Change what it is printed from, not this. -->"


def definitions_page() -> Iterator[str]:
    yield "# Definitions"
    yield (
        "What onroll can say of a child, in the words an officer would use. Each is one file in "
        "`onroll/record/definitions/`; its tests are in `tests/spec/` under the same name."
    )
    for group, members in groupby(definitions.CATALOGUE, key=lambda each: each.group):
        yield f"## {group}"
        for each in members:
            yield f"### {each.title}"
            yield f"`{each.key}` · {each.source}"
            yield without_title(each.doc)
            yield f"**In one line:** {each.words}"
    yield "## Clocks"
    for clock in definitions.CLOCKS:
        yield f"### {clock.title}"
        yield f"`{clock.key}` · {clock.owner} · {clock.source}"
        yield without_title(clock.doc)


def without_title(doc: str) -> str:
    """A definition's docstring less its first line, which is its title again."""
    return doc.strip().partition("\n")[2].strip()


def feeds_page() -> Iterator[str]:
    yield "# Feeds"
    yield (
        "The files onroll reads. Capitals, spaces and punctuation in headings do not count, and "
        "other headings that senders use are known too. `onroll feeds template NAME` prints a "
        "header row."
    )
    for source, members in groupby(feeds.CATALOGUE, key=lambda each: each.source):
        yield f"## {source.replace('_', ' ').capitalize()}"
        for each in members:
            yield f"### {each.title}"
            yield f"`{each.key}` · {each.kind} · expected every {each.expected_days} days"
            yield each.about.strip()
            yield "\n".join(column_table(each))


def column_table(feed: feeds.Feed) -> Iterator[str]:
    yield "| Column | Type | Needed |"
    yield "| --- | --- | --- |"
    for column in feed.columns:
        kind = column.type.name.replace("|", "\\|")
        needed = "" if not column.required else "column" if column.blank_ok else "every row"
        yield f"| {column.title} | {kind} | {needed} |"


def commands_page() -> Iterator[str]:
    yield "# The `onroll` command"
    yield (
        "Results go to stdout, everything else to stderr. Exit codes: 0 done, 1 failed, 2 not a "
        "command, 3 rows held back, 4 file refused. No message names a child."
    )
    for path, command in commands(typer.main.get_command(app), "onroll"):
        yield f"## `{path}`"
        yield command.help
        if rows := [row for parameter in command.params if (row := parameter_row(parameter))]:
            yield "\n".join(["| | |", "| --- | --- |", *rows])


def commands(command: Any, path: str) -> Iterator[tuple[str, Any]]:
    members: dict[str, Any] = getattr(command, "commands", {})
    if not members or getattr(command, "invoke_without_command", False):
        yield path, command
    for name, member in members.items():
        yield from commands(member, f"{path} {name}")


def parameter_row(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        name = parameter.metavar or parameter.name.upper()
    else:
        name = ", ".join((*parameter.opts, *parameter.secondary_opts))
    help = getattr(parameter, "help", None)
    return f"| `{name.replace('|', ' or ')}` | {help} |" if help else ""


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "definitions.md": definitions_page,
    "feeds.md": feeds_page,
    "cli.md": commands_page,
}


def printed(page: Callable[[], Iterator[str]]) -> str:
    return "\n\n".join([PRINTED, *page()]) + "\n"


def main() -> int:
    stale = 0
    for name, page in PAGES.items():
        path, now = REFERENCE / name, printed(page)
        if path.exists() and path.read_text(encoding="utf-8") == now:
            continue
        if "--check" in sys.argv:
            print(f"error: docs/reference/{name} is out of date. Run `python3 run.py guide`.")
            stale = 1
        else:
            REFERENCE.mkdir(exist_ok=True)
            path.write_text(now, encoding="utf-8", newline="\n")
            print(f"docs/reference/{name}")
    return stale


if __name__ == "__main__":
    sys.exit(main())
