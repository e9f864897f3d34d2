"""How each feed stands: what came last, and every way in which it has fallen silent.

A feed may be in several states at once; `state` is the gravest. What is worked out here is said in
the same words on every page, at the command line and beside each figure that rests on the feed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa

from onroll.record.calendars import AUTHORITY
from onroll.record.engines import connect
from onroll.record.feeds import CATALOGUE
from onroll.record.feeds.base import Feed
from onroll.record.feeds.deliveries import Refusal, refusals
from onroll.record.feeds.events import Event, events, taken_back
from onroll.record.feeds.health_words import STATES, caution, in_words
from onroll.record.feeds.loads import Load, by_period, in_force, loads
from onroll.record.feeds.quiet_schools import QuietSchool, quiet_schools
from onroll.record.feeds.rhythm import days_late, files_before, has_fallen, rhythm_of
from onroll.record.feeds.school_registers import Registers, registers
from onroll.record.gather import reference

if TYPE_CHECKING:
    from onroll.record.home import Authority, Home

_TEXT, _DAY, _ROWS = pa.string(), pa.date32(), pa.int64()

FEEDS = pa.schema(
    [
        ("feed", _TEXT), ("title", _TEXT), ("source", _TEXT),
        ("state", _TEXT), ("states", pa.list_(_TEXT)), ("words", _TEXT), ("caution", _TEXT),
        ("late_days", pa.int32()), ("file", _TEXT), ("received_at", pa.timestamp("us", tz="UTC")),
        ("data_up_to", _DAY), ("first_told_on", _DAY),
        ("expected_days", pa.int32()), ("in_school_days", pa.bool_()),
        ("rows_in", _ROWS), ("accepted", _ROWS), ("held_back", _ROWS),
    ]
)  # fmt: skip
QUIET_SCHOOLS = pa.schema(
    [
        ("feed", _TEXT), ("urn", _TEXT), ("name", _TEXT), ("state", _TEXT), ("last_day", _DAY),
        ("school_days", pa.int32()), ("rows_before", _ROWS), ("rows_now", _ROWS),
    ]
)  # fmt: skip


@dataclass
class Standing:
    """All that is known of how one feed stands; `in_words` makes sentences of it.

    `loads` are those in force, the newest period's last; `first_told_on` is the first day of which
    any file told that was not taken back, also one replaced since. `taken_back` is the event that
    took back a file newer than any of them, `refused` the refusal of a file that came after all of
    them. `rows_before` is what the files before the newest had, where the newest has far fewer.
    """

    feed: Feed
    expected_days: int
    loads: Sequence[Load] = ()
    late_days: int = 0
    taken_back: Event | None = None
    refused: Refusal | None = None
    rows_before: int = 0
    first_told_on: dt.date | None = None
    quiet: list[QuietSchool] = field(default_factory=list)

    @property
    def newest(self) -> Load | None:
        """The newest file in force; null when there is none."""
        return max(self.loads, key=lambda load: (load.told_on, load.received_at), default=None)

    @property
    def up_to(self) -> dt.date | None:
        return max((load.told_on for load in self.loads), default=None)

    @property
    def rows_in(self) -> int:
        """How many rows its files in force have; a fix file's are rows of the file it mends."""
        return sum(load.rows_in for load in self.loads if not load.corrects)

    @property
    def accepted(self) -> int:
        return sum(load.accepted for load in self.loads)

    @property
    def states(self) -> list[str]:
        """Every state that the feed is in, the gravest first."""
        found = {
            "broken": self.refused is not None,
            "withdrawn": self.taken_back is not None,
            "fallen": self.rows_before > 0,
            "late": self.late_days > 0,
            "quiet": bool(self.quiet),
            "never_loaded": not self.loads,
            "partly_loaded": self.accepted < self.rows_in,
        }
        return [state for state in STATES if found.get(state)] or ["up_to_date"]


@dataclass(frozen=True)
class Health:
    """`feeds` has one row per feed of the catalogue, in its order; `quiet_schools` one per school.

    In `feeds`, `words` says how the feed stands and `caution` what figures that rest on it leave
    out, empty when nothing; `file`, `received_at`, `data_up_to` and `first_told_on` are null before
    the first load, `expected_days` where no file is to come any more.
    """

    feeds: pa.Table
    quiet_schools: pa.Table


def health(
    home: Home, as_of: dt.date, known_at: dt.datetime, known: Registers | None = None
) -> Health:
    """How every feed stands on `as_of`, by what was known at `known_at`, which has a time zone.

    `known` is what the registers in force then say, and is read where it is not given. Raises
    `NoAuthority` when authority.toml gives a rhythm to what is no feed.
    """
    expected = rhythm_of(home.authority)
    said, refused = events(home, known_at), refusals(home, known_at)
    there = loads(home, known_at)
    away = taken_back(there, said)
    held = [load for load in there if is_held(load, away)]
    standing = in_force(held)
    known = known or registers_of(standing, home.authority)
    found = []
    for feed in CATALOGUE:
        mine = [load for load in held if load.feed == feed.key]
        each = Standing(feed, expected[feed.key], standing.get(feed.key, ()))
        if each.up_to is not None:
            each.late_days = days_late(
                feed, each.up_to, as_of, each.expected_days, known.calendars[AUTHORITY]
            )
        each.taken_back = newer_taken_back(each, there, away)
        each.refused = newer_refused(each, refused)
        each.rows_before = rows_before(feed, mine)
        each.first_told_on = min((load.told_on for load in mine), default=None)
        each.quiet = quiet_schools(feed, mine, known)
        found.append(each)
    schools = [asdict(school) for each in found for school in each.quiet]
    return Health(
        pa.Table.from_pylist([as_row(each) for each in found], schema=FEEDS),
        pa.Table.from_pylist(schools, schema=QUIET_SCHOOLS),
    )


def registers_of(standing: Mapping[str, Sequence[Load]], authority: Authority) -> Registers:
    """What the registers among the loads in force say of schools."""
    with connect() as db:
        return registers(db, reference(db, standing, authority))


def is_held(load: Load, away: Mapping[tuple[str, str], Event]) -> bool:
    """Whether neither the load nor the one that it mends was taken back."""
    return not {(load.feed, load.load_id), (load.feed, load.corrects)} & away.keys()


def newer_taken_back(
    each: Standing, there: Iterable[Load], away: Mapping[tuple[str, str], Event]
) -> Event | None:
    """What took back a file that told of a later day than any that is left, and stood alone."""
    found = [
        (load.told_on, away[load.feed, load.load_id])
        for load in there
        if load.feed == each.feed.key and (load.feed, load.load_id) in away and not load.corrects
    ]
    day, event = max(found, key=lambda one: (one[0], one[1].number), default=(None, None))
    return event if day and (each.up_to is None or day > each.up_to) else None


def newer_refused(each: Standing, refused: Iterable[Refusal]) -> Refusal | None:
    """The last refusal of a file of the feed, where no file has come since."""
    mine = [refusal for refusal in refused if refusal.feed == each.feed.key]
    last = max(mine, key=lambda refusal: refusal.at, default=None)
    came = max((load.received_at for load in each.loads), default=None)
    return last if last and (came is None or last.at > came) else None


def rows_before(feed: Feed, mine: Sequence[Load]) -> int:
    """What is usual in the files before the newest, where that has a third fewer rows; else 0."""
    periods = by_period(mine).get(feed.key, [])
    if not periods:
        return 0
    before = files_before(feed, mine, periods)
    usual = before.usual([files[0].rows_in for files in before.files])
    return usual if has_fallen(usual, periods[-1][0].rows_in) else 0


def as_row(each: Standing) -> dict[str, object]:
    """The feed's row of `Health.feeds`."""
    newest, states = each.newest, each.states
    return {
        "feed": each.feed.key,
        "title": each.feed.title,
        "source": each.feed.source,
        "state": states[0],
        "states": states,
        "words": in_words(each),
        "caution": caution(each),
        "late_days": each.late_days,
        "file": newest.file if newest else None,
        "received_at": newest.received_at if newest else None,
        "data_up_to": each.up_to,
        "first_told_on": each.first_told_on,
        "expected_days": each.expected_days if each.feed.collected else None,
        "in_school_days": each.feed.in_school_days,
        "rows_in": each.rows_in,
        "accepted": each.accepted,
        "held_back": each.rows_in - each.accepted,
    }
