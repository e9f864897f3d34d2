"""What may be written next in a case, and what may be taken back of what was written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from onroll.record.casework.case import CLOSED, Case, case_of, ends, standing
from onroll.record.casework.events import BadEvent, Event, Kind

UNDO_WITHIN = timedelta(minutes=30)
"""For so long whoever ended a case may undo that, before anything else is written in it."""

TAKEN_BACK_WHEN_OVER = (Kind.NOTED, Kind.DOCUMENT_ADDED, Kind.SIBLING_LINKED)
"""What may be taken back of a case that is over: nothing on which its closing rests."""


def check(events: Sequence[Event], event: Event) -> Case:
    """The case with one event more. Raises `BadEvent` where it cannot follow the others."""
    if event.kind is Kind.TAKEN_BACK:
        _may_be_taken_back(events, event)
    return case_of([*events, event])


def may_be_undone(events: Sequence[Event], event: Event, by: str, at: datetime) -> bool:
    """Whether somebody may undo a decision at this moment: their own, the last thing written, and
    no longer ago than `UNDO_WITHIN`."""
    decided = event.kind in (Kind.TRIAGED, Kind.CLOSED)
    last = max(each.number for each in events) == event.number
    return decided and last and event.by == by and at - event.at <= UNDO_WITHIN


def _may_be_taken_back(events: Sequence[Event], back: Event) -> None:
    number = back.told["number"]
    stands = {event.number: event for event in standing(events)}
    event = stands.get(number)
    if event is None:
        raise BadEvent("This was taken back already, or was never written.")
    if may_be_undone(events, event, back.by, back.at):
        return
    if event.kind is Kind.TAKEN_BACK or ends(event) or number == 1:
        raise BadEvent(
            "How a case opened or closed is not taken back: tell of it again, and a new one opens."
        )
    if not case_of(events).is_open and event.kind not in TAKEN_BACK_WHEN_OVER:
        raise BadEvent(CLOSED)
    resting = [each for each in stands.values() if number in _rests_on(each)]
    if resting:
        raise BadEvent(f"Take back first what rests on it: number {resting[0].number} of the case.")


def _rests_on(event: Event) -> set[int]:
    return {
        int(event.told[name])
        for name in ("asked", "told", "flagged", "task", "escalated", "set")
        if isinstance(event.told.get(name), int)
    }
