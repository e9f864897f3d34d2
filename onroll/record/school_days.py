"""Counting school days, as the statutory clocks do.

A school day is one on which the school meets for pupils (Education Act 1996, section 579), so
every school has its own calendar. Each name and docstring says whether the first day counts: that
is where most errors in counting days are made.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

_SATURDAY: Final = 5


class CalendarEnds(LookupError):
    """A day was asked for that lies outside the school years that the calendar knows."""


class SchoolCalendar:
    """The days on which one school meets: immutable, hashable, four bytes a day.

    A calendar knows the whole of every school year it has days in: from the summer before its
    first day up to 31 August after its last, no school day is missing from it. What lies outside is
    unknown and never guessed: the counts raise `CalendarEnds`. Asked whether school meets on a day
    before, it says that it does not.
    """

    __slots__ = ("_days",)

    def __init__(self, days: Iterable[date]) -> None:
        """The calendar of these days, in any order, with or without repeats."""
        self._days = array("i", sorted({day.toordinal() for day in days}))

    @property
    def known_until(self) -> date | None:
        """The last day of which it can say whether school meets; null for an empty calendar."""
        if not self._days:
            return None
        last = date.fromordinal(self._days[-1])
        return date(last.year if last.month <= 8 else last.year + 1, 8, 31)

    def is_school_day(self, day: date) -> bool:
        """True when the school meets on `day`. Raises CalendarEnds past `known_until`."""
        self._must_know(day)
        at = bisect_left(self._days, day.toordinal())
        return at < len(self._days) and self._days[at] == day.toordinal()

    def nth_school_day(self, start: date, n: int) -> date:
        """The n-th school day from `start` on, which is itself the first if school meets on it."""
        self._must_have_begun(start)
        return self._nth(bisect_left(self._days, start.toordinal()), n, f"from {start}")

    def school_days_after(self, day: date, n: int) -> date:
        """The n-th school day strictly after `day`."""
        self._must_have_begun(day)
        return self._nth(bisect_right(self._days, day.toordinal()), n, f"after {day}")

    def count(self, first: date, last: date) -> int:
        """How many school days there are from `first` to `last`, both counted; 0 if none."""
        if last < first:
            return 0
        self._must_know(last)
        days = self._days
        return bisect_right(days, last.toordinal()) - bisect_left(days, first.toordinal())

    def __iter__(self) -> Iterator[date]:
        return (date.fromordinal(day) for day in self._days)

    def __len__(self) -> int:
        return len(self._days)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SchoolCalendar) and self._days == other._days

    def __hash__(self) -> int:
        return hash(self._days.tobytes())

    def __repr__(self) -> str:
        return f"<SchoolCalendar of {len(self)} days, known until {self.known_until}>"

    def _nth(self, before: int, n: int, whence: str) -> date:
        if n < 1:
            raise ValueError(f"School day number {n} was asked for. Count from 1.")
        if before + n > len(self._days):
            raise CalendarEnds(
                f"School day {n} {whence} lies past the end of the calendar"
                f"{self._until()}. Load the next school year's term dates."
            )
        return date.fromordinal(self._days[before + n - 1])

    def _must_know(self, day: date) -> None:
        until = self.known_until
        if until is None or day > until:
            raise CalendarEnds(
                f"{day} lies past the end of the calendar{self._until()}. "
                "Load that school year's term dates."
            )

    def _must_have_begun(self, day: date) -> None:
        if not self._days:
            return
        first = date.fromordinal(self._days[0])
        begins = date(first.year if first.month >= 9 else first.year - 1, 8, 1)
        if day < begins:
            raise CalendarEnds(
                f"{day} lies before the calendar, which begins on {begins}. "
                "Load that school year's term dates."
            )

    def _until(self) -> str:
        return f", {self.known_until}" if self._days else ", which has no days"


def open_days(
    terms: Iterable[tuple[date, date]], closed: Iterable[tuple[date, date]] = ()
) -> set[date]:
    """Monday to Friday inside the terms and outside the closures, first and last days included."""
    return _weekdays(terms) - _weekdays(closed)


def days_inclusive(day: date, n: int) -> date:
    """The last of `n` calendar days of which `day` is the first ("n days beginning with")."""
    return day + timedelta(days=n - 1)


def days_after(day: date, n: int) -> date:
    """The day `n` calendar days after `day` ("by the end of the n-th day after")."""
    return day + timedelta(days=n)


def _weekdays(ranges: Iterable[tuple[date, date]]) -> set[date]:
    days = (
        first + timedelta(days=n) for first, last in ranges for n in range((last - first).days + 1)
    )
    return {day for day in days if day.weekday() < _SATURDAY}
