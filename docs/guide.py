"""Prints docs/reference from what it documents: the definitions, the feeds, the API, the commands.

`python3 run.py guide` writes the pages, and takes away the page of a feed that is no more; with
`--check` nothing is changed, and the exit code is 1 when a page is not what would be printed now.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

import api_pages
import feed_pages
import question_pages
import typer

from onroll.cli import app
from onroll.record import definitions, feeds
from onroll.record.council_calendar import duties

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
            if each.provision and each.provision.in_force_from is None:
                yield f"**Not in force:** {each.provision.cited}. No date is set."
            yield without_title(each.doc)
            yield f"**In one line:** {each.words}"
    yield "## Clocks"
    yield (
        "A day by which something is due. Statute or statutory guidance sets it, or it is local "
        "practice, whose number is for each authority to change in "
        "`onroll/record/thresholds.toml`. Nothing pauses: no source found allows it."
    )
    for family, clocks in groupby(definitions.CLOCKS, key=lambda each: each.family):
        yield f"### {family}"
        for clock in clocks:
            yield f"#### {clock.title}"
            yield f"`{clock.key}` · {clock.source}"
            yield "\n".join(clock_rows(clock))
            yield without_title(clock.doc)
    yield "## What the authority itself owes"
    yield (
        "Reports, returns and meetings about no single child: dated data in "
        "`onroll/record/council_duties.toml`, printed by `onroll calendar`."
    )
    yield "\n".join(
        ["| | Duty | Owner | When | Source |", "| --- | --- | --- | --- | --- |"]
        + [
            f"| {duty.id} | {duty.title} | {duty.owner} | {duty.words} | {duty.source} |"
            for duty in duties().values()
        ]
    )


def clock_rows(clock: definitions.Clock) -> Iterator[str]:
    """A clock's unit, number, owner and standing, as a table."""
    number = clock.due.period.number
    yield "| | |"
    yield "| --- | --- |"
    yield f"| Due | {clock.due.period.words} |"
    yield f"| Counted in | {clock.due.period.basis} |"
    if number:
        yield f"| Number | `{number.key}`, {number.authority}: {number.source} |"
    yield f"| Owner | {clock.owner}{' (on the school list)' if clock.at_school else ''} |"
    yield f"| Set by | {'statute or statutory guidance' if clock.statutory else 'local practice'} |"
    if clock.provision:
        yield f"| In force | {clock.provision.words} |"
    if clock.idle:
        yield f"| Runs | for nobody: {clock.idle} |"


def without_title(doc: str) -> str:
    """A definition's docstring less its first line, which is its title again."""
    return doc.strip().partition("\n")[2].strip()


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
    "contradictions.md": question_pages.contradictions_page,
    "packs.md": question_pages.packs_page,
    "feeds.md": feed_pages.index,
    "api.md": api_pages.api_page,
    "cli.md": commands_page,
} | {f"feeds/{feed.key}.md": partial(feed_pages.page, feed) for feed in feeds.CATALOGUE}


def printed(page: Callable[[], Iterator[str]]) -> str:
    return "\n\n".join([PRINTED, *page()]) + "\n"


def stale(reference: Path) -> Iterator[tuple[Path, str | None]]:
    """Each page that is not what it would be now, with what it would be: None for no page."""
    for name, page in PAGES.items():
        path, now = reference / name, printed(page)
        if not path.exists() or path.read_text(encoding="utf-8") != now:
            yield path, now
    for path in sorted((reference / "feeds").glob("*.md")):
        if f"feeds/{path.name}" not in PAGES:
            yield path, None


def main(arguments: list[str], reference: Path = REFERENCE) -> int:
    found = list(stale(reference))
    for path, now in found:
        name = f"docs/reference/{path.relative_to(reference).as_posix()}"
        if "--check" in arguments:
            print(f"error: {name} is out of date. Run `python3 run.py guide`.")
        elif now is None:
            path.unlink()
            print(f"{name} is gone: there is no such feed")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(now, encoding="utf-8", newline="\n")
            print(name)
    return int(bool(found) and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
