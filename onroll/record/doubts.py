"""The doubts that linking leaves, as people are given them: by child, by harm, by age."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from onroll.record.engines import connect, quoted
from onroll.record.harm import harm_sql
from onroll.record.home import Home
from onroll.record.run_folder import beside

DOUBTFUL = pa.schema(
    [
        ("child_a", pa.string()),
        ("child_b", pa.string()),
        ("record_a", pa.string()),
        ("record_b", pa.string()),
        ("weight", pa.float64()),
        ("reason", pa.string()),
        ("harm", pa.int32()),
        ("since", pa.date32()),
    ]
)
SINCE = pa.schema(
    [("record_a", pa.string()), ("record_b", pa.string()), ("since", pa.date32())],
)


def write_doubtful(
    folder: Path, links: pa.Table, doubtful: pa.Table, since: pa.Table, as_of: date
) -> None:
    """Write `doubtful.parquet`: one row per doubt, the most harmful first, of those the oldest.

    `since` is of `doubts_since`; a doubt is as old as the oldest of the same two children,
    whichever of their records were compared. The folder must hold `facts`, `statuses` and
    `shields`.
    """
    with connect() as db:
        for table in ("facts", "statuses", "shields"):
            path = quoted(folder / f"{table}.parquet")
            db.execute(f"create view {table} as from read_parquet('{path}')")
        name_doubts(db, links, doubtful)
        db.register("seen_since", since)
        rows = db.execute(
            f"""
            with seen as (
              select least(a.person_id, b.person_id) as one,
                     greatest(a.person_id, b.person_id) as other, min(since) as since
              from seen_since
              join linked as a on a.record_id = record_a
              join linked as b on b.record_id = record_b group by all)
            select child_a, child_b, record_a, record_b, weight, reason, harm,
                   least(seen.since, $day::date) as since
            from ({harm_sql("doubts", "$day")}) as harmful left join seen
              on one = least(child_a, child_b) and other = greatest(child_a, child_b)
            order by harm desc, since, record_a, record_b
            """,
            {"day": as_of},
        ).to_arrow_table()
    pq.write_table(rows.cast(DOUBTFUL), folder / "doubtful.parquet")


def name_doubts(db: duckdb.DuckDBPyConnection, links: pa.Table, doubtful: pa.Table) -> None:
    """Make `doubts`: each doubt with the children that its two records are of."""
    db.register("linked", links)
    db.register("doubted", doubtful)
    db.execute("""
        create or replace temp table doubts as
        select a.person_id as child_a, b.person_id as child_b, record_a, record_b,
               doubted.weight, doubted.reason
        from doubted
        join linked as a on a.record_id = record_a join linked as b on b.record_id = record_b""")


def doubts_since(home: Home) -> pa.Table:
    """The day of the run that first doubted two records: record_a, record_b, since."""
    path = home.people / "doubts_since.parquet"
    return pq.read_table(path) if path.exists() else SINCE.empty_table()


def remember_doubts(home: Home, doubtful: pa.Table, as_of: date) -> None:
    """Keep the day of each doubt that is new; one that was there before keeps its own for good."""
    with connect() as db:
        db.register("seen", doubts_since(home))
        db.register("doubted", doubtful)
        kept = db.execute(
            """
            from seen union all
            select record_a, record_b, $1 from doubted anti join seen using (record_a, record_b)
            order by all""",
            [as_of],
        ).to_arrow_table()
    path = home.people / "doubts_since.parquet"
    with beside(path) as new:
        pq.write_table(kept.cast(SINCE), new)
        new.replace(path)
