"""Reading a date as people type it."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import NamedTuple

MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}


class NotADate(ValueError):
    """What was typed cannot be read as a date. The message is for the person who typed it."""


class Days(NamedTuple):
    """Both ends included: one day, a month or a year, as much as was typed."""

    first: date
    last: date


def read_days(text: str) -> Days:
    """The day, month or year typed: 14/5/2013, 14 May 2013, 2013-05-14, 14.05.13, May 2013, 2013.

    A number alone is a year, of four figures. A year of two figures is in this century. Raises
    `NotADate`.
    """
    parts = re.findall(r"\d+|[a-z]+", re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", text.lower()))
    numbers = [MONTHS.get(part, 0) if part.isalpha() else int(part) for part in parts]
    if 0 in numbers or not 1 <= len(numbers) <= 3 or (len(parts) == 1 and len(parts[0]) != 4):
        raise NotADate("Date of birth must be written like 14 May 2013, May 2013 or 2013")
    if len(parts[0]) == 4 and parts[0].isdigit() and len(parts) > 1:
        parts, numbers = parts[::-1], numbers[::-1]
    if len(parts) == 3 and parts[0].isalpha():  # May 14, 2013
        numbers[:2] = numbers[1::-1]
    year = numbers[-1] + 2000 if len(parts[-1]) <= 2 and len(parts) > 1 else numbers[-1]
    try:
        return days(year, *reversed(numbers[:-1]))
    except (ValueError, OverflowError):
        raise NotADate("Date of birth must be a real date") from None


def days(year: int, month: int | None = None, day: int | None = None) -> Days:
    """All days of a year, or of a month of it, or the one day. Raises ValueError."""
    if month is None:
        return Days(date(year, 1, 1), date(year, 12, 31))
    if day is None:
        first = date(year, month, 1)
        return Days(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
    return Days(date(year, month, day), date(year, month, day))
