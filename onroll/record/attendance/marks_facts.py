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
from onroll.record.attendance.measure import measure, slices
from onroll.record.feeds import Feed

AT_A_TIME = 1_000_000
"""Rows of a feed that are laid out at once."""

TABLE = """
create or replace temp table mark_fact (local_id varchar, fact varchar, starts_on date,
    ends_before date, value double, setting varchar, file varchar, row bigint)
"""
"""What `facts` of a feed of marks asks; see `told` for the columns."""

_TOLD = """
insert into mark_fact by name
select f.pupil_id as local_id, f.fact, f.starts_on, f.ends_before, f.urn as setting, m.file, m.row
from measured as f
join (select * from ({marks}) where date in (select evidence_on from measured)) as m
    on (m.pupil_id, m.urn, m.date) = (f.pupil_id, f.urn, f.evidence_on)
qualify row_number() over (
    partition by f.fact, f.pupil_id, f.urn, f.starts_on order by m.file desc, m.row desc) = 1
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


def tell_marks(db: duckdb.DuckDBPyConnection, feed: Feed) -> None:
    """Make the table `mark_fact` of the view `rows` of a feed of marks."""
    measured = facts_of(laid_out(db, feed))
    db.execute(TABLE)
    db.register("measured", measured)
    db.execute(_TOLD.format(marks=feed.marks))
    db.unregister("measured")
