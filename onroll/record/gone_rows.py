"""Rows that an earlier snapshot had and the newest has not: nothing said that they ended.

A sender that leaves a child out of its list does not say why: the child may have left, or the list
may be cut short. So such a row is kept as it was last seen, with the day from which it is gone, and
each feed says which of its facts still hold. A child whose row is held back was not left out: the
row that was last good stands until the new one is mended, and is not gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import duckdb
import pyarrow as pa

from onroll.record import feeds
from onroll.record.engines import quoted
from onroll.record.feeds import CATALOGUE, Feed, Kind
from onroll.record.feeds.accepted_rows import accepted_rows
from onroll.record.feeds.columns import whose_row
from onroll.record.feeds.loads import Load, deliveries_by_period

_HELD_KEYS = "held_keys.parquet"


def earlier_deliveries(loads: Iterable[Load]) -> dict[str, list[list[Load]]]:
    """For each feed of which a row may count still, the deliveries before those that stand.

    Of a feed of snapshots they are those of earlier days; of a feed of terms to which schools send
    their own rows, those that were replaced. Each is a load and the fix files that joined it, the
    oldest first. None of `loads` was taken back.
    """
    periods = deliveries_by_period(loads)
    found = {}
    for feed in CATALOGUE:
        mine = periods.get(feed.key, [])
        if feed.kind is Kind.SNAPSHOT and feed.gone_by:
            found[feed.key] = [deliveries[-1] for deliveries in mine[:-1]]
        elif feed.kind is Kind.PERIODS and feed.school:
            found[feed.key] = [each for deliveries in mine for each in deliveries[:-1]]
    return {feed: deliveries for feed, deliveries in found.items() if deliveries}


def find_gone(
    db: duckdb.DuckDBPyConnection,
    feed: Feed,
    standing: Sequence[Load],
    earlier: Sequence[Sequence[Load]],
    ended: Sequence[Load],
) -> bool:
    """Make the table `earlier_row` of one feed of snapshots; False, and no table, without any row.

    It has the columns of the feed's rows, `gone_on` (the day of the first snapshot without the row,
    null where the newest has it among those held back) and `told_on` (the day of the last one with
    it). `earlier` are the snapshots before the one that stands, oldest first, each with its fix
    files; `ended` are the loads that stand of the feed that tells how rows of this one ended. Of
    all but the snapshots in which a row was last seen, only the columns that say whose a row is are
    read.
    """
    keys = ", ".join(feed.gone_by)
    known = " AND ".join(f"{key} IS NOT NULL" for key in feed.gone_by)
    begins = feed.ended_in.begins if feed.ended_in else ""
    began = f", arg_max({begins}, (nth, {begins})) AS began" if begins else ""
    snapshots = [*earlier, standing]
    _name_snapshots(db, snapshots)
    db.execute(
        f"CREATE OR REPLACE TEMP TABLE last_seen AS SELECT {keys}, max(nth) AS nth{began} "
        f"FROM {rows_in(feed, [load for group in earlier for load in group])} AS before "
        f"JOIN snapshot USING (filename) ANTI JOIN {rows_in(feed, standing)} AS now USING ({keys}) "
        f"WHERE {known} GROUP BY {keys}"
    )
    if feed.ended_in and ended:
        same = " AND ".join(f"e.{key} = last_seen.{key}" for key in feed.gone_by)
        ends = rows_in(feeds.feed(feed.ended_in.feed), ended)
        db.execute(
            f"DELETE FROM last_seen WHERE EXISTS (SELECT 1 FROM {ends} AS e "
            f"WHERE {same} AND e.{feed.ended_in.ends} > began)"
        )
    last = {nth for (nth,) in db.execute("SELECT DISTINCT nth FROM last_seen").fetchall()}
    if not last:
        return False
    whose = whose_row(feed, feed.gone_by)
    _find_held_back(db, feed, whose, snapshots)
    db.execute(
        "CREATE OR REPLACE TEMP TABLE earlier_row AS "
        "SELECT r.* EXCLUDE (filename), without.told_on AS gone_on, s.told_on "
        f"FROM {rows_in(feed, [load for nth in sorted(last) for load in earlier[nth]])} AS r "
        f"JOIN snapshot AS s USING (filename) SEMI JOIN last_seen USING ({keys}, nth) "
        f"LEFT JOIN held_back AS h ON {' AND '.join(f'h.{name} = r.{name}' for name in whose)} "
        "LEFT JOIN (SELECT DISTINCT nth, told_on FROM snapshot) AS without "
        "ON without.nth = 1 + greatest(s.nth, coalesce(h.last_nth, 0))"
    )
    return True


def rows_in(feed: Feed, loads: Sequence[Load]) -> str:
    """SQL for the accepted rows of some loads, each with the `filename` of where it lies."""
    return accepted_rows(feed, [load.path for load in loads], "filename = true")


def _find_held_back(
    db: duckdb.DuckDBPyConnection,
    feed: Feed,
    whose: Sequence[str],
    snapshots: Sequence[Sequence[Load]],
) -> None:
    """Make `held_back`: by whose a row is, the last snapshot in which one of theirs is held back.

    A row that a fix file brought back is held back no longer. Loads that an older version landed do
    not say whose rows they held back.
    """
    told = [load for group in snapshots for load in group if (load.path / _HELD_KEYS).exists()]
    columns = ", ".join(whose)
    paths = ", ".join(f"'{quoted(load.path / _HELD_KEYS)}'" for load in told)
    if not told:
        db.execute(
            f"CREATE OR REPLACE TEMP TABLE held_back AS SELECT {columns}, 0 AS last_nth "
            "FROM last_seen WHERE false"
        )
        return
    sheet = ", sheet" * ("sheet" in whose)
    fixes = [load for load in told if load.corrects]
    mended = (
        f"ANTI JOIN (SELECT nth, mends AS row{sheet} FROM {rows_in(feed, fixes)} "
        f"JOIN snapshot USING (filename)) AS mended USING (nth, row{sheet}) "
        if fixes
        else ""
    )
    db.execute(
        f"CREATE OR REPLACE TEMP TABLE held_back AS SELECT {columns}, max(nth) AS last_nth "
        f"FROM read_parquet([{paths}], union_by_name = true, filename = true) "
        f"JOIN snapshot USING (filename) {mended}GROUP BY {columns}"
    )


def _name_snapshots(db: duckdb.DuckDBPyConnection, snapshots: Sequence[Sequence[Load]]) -> None:
    """Make `snapshot`: which of them, by number, a Parquet file is of, and the day it tells."""
    files = [
        (str(load.path / part), nth, group[0].told_on)
        for nth, group in enumerate(snapshots)
        for load in group
        for part in ("accepted.parquet", _HELD_KEYS)
    ]
    schema = pa.schema([("filename", pa.string()), ("nth", pa.int32()), ("told_on", pa.date32())])
    named = [dict(zip(schema.names, file, strict=True)) for file in files]
    db.register("snapshots", pa.Table.from_pylist(named, schema))
    db.execute("CREATE OR REPLACE TEMP TABLE snapshot AS FROM snapshots")
    db.unregister("snapshots")
