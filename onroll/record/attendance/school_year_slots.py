"""Where a session is in a child's school year: 64 slots a month from September, two a day.

A month of sixty-two sessions fits into one word of 64 bits, so counts of a month are counts of
bits. A year is known by the year in which its September is; a day as days since 1 January 1970.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

MONTHS: Final = 12
IN_A_MONTH: Final = 64
SLOTS: Final = MONTHS * IN_A_MONTH
_EPOCH: Final = date(1970, 1, 1).toordinal()

Ints = NDArray[np.int64]

_FIRST_DAYS: Final[Ints] = (
    np.arange("1969-09", "2200-09", dtype="datetime64[M]").astype("datetime64[D]").astype(np.int64)
)
"""The first day of every month from September 1969."""


def slots_of(days: Ints) -> tuple[Ints, Ints]:
    """The school year of each day, and the slot of its morning."""
    if len(days) > 1 and (days == days[0]).all():  # a day's file
        year, slot = slots_of(days[:1])
        return np.repeat(year, len(days)), np.repeat(slot, len(days))
    month_of_time = days.astype("datetime64[D]").astype("datetime64[M]")
    months = month_of_time.astype(np.int64) + 4  # from the September of 1969
    in_month = days - month_of_time.astype("datetime64[D]").astype(np.int64)
    return months // MONTHS + 1969, months % MONTHS * IN_A_MONTH + in_month * 2


def first_days(years: Ints, months: Ints) -> Ints:
    """The first day of a month of a school year; month 12 is the September after it."""
    return _FIRST_DAYS[(years - 1969) * MONTHS + months]


def days_of(years: Ints, slots: Ints) -> Ints:
    """The day of each slot of a school year."""
    return first_days(years, slots // IN_A_MONTH) + slots % IN_A_MONTH // 2


def as_date(day: int) -> date:
    return date.fromordinal(_EPOCH + int(day))


def as_day(day: date) -> int:
    return day.toordinal() - _EPOCH
