"""Schools and pupils that a later delivery of a term leaves out: what was sent goes on counting.

A resend of a term replaces what was sent of it before. One that lacks a school wholly does not say
that the school's pupils did not attend, nor does one without a pupil say it of the pupil: it may be
cut short, or have been of one school only. So their rows count as the last delivery with any had
them, until a delivery has some or that one is withdrawn.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from onroll.record.feeds import Feed
from onroll.record.feeds.loads import Load
from onroll.record.gone_rows import rows_in


def find_left_out(
    db: duckdb.DuckDBPyConnection,
    feed: Feed,
    standing: Sequence[Load],
    earlier: Sequence[Sequence[Load]],
) -> bool:
    """Make the table `earlier_row` of one feed of terms; False, and no table, without any row.

    It has the columns of the feed's rows, `gone_on`, which is null, and `told_on`, the day that the
    delivery with them tells of. `earlier` are the deliveries that were replaced, oldest first of
    each term, each with its fix files.
    """
    whose = feed.left_out_by
    same, given = ", ".join(whose), " AND ".join(f"{column} IS NOT NULL" for column in whose)
    of_row = ", ".join(f"r.{column}" for column in whose)
    of_last = ", ".join(f"l.{column}" for column in whose)
    terms = {group[0].of_period for group in earlier}
    resent = [load for load in standing if load.of_period in terms]
    _name_deliveries(db, [*earlier, resent])
    db.execute(
        "CREATE OR REPLACE TEMP TABLE last_sent AS "
        f"SELECT term, {same}, max(nth) AS nth FROM {_sent(feed, earlier)} ANTI JOIN "
        f"(SELECT DISTINCT term, {same} FROM {_sent(feed, [resent])}) AS now USING (term, {same}) "
        f"WHERE {given} GROUP BY ALL"
    )
    last = {nth for (nth,) in db.execute("SELECT DISTINCT nth FROM last_sent").fetchall()}
    if not last:
        return False
    db.execute(
        "CREATE OR REPLACE TEMP TABLE earlier_row AS "
        "SELECT r.* EXCLUDE (filename), CAST(NULL AS DATE) AS gone_on, d.told_on "
        f"FROM {rows_in(feed, [load for nth in sorted(last) for load in earlier[nth]])} AS r "
        "JOIN delivery AS d USING (filename) "
        f"JOIN last_sent AS l ON (l.term, {of_last}, l.nth) = (d.term, {of_row}, d.nth)"
    )
    return True


def _sent(feed: Feed, deliveries: Sequence[Sequence[Load]]) -> str:
    """SQL for the rows of some deliveries, with the term each is of and the delivery's number."""
    loads = [load for group in deliveries for load in group]
    return f"{rows_in(feed, loads)} JOIN delivery USING (filename)"


def _name_deliveries(db: duckdb.DuckDBPyConnection, deliveries: Sequence[Sequence[Load]]) -> None:
    """Make `delivery`: of which of them, by number, and of which term a Parquet file is."""
    named = [
        {
            "filename": str(load.path / "accepted.parquet"),
            "nth": nth,
            "term": load.of_period,
            "told_on": group[0].told_on,
        }
        for nth, group in enumerate(deliveries)
        for load in group
    ]
    schema = pa.schema(
        [
            ("filename", pa.string()),
            ("nth", pa.int32()),
            ("term", pa.string()),
            ("told_on", pa.date32()),
        ]
    )
    db.register("deliveries", pa.Table.from_pylist(named, schema))
    db.execute("CREATE OR REPLACE TEMP TABLE delivery AS FROM deliveries")
    db.unregister("deliveries")
