"""What colleagues must know before they visit a child, whichever of the child's cases says so.

A warning is about a home and not about a case: it holds after the case is closed, until somebody
lifts it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from onroll.record.casework.case import standing
from onroll.record.casework.events import Event, Kind
from onroll.web.cases.models import CaseEvent


@dataclass(frozen=True)
class Warned:
    """A warning that holds: the number of its case, and of the event in it, and the words."""

    case: int
    number: int
    words: str


def warnings_about(child: str) -> list[Warned]:
    """The warnings that hold about a child, the oldest first. One query."""
    return warnings_of([child])[child]


def warnings_of(children: Collection[str]) -> dict[str, list[Warned]]:
    """The warnings that hold about each of some children, the oldest first. One query."""
    kinds = [Kind.SAFETY_FLAGGED, Kind.SAFETY_LIFTED, Kind.TAKEN_BACK]
    rows = CaseEvent.objects.filter(case__child__in=children, kind__in=kinds)
    held: dict[tuple[str, int], list[Event]] = defaultdict(list)
    for row in rows.select_related("by", "case").order_by("case", "number"):
        held[row.case.child, row.case_id].append(row.event)
    found: dict[str, list[Warned]] = {child: [] for child in children}
    for (child, case), events in held.items():
        found[child] += [Warned(case, each.number, each.text("words")) for each in holding(events)]
    return found


def holding(events: list[Event]) -> list[Event]:
    """Of the warnings of one case those that stand, and nobody lifted."""
    stands = standing(events)
    lifted = {event.told.get("flagged") for event in stands if event.kind is Kind.SAFETY_LIFTED}
    flagged = (event for event in stands if event.kind is Kind.SAFETY_FLAGGED)
    return [event for event in flagged if event.number not in lifted]
