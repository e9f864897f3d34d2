"""A case told event by event, as a story."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from onroll.record.casework.case import Case, case_of
from onroll.record.casework.events import Event, Kind
from onroll.record.casework.taking_back import check


class Story:
    """The events of one case: each call tells one, and gives its number."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def __call__(self, on: str, kind: Kind, by: str = "alex", **told: Any) -> int:
        number = len(self.events) + 1
        day = date.fromisoformat(on)
        event = Event(number, kind, day, datetime.combine(day, time(12)), by, told)
        check(self.events, event)
        self.events.append(event)
        return number

    def asked(self, on: str, key: str, result: str = "", by: str = "alex", **told: Any) -> int:
        """An enquiry, answered on the same day where a result is given."""
        number = self(on, Kind.ASKED, by, enquiry=key, **told)
        if result:
            self(on, Kind.REPLIED, by, asked=number, result=result)
        return number

    @property
    def case(self) -> Case:
        return case_of(self.events)

    def on(self, day: str) -> Case:
        """The case as it was known at the end of a day."""
        known = date.fromisoformat(day)
        return case_of(event for event in self.events if event.at.date() <= known)


def opened(on: str = "2026-09-07", **told: Any) -> Story:
    """A case that was received, accepted and allocated on one day."""
    story = Story()
    story(on, Kind.RECEIVED, source="school", issue="whereabouts", **told)
    story(on, Kind.TRIAGED, "sam", route="accept", risk="none")
    story(on, Kind.ALLOCATED, "sam", team=1, officer=2)
    return story
