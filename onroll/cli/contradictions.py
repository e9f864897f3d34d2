"""`onroll contradictions`: what two sources say that cannot both be right, and whom to ask."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any

import typer

from onroll.cli.runs import Run, latest_run
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
from onroll.record.contradictions import UnknownContradiction, contradiction_named
from onroll.record.definitions.catalogue.contradictions import CONTRADICTIONS
from onroll.record.definitions.contradiction import Contradiction


def contradictions(
    key: Annotated[str | None, typer.Argument(help="One contradiction's key.")] = None,
    home: AtHome = DEFAULT_HOME,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Count the contradictions of the newest run, or list the children of one and whom to ask.

    Example: onroll contradictions two_main_rolls --json
    """
    chosen = contradiction_of(key) if key else None
    run = latest_run(home_at(home))
    if not (run.folder / "contradictions.parquet").exists():
        raise Stop(f"{run.folder.name} was made before contradictions were. Run `onroll run`.")
    on = day(as_of) if as_of else run.as_of
    wanted = {"contradiction": chosen.key} if chosen else {}
    rows = [
        row
        for row in run.rows("contradictions", **wanted)
        if row["starts_on"] <= on and (row["ends_before"] is None or on < row["ends_before"])
    ]
    if chosen is None:
        counts = Counter(row["contradiction"] for row in rows)
        listed = [
            {"contradiction": each.key, "title": each.title, "children": counts[each.key]}
            for each in CONTRADICTIONS
        ]
        if as_json:
            result_json(listed)
        for each in () if as_json else listed:
            result(f"{each['contradiction']:<50}{each['children']:>7,}")
    else:
        found = questions(run, chosen, rows)
        if as_json:
            result_json(found)
        for question in () if as_json else found:
            result(f"{question['child']}\t{question['since']}\t{question['asked_of']}")
        say(f"{chosen.question}")
    say(f"{len(rows):,} on {said(on)}")


def questions(run: Run, of: Contradiction, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each child with whom to ask and the rows that cannot both be right."""
    schools = {row["urn"]: row["name"] or f"URN {row['urn']}" for row in run.rows("schools")}
    evidence: dict[tuple[str, Any], list[dict[str, Any]]] = {}
    for row in run.rows("contradiction_evidence", contradiction=of.key):
        told = {
            name: row[name] for name in ("feed", "file", "row", "fact", "starts_on", "ends_before")
        }
        evidence.setdefault((row["child"], row["contradicts_from"]), []).append(told)
    return [
        {
            "child": row["child"],
            "since": row["starts_on"],
            "asked_of": row["team"] or schools.get(row["school"], f"URN {row['school']}"),
            "question": of.question,
            "evidence": evidence.get((row["child"], row["starts_on"]), []),
        }
        for row in rows
    ]


def contradiction_of(key: str) -> Contradiction:
    """The contradiction with that key. Raises `Stop`, with the usage code, when there is none."""
    try:
        return contradiction_named(key)
    except UnknownContradiction:
        needed = "`onroll contradictions` lists them."
        raise Stop(f"there is no contradiction '{key[:40]}'. {needed}", ExitCode.USAGE) from None
