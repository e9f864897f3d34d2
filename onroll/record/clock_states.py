"""How a clock stands on a day, how far it has come, and who is told.

Due soon is counted in the clock's own unit: three school days for one of school days. A clock met
late is missed for ever.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from onroll.record.calendars import working_days
from onroll.record.definitions.base import Clock
from onroll.record.periods import Basis
from onroll.record.school_days import CalendarEnds, SchoolCalendar
from onroll.record.thresholds import Threshold

DUE_SOON_DAYS: Final = 3
"""Days of the clock's own unit before its due day from which it is due soon."""


class State(StrEnum):
    """How a clock stands on a day, in the words a screen shows."""

    OVERDUE = "Overdue"
    DUE_TODAY = "Due today"
    DUE_SOON = "Due soon"
    ON_TRACK = "On track"
    DONE = "Done"
    MISSED = "Missed"
    NO_LIMIT = "No time limit"
    NO_DATE = "Date not known"


class Level(StrEnum):
    """How far a clock that is not met has come."""

    NONE = ""
    DUE_SOON = "Due soon"
    DUE_TODAY = "Due today"
    OVERDUE = "Overdue"
    BREACH = "Statutory breach"


TOLD: Final[dict[Level, tuple[str, ...]]] = {
    Level.NONE: (),
    Level.DUE_SOON: ("owner",),
    Level.DUE_TODAY: ("owner", "team manager"),
    Level.OVERDUE: ("owner", "team manager", "service manager"),
    Level.BREACH: ("owner", "team manager", "service manager", "accountable director"),
}
"""Who is told at each level; the accountable director is named in the authority's settings."""


def told(
    clock: Clock,
    starts_on: date,
    due_on: date | None,
    met_on: date | None,
    as_of: date,
    calendar: SchoolCalendar | None = None,
) -> tuple[str, ...]:
    """Who is told of a clock by a day: whom its level tells, and whoever is told sooner.

    Some clocks are told to the service manager, or to the accountable director, on a school day of
    their own while there is still time. Nobody for one that is met or has time.
    """
    if met_on is not None and met_on <= as_of:
        return ()
    found = TOLD[level(clock, due_on, met_on, as_of, calendar)]
    for number, reached in (
        (clock.manager_from, Level.OVERDUE),
        (clock.director_from, Level.BREACH),
    ):
        day = number and school_day(number, starts_on, calendar)
        if day and day <= as_of and len(TOLD[reached]) > len(found):
            found = TOLD[reached]
    return found


def school_day(number: Threshold, starts_on: date, calendar: SchoolCalendar | None) -> date | None:
    """That school day of a clock, its first the first; by working days where a calendar ends."""
    for days in (calendar, working_days()):
        try:
            if days is not None and len(days):
                return days.nth_school_day(starts_on, int(number.on(starts_on)))
        except CalendarEnds:
            continue
    return None


def soon_from(clock: Clock, due_on: date, calendar: SchoolCalendar | None = None) -> date:
    """The first day on which a clock is due soon: three days of its own unit before it is due.

    `calendar` has the school's days, for a clock that counts those; without it, or where it does
    not reach, working days stand for them.
    """
    basis = clock.due.period.basis
    if basis is Basis.SCHOOL_DAYS and calendar is not None and len(calendar):
        found = days_back(calendar, due_on)
        if found:
            return found
    if basis in (Basis.SCHOOL_DAYS, Basis.WORKING_DAYS):
        return days_back(working_days(), due_on) or due_on - timedelta(days=DUE_SOON_DAYS)
    return due_on - timedelta(days=DUE_SOON_DAYS)


def days_back(calendar: SchoolCalendar, day: date) -> date | None:
    """The third day of a calendar before a day; null where the calendar does not reach."""
    for back in range(1, 120):
        first = day - timedelta(days=back)
        try:
            if calendar.count(first, day - timedelta(days=1)) == DUE_SOON_DAYS:
                return first
        except CalendarEnds:
            return None
    return None


def clock_state(
    clock: Clock,
    due_on: date | None,
    met_on: date | None,
    as_of: date,
    calendar: SchoolCalendar | None = None,
) -> State:
    """How a clock stands on a day. One met late is *Missed* for ever; `due_on` may be unknown."""
    met = met_on is not None and met_on <= as_of
    if due_on is None:
        unlimited = clock.due.period.basis is Basis.NO_LIMIT
        return State.DONE if met else State.NO_LIMIT if unlimited else State.NO_DATE
    if met and met_on is not None:
        return State.DONE if met_on <= due_on else State.MISSED
    if as_of > due_on:
        return State.OVERDUE
    if as_of == due_on:
        return State.DUE_TODAY
    return State.DUE_SOON if as_of >= soon_from(clock, due_on, calendar) else State.ON_TRACK


def level(
    clock: Clock,
    due_on: date | None,
    met_on: date | None,
    as_of: date,
    calendar: SchoolCalendar | None = None,
) -> Level:
    """How far a running clock has come; nothing for one that is met or has time."""
    match clock_state(clock, due_on, met_on, as_of, calendar):
        case State.OVERDUE if due_on is not None and clock.breach_after is not None:
            late = (as_of - due_on).days
            return Level.BREACH if late > clock.breach_after.on(due_on) else Level.OVERDUE
        case State.OVERDUE:
            return Level.OVERDUE
        case State.DUE_TODAY:
            return Level.DUE_TODAY
        case State.DUE_SOON:
            return Level.DUE_SOON
    return Level.NONE
