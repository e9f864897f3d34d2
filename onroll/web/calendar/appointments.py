"""The visits of one person that go into their calendar."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, time, timedelta
from typing import Any, Final

from onroll.record.casework.case import case_of
from onroll.record.casework.events import Event
from onroll.record.casework.visits import in_order
from onroll.web.calendar.visit_file import Appointment
from onroll.web.cases.models import CaseEvent
from onroll.web.visits.to_come import cases_with_visits

DAYS_BACK: Final = 7
"""How long a visit stays after its day, made or not. onroll's own."""


def appointments_of(user: Any, day: date) -> list[Appointment]:
    """The visits set for somebody from a week before a day on, in order; two queries. They are of
    open cases that the person may see, and were not taken back."""
    cases = {case.pk: case for case in cases_with_visits(user)}
    held: dict[int, list[Event]] = defaultdict(list)
    for row in CaseEvent.objects.filter(case__in=cases).select_related("by").order_by("number"):
        held[row.case_id].append(row.event)
    first = (day - timedelta(days=DAYS_BACK)).isoformat()
    theirs = [
        (visit, cases[pk].reference)
        for pk, events in held.items()
        for visit in case_of(events).visits_set.values()
        if visit.told["officer"] == user.pk and visit.text("visit_on") >= first
    ]
    return [
        appointment(visit, case) for visit, case in sorted(theirs, key=lambda e: in_order(e[0]))
    ]


def appointment(visit: Event, case: str) -> Appointment:
    on, agreed = visit.day("visit_on"), visit.text("at_time")
    assert on is not None
    at_time = time.fromisoformat(agreed) if agreed else None
    return Appointment(case, visit.number, on, at_time, visit.at)
