"""Drawn attendance marks as a pupil system sends them: a file a term."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from onroll.record.feeds.periods import days_of

HEADING = "Pupil ID,URN,Date,AM,PM\n"


def marks_by_term(rows: Iterable[tuple[dt.date, str]]) -> dict[str, str]:
    """The files, by name, of rows that are each given with their day."""
    files: dict[str, str] = {}
    for day, row in rows:
        year = day.year - (day.month < 9)
        periods = [
            f"{year}-{(year + 1) % 100:02}_{term}" for term in ("autumn", "spring", "summer")
        ]
        period = next(each for each in periods if within(day, each))
        name = f"marks_{period}.csv"
        files[name] = files.get(name, HEADING) + row
    return files


def within(day: dt.date, period: str) -> bool:
    days = days_of(period)
    return days is not None and days[0] <= day < days[1]
