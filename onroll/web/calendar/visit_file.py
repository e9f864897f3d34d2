"""Visits as a file that calendar programs read (iCalendar, RFC 5545), with nobody's name in it.

A calendar lies on telephones and other firms' computers. So of a visit it says that it is one,
when, and the reference of the case, which says something only to whoever may sign in here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

LONDON: Final = ZoneInfo("Europe/London")
AN_HOUR: Final = timedelta(hours=1)
"""How long a visit is shown to take; nobody says how long one will."""


@dataclass(frozen=True)
class Appointment:
    """A visit to put in a calendar: `number` is that of its event in the case, `at_time` None where
    no time was agreed, and `set_at` the moment at which it was set."""

    case: str
    number: int
    on: date
    at_time: time | None
    set_at: datetime


def visit_file(appointments: Iterable[Appointment]) -> bytes:
    """The file. The same visits make the same bytes, and a visit keeps its UID."""
    visits, calendar = list(appointments), Calendar()
    calendar.add("prodid", "-//onroll//visits//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Visits")
    calendar.add("refresh-interval", AN_HOUR)
    for each in visits:
        calendar.add_component(event(each))
    if visits:  # the rules of summer time of the years around them, and not since 1970
        years = [each.on.year for each in visits]
        first, before = date(min(years) - 1, 1, 1), date(max(years) + 2, 1, 1)
        calendar.add_missing_timezones(first, before)
    return bytes(calendar.to_ical())


def event(visit: Appointment) -> Event:
    made = Event()
    made.add("uid", f"{visit.case}-{visit.number}@onroll")
    made.add("dtstamp", visit.set_at)
    made.add("summary", f"Visit, {visit.case}")
    made.add("class", "PRIVATE")
    if visit.at_time is None:
        made.add("dtstart", visit.on)
    else:
        made.add("dtstart", datetime.combine(visit.on, visit.at_time, LONDON))
        made.add("duration", AN_HOUR)
    return made
