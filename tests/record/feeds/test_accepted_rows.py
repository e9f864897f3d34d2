"""A load that an older version landed lacks the columns that its feed has got since.

It is never changed, so the record reads it as it would a file that had nothing in those columns.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onroll.record import feeds
from onroll.record.engines import connect_small
from onroll.record.feeds import Feed
from onroll.record.feeds.accepted_rows import accepted_rows
from onroll.record.feeds.landing import land
from onroll.record.feeds.loads import loads
from onroll.record.home import Home
from tests.record.feeds.conftest import GOOD
from tests.record.whole_record import whole_record

LOADED = datetime(2026, 11, 23, 6, tzinfo=UTC)


SOME = (
    "schools", "term_dates", "pupil_roll", "pupil_leavers", "attendance_marks", "exclusions",
    "census_on_roll", "home_education_register", "placements", "gp_registrations",
)  # fmt: skip


@pytest.mark.parametrize("feed", feeds.CATALOGUE, ids=lambda feed: feed.key)
def test_every_column_of_a_feed_is_there(feed: Feed, tmp_path: Path) -> None:
    """One load has the first column alone, and the rows have all, of the types they are kept as."""
    first = feed.columns[0]
    with connect_small(tmp_path) as db:
        db.execute(
            f"COPY (SELECT CAST(NULL AS {first.type.sql}) AS {first.name}) "
            f"TO '{tmp_path / 'accepted.parquet'}'"
        )
        rows = db.sql(f"FROM {accepted_rows(feed, [tmp_path])}")
        types = dict(zip(rows.columns, map(str, rows.types), strict=True))
        assert len(rows.fetchall()) == 1
        assert db.sql(f"FROM {accepted_rows(feed, [])}").columns == rows.columns
    assert types.items() >= {c.name: c.type.sql for c in feed.columns}.items()


def landed(folder: Path) -> Home:
    """A home with one good file of some feeds."""
    home = Home(folder / "home")
    home.path.mkdir(parents=True)
    for feed in SOME:
        name, text = GOOD[feed]
        (folder / name).write_text(text, encoding="utf-8")
        land(feeds.read(folder / name, feed, received_on=LOADED.date()), home, LOADED)
    return home


def emptied(rows: pa.Table, optional: list[str]) -> pa.Table:
    for name in optional:
        at = rows.schema.get_field_index(name)
        field = rows.schema.field(at)
        rows = rows.set_column(at, field, pa.nulls(rows.num_rows, field.type))
    return rows


def rewrite(home: Home, change: Callable[[pa.Table, list[str]], pa.Table]) -> None:
    """Make the accepted rows of each load what a change makes of them.

    It is told which columns a file need not have, and a feed may therefore have got later.
    """
    for load in loads(home):
        rows = pq.read_table(load.path / "accepted.parquet")
        optional = [c.name for c in feeds.feed(load.feed).columns if not c.required]
        there = [name for name in optional if name in rows.column_names]
        pq.write_table(change(rows, there), load.path / "accepted.parquet")


def test_a_column_that_is_not_there_is_one_with_nothing_in_it(tmp_path: Path) -> None:
    without, with_nothing = landed(tmp_path), Home(tmp_path / "nothing")
    shutil.copytree(without.path, with_nothing.path)
    rewrite(without, lambda rows, optional: rows.drop_columns(optional))
    rewrite(with_nothing, emptied)
    assert whole_record(without) == whole_record(with_nothing)
