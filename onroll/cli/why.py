"""`onroll why`: whether a definition is true of a child on a day, and what says so."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

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
)
from onroll.record.why import Evidence, Explanation, explain


def why(
    child: Annotated[str, typer.Argument(help="The child's reference.")],
    key: Annotated[str, typer.Argument(help="The definition's key: `onroll definitions`.")],
    home: AtHome = DEFAULT_HOME,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Print each test of a definition for one child, met or not, with the feed, file and row.

    Example: onroll why EC-4F7K2M9Q missing_education --as-of 2026-01-15
    """
    definition = definition_of(key)
    run = latest_run(home_at(home))
    on = day(as_of) if as_of else run.as_of
    explanation = explain(definition, run.one_child(child), on)
    if as_json:
        result_json(in_json(child, explanation))
    else:
        result("\n".join(in_words(child, explanation)))


def in_json(child: str, explanation: Explanation) -> dict[str, Any]:
    return {
        "child": child,
        "definition": explanation.definition,
        "as_of": explanation.as_of,
        "met": explanation.met,
        "since": explanation.since,
        "tests": [
            {
                "met": test.met,
                "words": test.words,
                "evidence": [
                    {
                        "feed": evidence.feed,
                        "file": evidence.file,
                        "row": evidence.row,
                        "fact": evidence.fact,
                        "starts_on": evidence.starts_on,
                        "ends_before": evidence.ends_before,
                    }
                    for evidence in test.evidence
                ],
            }
            for test in explanation.tests
        ],
    }


def in_words(child: str, explanation: Explanation) -> list[str]:
    verdict = "Yes" if explanation.met else "No"
    if explanation.met and explanation.since:
        verdict += f", since {said(explanation.since)}"
    lines = [
        f"{explanation.title}: {child} on {said(explanation.as_of)}",
        f"{verdict}.",
        "",
    ]
    for test in explanation.tests:
        lines.append(f"  {'met    ' if test.met else 'not met'}  {test.words}")
        sources = [source_of(evidence) for evidence in test.evidence]
        lines.extend(f"           {source}" for source in sources or ["no source says so"])
    if explanation.nearest:
        lines += ["", f"  Only this keeps the child off the list: {explanation.nearest.words}."]
    return lines


def source_of(evidence: Evidence) -> str:
    row = f", row {evidence.row:,}" if evidence.row is not None else ""
    place = f" ({evidence.feed}: {evidence.file}{row})" if evidence.file else ""
    return f"{evidence.words}, {days(evidence)}{place}"


def days(evidence: Evidence) -> str:
    """The days of a spell as they are said: its last day, not the day it ends before."""
    first = evidence.starts_on
    if evidence.ends_before is None:
        return f"from {said(first)}"
    last = evidence.ends_before - timedelta(days=1)
    if last == first:
        return f"on {said(first)}"
    return f"from {said(first)} to {said(last)}"
