"""A case told event by event, as a story."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from onroll.record.casework.case import Case, case_of, case_on, check
from onroll.record.casework.events import Event, Kind


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
        return case_on(self.events, date.fromisoformat(day))


def opened(on: str = "2026-09-07", **told: Any) -> Story:
    """A case that was received, accepted and allocated on one day."""
    story = Story()
    story(on, Kind.RECEIVED, source="school", issue="whereabouts", **told)
    story(on, Kind.TRIAGED, "sam", route="accept", risk="none")
    story(on, Kind.ALLOCATED, "sam", team=1, officer=2)
    return story
