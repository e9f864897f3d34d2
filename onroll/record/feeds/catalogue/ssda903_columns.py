"""What the tables of the SSDA903 return share: the child, the year, and code sets of each year.

The return of a year tells of 1 April of the year before to 31 March. A child is in it under the
number of the case management system, which the other social care feeds use as well. Code sets are
those of the 2017 specification, and of its changes for 2025.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from onroll.record.feeds.base import Column, Kind, Severity
from onroll.record.feeds.columns import DATE, REFERENCE, ColumnType, one_of
from onroll.record.feeds.columns import UPN as UPN_TYPE
from onroll.record.feeds.periods import day_of

WARN = Severity.WARN

NEW_CODES_IN = 2025
"""The first year whose return writes sex as M, F or U, and has the placement K3 and not H5, P2."""

CHILD = Column("child_id", "CHILD", REFERENCE, ("CHILDID",), True, False)
BORN = Column("date_of_birth", "DOB", DATE, (), True, on_fault=WARN)

TABLE: dict[str, Any] = {
    "source": "social_care",
    "kind": Kind.PERIODS,
    "expected_days": 400,
    "yearly": True,
}
"""What every feed of the return has in common."""

UPN_OR_REASON = replace(
    UPN_TYPE,
    value="CASE WHEN is_upn($cell) OR regexp_full_match($cell, 'UN([1-9]|10)') THEN $cell END",
)
"""A UPN or, where there is none, the code of the reason why."""
UPN = "CASE WHEN NOT starts_with(upn, 'UN') THEN upn END"
"""SQL for the UPN, null for a reason."""

NEWEST = ("year_ends DESC",)
"""Which of two returns tells last."""

NEED = one_of("N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8")
REASON_FOR_NEW_EPISODE = one_of("S", "L", "P", "T", "B", "U")
"""Started to be looked after; another legal status; another placement with other (P) or the same
(T) carers; both at once, with other (B) or the same (U) carers."""
CHANGE_OF_PLACEMENT = ("P", "T", "B", "U")

LEGAL_STATUS = one_of(
    "C1", "C2", "D1", "E1", "V2", "V3", "V4", "L1", "L2", "L3", "J1", "J2", "J3"
)  # fmt: skip
SERIES_OF_SHORT_BREAKS = "V4"
"""An agreement to a series of short breaks, and not the breaks: the child lives at home."""

_PLACEMENTS = (
    "A3", "A4", "A5", "A6", "K1", "K2", "P1", "P3", "R1", "R2", "R3", "R5", "S1", "T0", "T1", "T2",
    "T3", "T4", "U1", "U2", "U3", "U4", "U5", "U6", "Z1",
)  # fmt: skip
YOUNG_OFFENDER_INSTITUTION = "R5"

PROVIDER = one_of("PR0", "PR1", "PR2", "PR3", "PR4", "PR5")
REASON_CEASED = one_of(
    "X1", "E11", "E12", "E2", "E3", "E4A", "E4B", "E13", "E41", "E43", "E44", "E45", "E46", "E47",
    "E48", "E5", "E6", "E7", "E9", "E14", "E15", "E16", "E17", "E8",
)  # fmt: skip
"""E43 and E44 gave way to E45 to E48; each is read in any year."""
REASON_PLACE_CHANGE = one_of(
    "CARPL", "CLOSE", "ALLEG", "STAND", "APPRR", "CREQB", "CREQO", "CHILD", "LAREQ", "PLACE",
    "CUSTOD", "OTHER",
)  # fmt: skip
# CUSTOD is from memory of the DfE's guide: the specification that the others are from lacks it.


def year_of(period: str) -> int:
    """The year in which the collection ends: 2026 of `2026`, of `2025-11-01`, not of `2026_autumn`.

    Raises ValueError where the period is neither a year nor a day.
    """
    day = day_of(period)
    if day is None:
        return int(period)
    return day.year + (day >= dt.date(day.year, 4, 1))


def stamp_year(period: str) -> dict[str, dt.date]:
    """The first and the last day of the year of collection, as columns of every row."""
    year = year_of(period)
    return {"year_begins": dt.date(year - 1, 4, 1), "year_ends": dt.date(year, 3, 31)}


def sex_codes(year: int) -> ColumnType:
    """The codes of sex in the return of a year."""
    return one_of("M", "F", "U") if year >= NEW_CODES_IN else one_of("1", "2")


SEX_OF_ANY_YEAR = one_of("1", "2", "M", "F", "U")
SEX = "CASE sex WHEN '1' THEN 'M' WHEN '2' THEN 'F' ELSE sex END"
"""SQL for sex as the record has it."""


def placement_codes(year: int) -> ColumnType:
    """The codes of a placement in the return of a year."""
    return one_of(*_PLACEMENTS, *(("K3",) if year >= NEW_CODES_IN else ("H5", "P2")))


PLACEMENT_OF_ANY_YEAR = one_of(*_PLACEMENTS, "H5", "P2", "K3")
