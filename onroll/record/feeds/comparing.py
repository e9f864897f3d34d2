"""What a file would change if it were landed: rows that are new, changed, gone or the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb

from onroll.record.engines import connect, quoted
from onroll.record.feeds.accepted_rows import accepted_rows
from onroll.record.feeds.base import Feed, Kind
from onroll.record.feeds.columns import whose_row
from onroll.record.feeds.loads import Load, by_period, not_taken_back

if TYPE_CHECKING:
    from pathlib import Path

    from onroll.record.feeds.reading import Reading
    from onroll.record.home import Home

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that is in both with other values: its row in each, and the columns that differ."""

    row: int
    row_before: int
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A file held against what stands in the place that it would take.

    `new`, `changed`, `gone` and `same` count rows: accepted rows of the file, and for `gone` rows
    of `before`. Rows are the same child's or thing's where they agree in what no two rows of the
    feed may share; in a feed that has no such columns, no row is changed. `unsettled` are the rows
    of `before` of which the file does not say whether they are gone: it may have their like among
    the rows that are held back, or it has no row of their school and the feed is one of terms, so
    that they go on counting. `before` is the load that
    stands there now, with its fix files, or None where nothing does: then every row is new. Of a
    fix file the rows are new, for they were held back before.

    `new_rows` and `changed_rows` are the first of them by row of the file, `gone_rows` by row of
    `before`, up to `MOST_SHOWN` each. `columns` of a change are names of the feed's columns.
    """

    new: int
    changed: int
    gone: int
    same: int
    before: Load | None
    unsettled: int = 0
    new_rows: tuple[int, ...] = ()
    changed_rows: tuple[Changed, ...] = ()
    gone_rows: tuple[int, ...] = ()


def difference(reading: Reading, home: Home) -> Difference:
    """What landing a reading would change. Changes nothing itself."""
    before = [] if reading.is_fix_file else _before(reading, home)
    with connect(memory="500MB", temporary=reading.folder) as con:
        con.execute(f"CREATE VIEW after AS {_rows(reading.feed, [reading.folder])}")
        if not before:
            rows = _first_rows(con, "SELECT row FROM after ORDER BY row")
            return Difference(reading.accepted_rows, 0, 0, 0, None, new_rows=rows)
        folders = [load.path for load in before]
        con.execute(f"CREATE VIEW before AS {_rows(reading.feed, folders)}")
        _keep_unsettled(con, reading)
        return _compared(con, reading.feed, before[0])


def _before(reading: Reading, home: Home) -> list[Load]:
    """What stands in the place that a reading would take, the whole load first; none if nothing."""
    periods = by_period(not_taken_back(home)).get(reading.feed.key, [])
    if reading.feed.kind is Kind.PERIODS:
        periods = [group for group in periods if group[0].period == reading.period]
    return periods[-1] if periods else []


def _rows(feed: Feed, folders: list[Path]) -> str:
    """SQL for the accepted rows of some folders: the feed's columns, null where one is not there.

    Which of several like each other a row is, is its `nth`: a feed without `unique` may have two.
    `id` is another for each row of all the folders.
    """
    columns = [column.name for column in feed.columns]
    sheet = ["sheet"] if feed.sheets else []
    listed = ", ".join(f"'{quoted(folder / 'accepted.parquet')}'" for folder in folders)
    accepted = accepted_rows(feed, folders, "filename = true", "file_row_number = true")
    return (
        f"SELECT *, hash({', '.join(columns)}) AS content, "
        f"row_number() OVER (PARTITION BY {', '.join(_key(feed))} ORDER BY row) AS nth "
        f"FROM (SELECT {', '.join([*columns, *sheet])}, row, "
        f"file_row_number + (list_position([{listed}], filename)::BIGINT << 40) AS id "
        f"FROM {accepted})"
    )


def _key(feed: Feed) -> list[str]:
    names = list(feed.unique) or [column.name for column in feed.columns]
    return names + ["sheet"] * bool(feed.sheets)


def _keep_unsettled(con: duckdb.DuckDBPyConnection, reading: Reading) -> None:
    """Make `unsettled`: the rows of `before` that may be gone from the file and may be in it.

    Of a row that is held back a column may be unreadable; whose it is must be known.
    """
    feed = reading.feed
    open_ones = ["SELECT 0 AS id WHERE false"]
    if whose := whose_row(feed, feed.unique):
        held = f"read_parquet('{quoted(reading.folder / 'held_keys.parquet')}')"
        agree = [f"h.{name} = before.{name}" for name in whose]
        agree += [
            f"(h.{name} IS NULL OR h.{name} IS NOT DISTINCT FROM before.{name})"
            for name in feed.unique
            if name not in whose
        ]
        open_ones.append(f"SELECT id FROM before JOIN {held} AS h ON {' AND '.join(agree)}")
    if feed.kind is Kind.PERIODS and feed.school:
        whose_rows = ", ".join(feed.left_out_by)
        open_ones.append(f"SELECT id FROM before ANTI JOIN after USING ({whose_rows})")
    con.execute(f"CREATE TABLE unsettled AS {' UNION '.join(open_ones)}")


def _compared(con: duckdb.DuckDBPyConnection, feed: Feed, before: Load) -> Difference:
    agree = " AND ".join(f"a.{name} IS NOT DISTINCT FROM b.{name}" for name in (*_key(feed), "nth"))
    differ = ", ".join(
        f"CASE WHEN a.{c.name} IS DISTINCT FROM b.{c.name} THEN '{c.name}' END"
        for c in feed.columns
    )
    con.execute(
        "CREATE TABLE held AS SELECT a.row, b.row AS row_before, b.id AS id_before, "
        "a.content IS NOT DISTINCT FROM b.content AS same, "
        f"CASE WHEN a.row IS NOT NULL AND b.row IS NOT NULL AND a.content <> b.content "
        f"THEN list_filter([{differ}], name -> name IS NOT NULL) END AS columns "
        f"FROM after AS a FULL JOIN before AS b ON {agree}"
    )
    is_gone = "(row IS NULL AND id_before NOT IN (SELECT id FROM unsettled))"
    new, changed, gone, same, unsettled = con.execute(
        "SELECT count(*) FILTER (row_before IS NULL), "
        "count(*) FILTER (NOT same AND row IS NOT NULL AND row_before IS NOT NULL), "
        f"count(*) FILTER ({is_gone}), count(*) FILTER (same), "
        f"count(*) FILTER (row IS NULL AND NOT {is_gone}) FROM held"
    ).fetchone() or (0, 0, 0, 0, 0)
    found = con.execute(
        "SELECT row, row_before, columns FROM held WHERE columns IS NOT NULL "
        f"ORDER BY row LIMIT {MOST_SHOWN}"
    ).fetchall()
    return Difference(
        new=new,
        changed=changed,
        gone=gone,
        same=same,
        before=before,
        unsettled=unsettled,
        new_rows=_first_rows(con, "SELECT row FROM held WHERE row_before IS NULL ORDER BY row"),
        changed_rows=tuple(Changed(row, was, tuple(names)) for row, was, names in found),
        gone_rows=_first_rows(
            con, f"SELECT row_before FROM held WHERE {is_gone} ORDER BY row_before"
        ),
    )


def _first_rows(con: duckdb.DuckDBPyConnection, query: str) -> tuple[int, ...]:
    return tuple(row for (row,) in con.execute(f"{query} LIMIT {MOST_SHOWN}").fetchall())
