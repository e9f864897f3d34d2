"""What `onroll why` prints: as sentences for a person, and as JSON for a program."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from onroll.cli.terminal import said
from onroll.record.change_words import change_words, tellers
from onroll.record.dated_facts import DatedFact
from onroll.record.definitions import Definition
from onroll.record.known_then import Arrived, KeptRun
from onroll.record.one_child import FactRow, OneChild
from onroll.record.smallest_why import smallest_why
from onroll.record.what_would_change import Change, what_would_change
from onroll.record.why import Evidence, evidence_of, explain

MOST_DIFFERENCES = 12


def in_json(child: str, definition: Definition, held: OneChild, on: date) -> dict[str, Any]:
    """The answer: `why` for a member and `would_change` for another; null the one not asked for."""
    explanation = explain(definition, held, on)
    smallest = smallest_why(definition.expression, held, on)
    changes = None if smallest else what_would_change(definition.expression, held, on)
    return {
        "child": child,
        "definition": explanation.definition,
        "as_of": explanation.as_of,
        "met": explanation.met,
        "since": explanation.since,
        "why": [fact_json(each) for each in smallest.facts] if smallest else None,
        "set_aside": [fact_json(each) for each in smallest.set_aside] if smallest else None,
        "would_change": None if changes is None else [change_json(each) for each in changes],
        "tests": [
            {
                "met": test.met,
                "words": test.words,
                "evidence": [row_json(evidence) for evidence in test.evidence],
            }
            for test in explanation.tests
        ],
    }


def fact_json(told: DatedFact) -> dict[str, Any]:
    return {
        "fact": told.fact,
        "starts_on": told.starts_on,
        "ends_before": told.ends_before,
        "rows": [row_json(row) for row in told.rows],
    }


def row_json(row: Evidence | FactRow) -> dict[str, Any]:
    return {
        "feed": row.feed,
        "file": row.file,
        "row": row.row,
        "fact": row.fact,
        "starts_on": row.starts_on,
        "ends_before": row.ends_before,
    }


def change_json(change: Change) -> dict[str, Any]:
    return {
        "fact": change.fact,
        "true": change.told,
        "words": change_words(change),
        "starts_on": change.starts_on if change.told else None,
        "ends_before": change.ends_before,
        "value": change.value if change.told else None,
        "told_by": tellers(change.fact),
        "row": row_json(change.row) if change.row and not change.told else None,
    }


def in_words(child: str, definition: Definition, held: OneChild, on: date) -> list[str]:
    explanation = explain(definition, held, on)
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
    if explanation.met:
        return lines + reasons(definition, held, on)
    if explanation.nearest:
        lines += ["", f"  Only this keeps the child off the list: {explanation.nearest.words}."]
    return lines + would_change(definition, held, on)


def reasons(definition: Definition, held: OneChild, on: date) -> list[str]:
    smallest = smallest_why(definition.expression, held, on)
    if smallest is None:
        return []
    lines = ["", "  Take any one of these away and the child leaves:"]
    lines += rows_of(smallest.facts)
    if smallest.set_aside:
        lines += ["", "  Set aside, for these would make the child a member in another way:"]
        lines += rows_of(smallest.set_aside)
    return lines


def rows_of(facts: Iterable[DatedFact]) -> list[str]:
    """Each fact on a line; the further rows that say it under it."""
    lines = []
    for told in facts:
        first, *more = map(evidence_of, told.rows)
        lines.append(f"    - {source_of(first)}")
        lines += [f"      also {source_of(row)}" for row in more]
    return lines


def would_change(definition: Definition, held: OneChild, on: date) -> list[str]:
    changes = what_would_change(definition.expression, held, on)
    if changes is None:
        return ["", "  No change of the facts would put the child on the list on that day."]
    lines = ["", "  The child would be on the list, were it told that the child is"]
    for change in changes:
        lines.append(f"    - {change_words(change)}")
        if change.row and not change.told:
            lines.append(f"      now told: {source_of(evidence_of(change.row))}")
        else:
            feeds = tellers(change.fact)
            lines.append(f"      told by: {', '.join(feeds) or 'no feed yet'}")
    return lines


def since_in_json(
    definition: Definition,
    now: OneChild,
    on: date,
    latest: KeptRun,
    counted: bool,
    arrived: Iterable[Arrived],
) -> dict[str, Any]:
    """Beside the answer of then: what the list of then said, the answer now, what came between."""
    return {
        "counted_then": counted,
        "now": {"met": explain(definition, now, on).met, "known_at": latest.known_at},
        "arrived_since": [
            row_json(each.row)
            | {
                "came": each.came,
                "decides": each.decides,
                "received_at": latest.received.get((each.row.feed, each.row.file)),
            }
            for each in arrived
        ],
    }


def since_in_words(
    definition: Definition,
    now: OneChild,
    on: date,
    latest: KeptRun,
    counted: bool,
    arrived: Iterable[Arrived],
    verdict: bool,
) -> list[str]:
    known = said(latest.known_at.date())
    lines = [
        "",
        f"As known now ({known}): {'Yes' if now.holds(definition.expression, on) else 'No'}.",
    ]
    if counted != verdict:
        listed = "counted" if counted else "did not count"
        lines.append(f"The run of then {listed} the child: the definition has changed since.")
    told = list(arrived)
    for heading, chosen in (
        ("The answer turned on", [each for each in told if each.decides]),
        ("Told otherwise since, without changing the answer", [e for e in told if not e.decides]),
    ):
        if chosen:
            lines += ["", f"  {heading}:"]
            lines += [f"    - {difference(each, latest)}" for each in chosen[:MOST_DIFFERENCES]]
        if len(chosen) > MOST_DIFFERENCES:
            lines.append(f"    and {len(chosen) - MOST_DIFFERENCES:,} more")
    if not told:
        lines.append("Nothing this definition reads has changed since.")
    return lines


def difference(each: Arrived, latest: KeptRun) -> str:
    received = latest.received.get((each.row.feed, each.row.file)) if each.came else None
    when = f", received {said(received.date())}" if received else ""
    return f"{'new' if each.came else 'no more told'}: {source_of(evidence_of(each.row))}{when}"


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
