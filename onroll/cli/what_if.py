"""`onroll definitions what-if`: who would enter a list and who would leave it, under a draft."""

from __future__ import annotations

from typing import Annotated, Any

import pyarrow as pa
import typer

from onroll.cli.compare import AsCsv
from onroll.cli.definitions import app, definition_of
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
from onroll.record.drafts import BadDraft, draft, rule
from onroll.record.thresholds import thresholds
from onroll.record.what_if import Effect
from onroll.record.what_if import what_if as effects_of


@app.command("thresholds")
def list_thresholds(as_json: AsJson = False) -> None:
    """List the numbers that definitions read, as they stand.

    Example: onroll definitions thresholds
    """
    held = thresholds().values()
    if as_json:
        result_json(
            [
                {
                    "threshold": each.key,
                    "title": each.title,
                    "unit": each.unit,
                    "authority": each.authority,
                    "source": each.source,
                    "values": [{"from": since, "value": value} for since, value in each.values],
                }
                for each in held
            ]
        )
    for each in () if as_json else held:
        result(f"{each.key:<44}{each.words:<22}{each.title}")


@app.command("what-if")
def what_if(
    threshold: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY=VALUE[@DATE]", help="A number as it would be, from a day on."),
    ] = None,
    definition: Annotated[
        str | None, typer.Option(metavar="KEY", help="Only this definition.")
    ] = None,
    instead: Annotated[
        str | None,
        typer.Option(metavar="RULE", help="Its rule as it would be: keys with &, | and -."),
    ] = None,
    home: AtHome = DEFAULT_HOME,
    as_of: AsOf = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Try a number or a rule on the newest run: who would enter and leave. Adopts nothing.

    Example: onroll definitions what-if --threshold part_time_timetable_limit=28
    """
    if as_json and as_csv:
        raise Stop("choose --json or --csv, not both.", ExitCode.USAGE)
    only = definition_of(definition) if definition else None
    try:
        drafts = [draft(text) for text in threshold or ()]
        drawn = rule(instead) if instead is not None else None
        run = latest_run(home_at(home))
        on = day(as_of) if as_of else run.as_of
        found = effects_of(run.folder, as_of=on, drafts=drafts, only=only, instead=drawn)
    except BadDraft as reason:
        raise Stop(str(reason), ExitCode.USAGE) from None
    if as_json:
        result_json([in_json(each) for each in found])
    elif as_csv:
        print(csv_text(by_child(found)), end="")
    else:
        result("\n\n".join("\n".join(in_words(each)) for each in found))
    say(f"Tried on {run.folder.name}, on {said(on)}. Nothing was adopted.")


def in_json(effect: Effect) -> dict[str, Any]:
    return {
        "definition": effect.definition.key,
        "as_of": effect.as_of,
        "now": effect.now,
        "draft": effect.draft,
        "enter": list(effect.enter),
        "leave": list(effect.leave),
        "months": [
            {"day": m.day, "now": m.now, "draft": m.draft, "enter": m.enter, "leave": m.leave}
            for m in effect.months
        ],
    }


def by_child(found: list[Effect]) -> pa.Table:
    """One row for each definition and child who would enter or leave it."""
    rows = [
        {"definition": each.definition.key, "child": child, "would": would}
        for each in found
        for would, children in (("enter", each.enter), ("leave", each.leave))
        for child in children
    ]
    text = pa.string()
    return pa.Table.from_pylist(
        rows, pa.schema([("definition", text), ("child", text), ("would", text)])
    )


def in_words(effect: Effect) -> list[str]:
    lines = [
        f"{effect.definition.title} ({effect.definition.key})",
        f"  now {effect.now:,}, draft {effect.draft:,}: "
        f"{len(effect.enter):,} enter, {len(effect.leave):,} leave",
    ]
    lines += [f"  + {child}" for child in effect.enter]
    lines += [f"  - {child}" for child in effect.leave]
    if not effect.changes_nothing:
        lines += [f"  {'month-end':<14}{'now':>8}{'draft':>8}{'enter':>8}{'leave':>8}"]
        lines += [
            f"  {m.day.isoformat():<14}{m.now:>8,}{m.draft:>8,}{m.enter:>8,}{m.leave:>8,}"
            for m in effect.months
        ]
    return lines
