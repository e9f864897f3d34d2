"""The authority's own due dates: reports, returns and meetings that are about no single child.

They are dated data (`council_duties.toml`), to be edited when a date is confirmed. A month, quarter
or term is due on its last day: quarters end in March, June, September and December, terms in
December, April and July as Leicestershire counts them.
"""

from __future__ import annotations

import tomllib
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Final

MONTHS: Final = {
    "month": tuple(range(1, 13)),
    "quarter": (3, 6, 9, 12),
    "term": (4, 7, 12),
}


@dataclass(frozen=True)
class Duty:
    """One duty of the authority. `projected_from` is the first date that nobody has confirmed."""

    key: str
    id: str
    title: str
    owner: str
    source: str
    every: str = ""
    on: tuple[int, ...] = ()
    dates: tuple[str, ...] = ()
    census: tuple[str, ...] = ()
    days_after_census: int = 0
    projected_from: str = ""

    @property
    def stands(self) -> bool:
        """Whether it is owed always and has no day."""
        return not (self.every or self.on or self.dates or self.census)

    @property
    def words(self) -> str:
        """When it is due: "every month", "31 March", "29 days after the count"."""
        if self.census:
            return f"{self.days_after_census} days after each school census"
        if self.every:
            return f"every {self.every}"
        told = [month_end_or_day(2001, each) for each in self.on]
        told += [date.fromisoformat(each) for each in self.dates]
        days = [f"{day.day} {day:%B}" + (f" {day.year}" if self.dates else "") for day in told]
        return ", ".join(days) or "always"

    def due_dates(self, first: date, last: date) -> Iterator[date]:
        """The days from `first` to `last`, both included, on which it is due; not in order."""
        for text in self.dates:
            yield from within(date.fromisoformat(text), first, last)
        for text in self.census:
            due_on = date.fromisoformat(text) + timedelta(days=self.days_after_census)
            yield from within(due_on, first, last)
        for year in range(first.year, last.year + 1):
            for month in MONTHS.get(self.every, ()):
                yield from within(last_day(year, month), first, last)
            for each in self.on:
                yield from within(month_end_or_day(year, each), first, last)

    def is_projected(self, due_on: date) -> bool:
        """Whether a day follows from a pattern that nobody has confirmed."""
        known = date.fromisoformat(self.projected_from) if self.projected_from else date.max
        return due_on >= known


@dataclass(frozen=True, order=True)
class DutyDate:
    """A duty on one of its days."""

    due_on: date
    key: str
    duty: Duty = field(compare=False)
    projected: bool = field(default=False, compare=False)


def within(day: date, first: date, last: date) -> Iterator[date]:
    if first <= day <= last:
        yield day


def last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def month_end_or_day(year: int, number: int) -> date:
    """930 is 30 September; 228 is the last of February, in a leap year too."""
    return last_day(year, 2) if number == 228 else date(year, number // 100, number % 100)


@cache
def duties() -> dict[str, Duty]:
    """Every duty by key, in the order of the file."""
    text = files("onroll.record").joinpath("council_duties.toml").read_text(encoding="utf-8")
    return {key: read(key, held) for key, held in tomllib.loads(text).items()}


def read(key: str, held: dict) -> Duty:
    told: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in held.items()
    }
    return Duty(key=key, **told)


def due_dates(first: date, last: date) -> list[DutyDate]:
    """What the authority owes from one day to another, both included, in order of date."""
    return sorted(
        DutyDate(day, duty.key, duty, duty.is_projected(day))
        for duty in duties().values()
        for day in duty.due_dates(first, last)
    )


def standing() -> list[Duty]:
    """What the authority owes always, with no day."""
    return [duty for duty in duties().values() if duty.stands]
