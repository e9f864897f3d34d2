"""`onroll definitions compare`: the same children under several packs of definitions."""

from __future__ import annotations

from typing import Annotated, Any

import pyarrow as pa
import typer

from onroll.cli.definitions import app
from onroll.cli.runs import latest_run
from onroll.cli.terminal import (
    DEFAULT_HOME,
    AsJson,
    AsOf,
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
from onroll.figures.csv_text import csv_text
from onroll.record.compare import Comparison
from onroll.record.compare import compare as compare_packs
from onroll.record.packs import Pack, UnknownPack, pack, packs

AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV: one line for each child.")]


@app.command("packs")
def list_packs(as_json: AsJson = False) -> None:
    """List the packs: what each counts, and who says so.

    Example: onroll definitions packs
    """
    if as_json:
        result_json(
            [
                {
                    "pack": each.key,
                    "title": each.title,
                    "source": each.source,
                    "definitions": [definition.key for definition in each.definitions],
                    "thresholds": {number.key: number.value for number in each.numbers},
                    "as_if_in_force": each.as_if_in_force,
                }
                for each in packs().values()
            ]
        )
    for each in () if as_json else packs().values():
        result(f"{each.key:<20}{each.title}: {', '.join(d.key for d in each.definitions)}")


@app.command("compare")
def compare(
    keys: Annotated[list[str], typer.Argument(metavar="PACK PACK…", help="Two packs or more.")],
    home: AtHome = DEFAULT_HOME,
    as_of: AsOf = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Count the same children under several packs, and tell who is in one alone: references only.

    Example: onroll definitions compare statutory seslip --as-of 2026-01-15
    """
    chosen = [pack_of(key) for key in dict.fromkeys(keys)]
    if len(chosen) < 2:
        raise Stop("name two packs or more: `onroll definitions packs`.", ExitCode.USAGE)
    if as_json and as_csv:
        raise Stop("choose --json or --csv, not both.", ExitCode.USAGE)
    run = latest_run(home_at(home))
    found = compare_packs(run.folder, chosen, day(as_of) if as_of else run.as_of)
    if as_json:
        result_json(in_json(found))
    elif as_csv:
        print(csv_text(by_child(found)), end="")
    else:
        result("\n".join(in_words(found)))
    say(f"{found.in_any:,} children under any of them on {said(found.as_of)}, {found.in_all:,} all")


def in_json(found: Comparison) -> dict[str, Any]:
    return {
        "as_of": found.as_of,
        "packs": [
            {
                "pack": each.key,
                "title": each.title,
                "children": found.count(each),
                "definitions": {
                    d.key: found.by_definition[each.key, d.key] for d in each.definitions
                },
            }
            for each in found.packs
        ],
        "in_all": found.in_all,
        "in_any": found.in_any,
        "pairs": [
            {
                "packs": [pair.first.key, pair.second.key],
                "both": pair.both,
                "first_only": list(pair.first_only),
                "second_only": list(pair.second_only),
            }
            for pair in found.overlaps
        ],
    }


def by_child(found: Comparison) -> pa.Table:
    """One row for each child under any pack: child, and yes or no for each pack."""
    everybody = sorted(frozenset().union(*found.children.values()))
    columns = {"child": pa.array(everybody, pa.string())}
    for each in found.packs:
        held = found.children[each.key]
        columns[each.key] = pa.array(["yes" if c in held else "no" for c in everybody], pa.string())
    return pa.table(columns)


def in_words(found: Comparison) -> list[str]:
    lines = [f"{each.title:<28}{found.count(each):>9,}" for each in found.packs]
    for pair in found.overlaps:
        lines += [
            "",
            f"{pair.first.title} and {pair.second.title}",
            f"  {'both':<26}{pair.both:>9,}",
            f"  {pair.first.title + ' alone':<26}{len(pair.first_only):>9,}",
            f"  {pair.second.title + ' alone':<26}{len(pair.second_only):>9,}",
        ]
    return lines


def pack_of(key: str) -> Pack:
    """The pack with that key. Raises `Stop`, with the usage code, when there is none."""
    try:
        return pack(key)
    except UnknownPack:
        needed = "`onroll definitions packs` lists them."
        raise Stop(f"there is no pack '{key[:40]}'. {needed}", ExitCode.USAGE) from None
