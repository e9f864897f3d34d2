"""The columns that the school census's pupil tables share, as COLLECT writes them.

Those that say who a child is and where are needed, and some more are read as the census of the
file's term has them. The dozens of others are named in a reading's notes and left alone: 70 columns
of every pupil of a county are more than a check may take the memory for. UPNs are often wrong in a
census; every row is kept, without what is wrong in it.
"""

import datetime as dt
from typing import Any

from onroll.record.feeds.base import Column, Severity
from onroll.record.feeds.catalogue.census_terms import columns_of, headings_of_every_table
from onroll.record.feeds.columns import DATE, SEX, TEXT, ULN, UPN, number
from onroll.record.feeds.periods import census_day
from onroll.record.feeds.rules import born_in_range, in_order

_WARN = Severity.WARN
SESSIONS = number(0, 999, whole=True)


_ALSO_READ = frozenset(
    {
        "ncyearactual", "ncyearleaving", "ethnicity", "parttime", "youngcarer",
        "adoptedfromcare", "plaa", "termlysessionsauthorised", "termlysessionsunauthorised",
    }
)  # fmt: skip


def stamp_census_day(period: str) -> dict[str, dt.date]:
    """The census day of the file's term, as a column of every row."""
    return {"census_day": census_day(period)}


def pupil_columns(table: str, *own: Column, period: str = "") -> tuple[Column, ...]:
    """The columns of a pupil table in the census of a term; of every census where it is empty.

    `own` are those that the table's facts speak of. An extract often has no more than these and
    the child's own.
    """
    needed = (*_needed(table), *own)
    others = columns_of(table, period, known_as={}, expected=False)
    return (*needed, *(column for column in others if column.title in _ALSO_READ))


def _needed(table: str) -> tuple[Column, ...]:
    table_id, school, order, source = headings_of_every_table(table)
    return (
        Column("table_id", table_id, TEXT, (), True, False),
        Column("setting", school, TEXT, ("URN",), True, False),
        Column("order_in_table", order, TEXT),
        Column("source_id", source, TEXT),
        Column("upn", "upn", UPN, (), True, on_fault=_WARN),
        Column("former_upn", "formerupn", UPN, (), on_fault=_WARN),
        Column("uln", "uniquelearnernumber", ULN, (), on_fault=_WARN),
        Column("surname", "surname", TEXT, (), True),
        Column("forename", "forename", TEXT, (), True),
        Column("date_of_birth", "dob", DATE, (), True, on_fault=_WARN),
        Column("sex", "sex", SEX, ("gender",), on_fault=_WARN),
        Column("entry_date", "entrydate", DATE, (), True, on_fault=_WARN),
        Column("sessions_possible", "termlysessionspossible", SESSIONS, on_fault=_WARN),
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
