"""Which schools of a feed have stopped sending, or send far fewer rows than they did.

Where marks come every day a school is *quiet* once it sent nothing for five of its own school days,
and *fallen* when what it sends a day is a third less, or more, than what it sent before. Where a
file lists everybody, a school is held against what the files before it had of that school. A
school that has closed, or became an academy under another URN, is neither: its register says when.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from duckdb import DuckDBPyConnection

from onroll.record.engines import connect, quoted
from onroll.record.feeds.base import Feed
from onroll.record.feeds.loads import Load, by_period
from onroll.record.feeds.rhythm import files_before, has_fallen, last_school_days, school_days
from onroll.record.feeds.school_registers import Registers
from onroll.record.school_days import SchoolCalendar

SILENT = 5
"""School days without a row after which a school is quiet."""
BEFORE = 20
"""School days of a school's own history that the newest are held against."""


@dataclass(frozen=True, slots=True)
class QuietSchool:
    """A school that is `quiet` or `fallen` in one feed.

    `last_day` is the newest day that it told of and `school_days` how many of its own have passed
    since, up to the newest day of the feed. `rows_before` is what it usually sent, `rows_now` what
    it sends: a day where the feed is daily, else in a file.
    """

    feed: str
    urn: str
    name: str
    state: str
    last_day: dt.date
    school_days: int
    rows_before: int
    rows_now: int


def quiet_schools(feed: Feed, there: Sequence[Load], known: Registers) -> list[QuietSchool]:
    """The quiet and the fallen schools of a feed, by URN; none where schools do not send its rows.

    `there` are the loads of the feed that were not taken back, replaced ones too.
    """
    periods = by_period(there).get(feed.key, [])
    if not feed.school or not periods:
        return []
    found = _daily if feed.in_school_days else _listed
    return sorted(found(feed, there, periods, known), key=lambda school: school.urn)


def _daily(
    feed: Feed, there: Sequence[Load], periods: list[list[Load]], known: Registers
) -> Iterator[QuietSchool]:
    """Schools of a feed whose rows are of a day each."""
    up_to = max(load.told_on for loads in periods for load in loads)
    standing = [load for loads in periods for load in loads]
    days = f"SELECT {feed.school} AS urn, {feed.newest} AS day FROM rows"
    with connect() as con:
        # a school that only a replaced file of this term has is known from there
        replaced = [load for loads in files_before(feed, there, periods).files for load in loads]
        con.execute(_rows([*standing, *replaced]))
        last_days = con.execute(f"SELECT urn, max(day) FROM ({days}) GROUP BY urn").fetchall()
        con.execute(_rows(standing))
        since = up_to - dt.timedelta(days=120)
        counted = con.execute(
            f"SELECT urn, day, count(*) FROM ({days}) WHERE day > ? GROUP BY ALL", [since]
        ).fetchall()
    rows: dict[str, dict[dt.date, int]] = {}
    for urn, day, number in counted:
        rows.setdefault(urn, {})[day] = number
    for urn, last_day in last_days:
        if urn is None or last_day is None or not known.open_on(urn, up_to):
            continue
        calendar = known.calendar(urn)
        silent = school_days(calendar, last_day + dt.timedelta(days=1), up_to)
        sent = [rows.get(urn, {}).get(day, 0) for day in _days_back(calendar, up_to)]
        now = round(median(sent[:SILENT])) if sent else 0
        before = round(median(filter(None, sent[SILENT:]))) if any(sent[SILENT:]) else 0
        state = "quiet" if silent >= SILENT else "fallen" if has_fallen(before, now) else ""
        if state:
            now = 0 if state == "quiet" else now
            yield QuietSchool(
                feed.key, urn, known.names.get(urn, ""), state, last_day, silent, before, now
            )


def _days_back(calendar: SchoolCalendar, up_to: dt.date) -> list[dt.date]:
    return last_school_days(calendar, SILENT + BEFORE, up_to)


def _listed(
    feed: Feed, there: Sequence[Load], periods: list[list[Load]], known: Registers
) -> Iterator[QuietSchool]:
    """Schools of a feed whose newest file should have every school that those before it had."""
    newest = periods[-1]
    up_to = newest[0].told_on
    earlier = files_before(feed, there, periods)
    with connect() as con:
        now = _by_school(con, feed, newest)
        before = [(loads[0].told_on, _by_school(con, feed, loads)) for loads in earlier.files]
    for urn in {urn for _, sent in before for urn in sent}:
        usual = earlier.usual([sent.get(urn) for _, sent in before])
        rows = now.get(urn, 0)
        if known.open_on(urn, up_to) and has_fallen(usual, rows):
            last_day = up_to if rows else max(day for day, sent in before if urn in sent)
            yield QuietSchool(
                feed.key,
                urn,
                known.names.get(urn, ""),
                "fallen" if rows else "quiet",
                last_day,
                school_days(known.calendar(urn), last_day + dt.timedelta(days=1), up_to),
                usual,
                rows,
            )


def _by_school(con: DuckDBPyConnection, feed: Feed, loads: Sequence[Load]) -> dict[str, int]:
    con.execute(_rows(loads))
    counted = con.execute(
        f"SELECT {feed.school}, count(*) FROM rows WHERE {feed.school} IS NOT NULL GROUP BY ALL"
    )
    return dict(counted.fetchall())


def _rows(loads: Iterable[Load]) -> str:
    paths = ", ".join(f"'{quoted(load.path / 'accepted.parquet')}'" for load in loads)
    return f"CREATE OR REPLACE VIEW rows AS FROM read_parquet([{paths}], union_by_name = true)"
