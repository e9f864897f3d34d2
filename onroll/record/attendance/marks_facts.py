"""The facts of the marks in a connection, each with the file and row of a mark that shows it.

A feed of marks says in `marks` how its rows are read as one row for each pupil, school and day;
here they are laid out, measured, and told as the table that the feed's `facts` asks.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import duckdb
import pyarrow as pa

from onroll.record.attendance.compact import Compact
from onroll.record.attendance.finish import finished
from onroll.record.attendance.kept import Kept
from onroll.record.attendance.measure import measure, slices
from onroll.record.feeds import Feed

AT_A_TIME = 1_000_000
"""Rows of a feed that are laid out at once."""

TABLE = """
create or replace temp table mark_fact (local_id varchar, fact varchar, starts_on date,
    ends_before date, value double, setting varchar, file varchar, row bigint)
"""
"""What `facts` of a feed of marks asks; see `told` for the columns."""

_SHOWN = """
select nth, last[1] as file, last[2] as row from (
    select d.nth, max((m.file, m.row)) as last
    from asked_day as d
    join (select * from ({marks}) where date in (select date from asked_day)) as m
        on (m.pupil_id, m.urn, m.date) = (d.pupil_id, d.urn, d.date)
    group by d.nth)
"""


def laid_out(db: duckdb.DuckDBPyConnection, feed: Feed) -> Compact:
    """The marks of the view `rows`, compactly. Of two of one session the later row's stands."""
    asked = f"select pupil_id, urn, date, am, pm from ({feed.marks}) order by file, row"
    return Compact.of(db.execute(asked).to_arrow_reader(AT_A_TIME))


def facts_of(marks: Compact) -> pa.Table:
    """Every fact that marks tell; see `finished` for the columns."""
    parts = list(slices(marks))
    with ThreadPoolExecutor(2) as workers:
        return finished(zip(parts, workers.map(measure, parts), strict=True))


def shown_by(db: duckdb.DuckDBPyConnection, feed: Feed, days: pa.Table) -> pa.Table:
    """The row of the view `rows` that shows each of some days (see `LookUp`)."""
    db.register("asked_day", days)
    found = db.execute(_SHOWN.format(marks=feed.marks)).to_arrow_table()
    db.unregister("asked_day")
    return found


def kept_of(db: duckdb.DuckDBPyConnection, feed: Feed) -> Kept:
    """What the marks of the view `rows` tell, and the rows that show it."""
    return Kept.of(laid_out(db, feed), lambda days: shown_by(db, feed, days))


def tell_marks(db: duckdb.DuckDBPyConnection, feed: Feed) -> None:
    """Name `mark_fact` what the view `rows` of a feed of marks tells."""
    db.register("mark_fact", kept_of(db, feed).told())
