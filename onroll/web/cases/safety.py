"""What colleagues must know before they visit a child, whichever of the child's cases says so.

A warning is about a home and not about a case: it holds after the case is closed, until somebody
lifts it.
"""

from __future__ import annotations

from collections import defaultdict
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
    kinds = [Kind.SAFETY_FLAGGED, Kind.SAFETY_LIFTED, Kind.TAKEN_BACK]
    rows = CaseEvent.objects.filter(case__child=child, kind__in=kinds).select_related("by")
    held: dict[int, list[Event]] = defaultdict(list)
    for row in rows.order_by("case", "number"):
        held[row.case_id].append(row.event)
    return [
        Warned(case, event.number, event.text("words"))
        for case, events in held.items()
        for event in holding(events)
    ]


def holding(events: list[Event]) -> list[Event]:
    """Of the warnings of one case those that stand, and nobody lifted."""
    stands = standing(events)
    lifted = {event.told.get("flagged") for event in stands if event.kind is Kind.SAFETY_LIFTED}
    flagged = (event for event in stands if event.kind is Kind.SAFETY_FLAGGED)
    return [event for event in flagged if event.number not in lifted]
