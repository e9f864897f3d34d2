"""The columns that the school census's pupil tables share, as COLLECT writes them.

Only those that say who a child is and where: the dozens of others in each year's table are named
in a reading's notes and left alone, so a new year's table needs no change here. UPNs are often
wrong in a census; every row is kept, without what is wrong in it.
"""

import datetime as dt
from typing import Any

from onroll.record.feeds.base import Column, Severity
from onroll.record.feeds.columns import DATE, SEX, TEXT, ULN, UPN
from onroll.record.feeds.periods import census_day
from onroll.record.feeds.rules import born_in_range, in_order

_WARN = Severity.WARN


def stamp_census_day(period: str) -> dict[str, dt.date]:
    """The census day of the file's term, as a column of every row."""
    return {"census_day": census_day(period)}


def pupil_columns(table_id: str) -> tuple[Column, ...]:
    """The columns of a pupil table whose own key is `table_id`."""
    return (
        Column("table_id", table_id, TEXT, (), True, False),
        Column("setting", "NativeId", TEXT, ("URN",), True, False),
        Column("upn", "upn", UPN, (), True, on_fault=_WARN),
        Column("former_upn", "formerupn", UPN, (), on_fault=_WARN),
        Column("uln", "uniquelearnernumber", ULN, (), on_fault=_WARN),
        Column("surname", "surname", TEXT, (), True),
        Column("forename", "forename", TEXT, (), True),
        Column("date_of_birth", "dob", DATE, (), True, on_fault=_WARN),
        Column("sex", "sex", SEX, ("gender",), on_fault=_WARN),
        Column("entry_date", "entrydate", DATE, (), True, on_fault=_WARN),
    )


RULES = (
    born_in_range(severity=_WARN),
    in_order("date_of_birth", "entry_date", "the date of birth", severity=_WARN),
)

LOCAL_ID = "coalesce(upn, table_id)"
"""A census has no child's number but the UPN; without one, a row stands for itself."""

PERSON: dict[str, Any] = {
    "local_id": LOCAL_ID,
    "newest": ("census_day", "entry_date"),
    "upn": "upn",
    "former_upn": "former_upn",
    "forename": "forename",
    "surname": "surname",
    "date_of_birth": "date_of_birth",
    "sex": "sex",
    "school": "setting",
}
