"""The visits that were set: which are today's, which come later, and of which nobody wrote."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from onroll.record.casework.case import Case, case_of
from onroll.record.casework.escalation import Trigger, standing_triggers
from onroll.record.casework.events import Event, Kind


class When(StrEnum):
    """Where a visit that was not made yet stands on a day, in the order in which it is shown."""

    TODAY = "today"
    LATER = "later"
    NOT_RECORDED = "not_recorded"  # its day has passed, and nobody wrote what came of it


def when_is(visit: Event, day: date) -> When:
    """Where a visit that was set and not made stands on a day."""
    visit_on = visit.day("visit_on")
    assert visit_on is not None
    if visit_on == day:
        return When.TODAY
    return When.LATER if visit_on > day else When.NOT_RECORDED


def visits_of(case: Case, officer: int) -> list[Event]:
    """The visits to come of an open case for which somebody was chosen, in order of day and time.

    One without a time comes before the others of its day.
    """
    theirs = [each for each in case.visits_to_come.values() if each.told["officer"] == officer]
    return sorted(theirs, key=in_order) if case.is_open else []


def in_order(visit: Event) -> tuple[str, str]:
    """What visits that were set are sorted by: the day, then the time."""
    return visit.text("visit_on"), visit.text("at_time")


def called_for_once_refused(events: Sequence[Event], at: datetime, day: date) -> list[Trigger]:
    """The steps of the ladder that a case will call for if a visit is refused on a day."""
    number = max(event.number for event in events) + 1
    refused = Event(number, Kind.VISITED, day, at, "", {"seen": "refused"})
    return standing_triggers(case_of([*events, refused]), day)
