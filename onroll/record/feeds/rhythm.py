"""How often a feed should tell of something new, and by how much it is past that.

A daily feed of schools is counted in school days, so that a holiday is not silence. Days that the
calendar does not know are taken to be school days from Monday to Friday: where term dates have not
come, too early a warning is the safer fault.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from onroll.record.feeds import CATALOGUE
from onroll.record.feeds.base import Feed, Kind
from onroll.record.feeds.earlier_file import FALLEN
from onroll.record.feeds.loads import Load
from onroll.record.home import Authority, NoAuthority
from onroll.record.school_days import SchoolCalendar, open_days

FEW = 5
"""A fall by fewer rows than this is a pupil or two, however small the school or the file."""
_LAST, _WEEKS = 5, 52
"""Of the files before: the last five, and the last of each of the weeks of a year before those."""
_GROWS = 90
"""A feed of terms or years expected more often than every so many days sends a term as it fills."""


def rhythm_of(authority: Authority) -> dict[str, int]:
    """After how many days each feed is late, by its key: the authority's own number, or the feed's.

    Raises `NoAuthority` when `[rhythm]` of authority.toml names what is no feed.
    """
    usual = {feed.key: feed.expected_days for feed in CATALOGUE}
    for key in authority.rhythm:
        if key not in usual:
            raise NoAuthority(
                f"authority.toml, [rhythm]: '{key}' is not a feed. The feeds are: "
                f"{', '.join(usual)}."
            )
    return usual | dict(authority.rhythm)


def days_late(
    feed: Feed, up_to: dt.date, as_of: dt.date, expected: int, calendar: SchoolCalendar
) -> int:
    """How many days the feed is past its rhythm on `as_of`, 0 when it is in time.

    `up_to` is the newest day it tells of. School days of `calendar` where the feed is counted so.
    A feed that is no longer collected is in time for good.
    """
    if not feed.collected:
        return 0
    if feed.in_school_days:
        waited = school_days(calendar, up_to + dt.timedelta(days=1), as_of)
    else:
        waited = (as_of - up_to).days
    return max(0, waited - expected)


def school_days(calendar: SchoolCalendar, first: dt.date, last: dt.date) -> int:
    """How many school days lie from `first` to `last`, both counted; 0 if none."""
    known = calendar.known_until or first - dt.timedelta(days=1)
    counted = calendar.count(first, min(last, known)) if len(calendar) else 0
    return counted + len(open_days([(max(first, known + dt.timedelta(days=1)), last)]))


def last_school_days(calendar: SchoolCalendar, most: int, last: dt.date) -> list[dt.date]:
    """The school days up to and with `last`, newest first, as many as `most`."""
    found: list[dt.date] = []
    day = last
    while len(found) < most and (last - day).days < 366:
        if school_days(calendar, day, day):
            found.append(day)
        day -= dt.timedelta(days=1)
    return found


@dataclass(frozen=True, slots=True)
class Before:
    """Files that the newest of a feed may be held against, each with its fix files.

    `lately` are the last of them, `weekly` older ones.
    """

    weekly: list[list[Load]]
    lately: list[list[Load]]

    @property
    def files(self) -> list[list[Load]]:
        return [*self.weekly, *self.lately]

    def usual(self, rows: Sequence[int | None]) -> int:
        """What is usual, of the rows of each of `files` (None: of no account); 0 for none.

        The larger of the middle of the last and the middle of a year, so that a fall that lasts
        does not become what is usual within a week.
        """
        older, newer = rows[: len(self.weekly)], rows[len(self.weekly) :]
        counted = [[each for each in some if each is not None] for some in (older, newer)]
        return max((round(median(some)) for some in counted if some), default=0)


def files_before(feed: Feed, there: Sequence[Load], periods: Sequence[list[Load]]) -> Before:
    """What there is to hold the newest file of a feed against.

    `there` are the feed's loads that were not taken back, `periods` what stands for each period.
    Of a feed that sends a term again and again as it fills, only files of the same term; of a
    replaced file, without its fix files.
    """
    newest = periods[-1][0]
    again = [
        load
        for load in there
        if load.period == newest.period and not load.corrects and load.load_id != newest.load_id
    ]
    grows = feed.kind is Kind.PERIODS and feed.expected_days < _GROWS
    earlier = [] if grows else list(periods[:-1])
    lately, older = earlier[-_LAST:], earlier[:-_LAST]
    of_week = {loads[0].told_on.isocalendar()[:2]: loads for loads in older}
    weekly = [of_week[week] for week in sorted(of_week)[-_WEEKS:]]
    return Before(weekly, [*lately, *([load] for load in _last_and_largest(again))])


def has_fallen(before: int, now: int) -> bool:
    """Whether rows fell by a third or more, and by more than come and go with a pupil or two."""
    return before - now >= FEW and now <= before * (1 - FALLEN)


def _last_and_largest(loads: Sequence[Load]) -> list[Load]:
    if not loads:
        return []
    last = max(loads, key=lambda load: (load.sequence, load.received_at))
    largest = max(loads, key=lambda load: load.accepted)
    return [last] if last is largest else [largest, last]
