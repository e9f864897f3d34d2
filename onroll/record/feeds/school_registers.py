"""What the registers in force say of each school: its days, its name, when it closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from onroll.record.calendars import AUTHORITY
from onroll.record.school_days import SchoolCalendar

_SCHOOLS = """
    select urn, name, least(closed_on, takes_over_on)
    from school left join school_successor using (urn)
"""


@dataclass(frozen=True, slots=True)
class Registers:
    """What is known of schools by URN: days (the authority's own under ""), names, closing days."""

    calendars: Mapping[str, SchoolCalendar]
    names: Mapping[str, str]
    closed_on: Mapping[str, dt.date]

    def calendar(self, urn: str) -> SchoolCalendar:
        """The school's own calendar, or else the authority's."""
        return self.calendars.get(urn, self.calendars[AUTHORITY])

    def open_on(self, urn: str, day: dt.date) -> bool:
        """Whether the school has not closed for good by that day."""
        closed_on = self.closed_on.get(urn)
        return closed_on is None or closed_on > day


def registers(db: duckdb.DuckDBPyConnection, calendars: Mapping[str, SchoolCalendar]) -> Registers:
    """What the tables of `gather.reference` in a connection say, and the calendars it gave."""
    rows = db.execute(_SCHOOLS).fetchall()
    names = {urn: name or "" for urn, name, _ in rows}
    closed = {urn: closed_on for urn, _, closed_on in rows if closed_on is not None}
    return Registers(calendars, names, closed)
