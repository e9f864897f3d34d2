"""A night's records linked by themselves, with the result that linking everything would give."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from typing import Final, NamedTuple

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onroll.record import engines
from onroll.record.people.keys import keys
from onroll.record.people.last_night import Remembered
from onroll.record.people.linking import Linking, link_with_doubts
from onroll.record.people.model import Model
from onroll.record.people.news import numbered, with_keys
from onroll.record.people.reach import reach

Progress = Callable[[str, int, int], None]

MOST: Final = 0.5
"""The share of the records from which on it is less work to link them all."""

_OBEYED: Final = pa.schema(
    [("record_a", pa.string()), ("record_b", pa.string()), ("decision", pa.string())]
)


class Night(NamedTuple):
    """What a night's linking came to.

    `links` and `doubtful` are those of everything, as `Linking` has them; `linked_again` is how
    many records were linked for it; `remembered` is for the next night.
    """

    links: pa.Table
    doubtful: pa.Table
    linked_again: int
    remembered: Remembered


def link_night(
    table: pa.Table,
    also: pa.Table | None = None,
    *,
    before: Remembered | None,
    model: Model,
    decisions: pa.Table | None = None,
    previous: pa.Table | None = None,
    secret: bytes,
    progress: Progress | None = None,
) -> Night:
    """The links and doubts of a person table, of which most was linked before.

    Takes what `link_with_doubts` takes and gives what it would give: the same children, reasons,
    weights and doubts. `before` is `remembered(home)`, null when there is nothing to go by;
    `previous` is `links_before(home)`, for children to keep their ids. Everything is linked when
    `before` is null or was weighed by another model, or when most would have to be. Raises
    ValueError as `link_with_doubts` does.

    A run says:

        previous = links_before(home)
        night = link_night(table, also, before=remembered(home), model=model, secret=secret(home),
                           decisions=decided(home, known_at).constraints, previous=previous)
        moved = moves(previous, night.links, run_id=run_id, at=known_at)
        ...
        remember(home, night.remembered, run_id=run_id, at=known_at)  # where it looks at all
    """
    obeyed = _OBEYED.empty_table() if decisions is None else decisions.select(_OBEYED.names)
    linked = partial(
        link_with_doubts,
        model=model,
        previous=previous,
        secret=secret,
        decisions=decisions,
        progress=progress,
    )
    with closing(engines.connect()) as connection:
        connection.execute("set threads = 1")  # a night is short: more would wake to find nothing
        said = numbered(connection, table, also)
        reached = None
        if before is not None and before.model == model.digest:
            reached = _again(connection, table, also, said, before, previous, obeyed)
        if before is None or reached is None:
            count, linking = table.num_rows, linked(table, also=also)
            connection.execute("reset threads")
            records = with_keys(connection, said, keys(table, also))
        else:
            again, records = reached
            some = _only(table, again)
            found = linked(some, also=also and _only(also, again)) if some.num_rows else None
            count, linking = some.num_rows, _together(before, again, found)
    remember = Remembered(records, linking.links, linking.doubtful, obeyed, model.digest)
    return Night(linking.links, linking.doubtful, count, remember)


def _again(
    connection: duckdb.DuckDBPyConnection,
    table: pa.Table,
    also: pa.Table | None,
    said: pa.Table,
    before: Remembered,
    previous: pa.Table | None,
    obeyed: pa.Table,
) -> tuple[pa.ChunkedArray, pa.Table] | None:
    """The ids of the records to link again, and all records; None where that is most of them."""
    now, then = said["said"], before.records["said"]
    news = pa.array(np.setxor1d(now.to_numpy(), then.to_numpy(), assume_unique=True))
    changed, stale = said.filter(pc.is_in(now, news)), pc.is_in(then, news)
    held = before.links if previous is None else previous
    for name, there in (
        ("changed", changed),
        ("records_before", before.records),
        ("stale", before.records.select(["record_id"]).filter(stale)),
        ("links_before", before.links),
        ("doubtful_before", before.doubtful),
        ("held_before", held.select(["record_id", "person_id"])),
        ("obeyed_before", before.obeyed),
        ("obeyed", obeyed),
    ):
        connection.register(name, there)
    connection.execute(_TOUCHED)
    touched = _ids(connection, "touched")
    if len(touched) == 0:
        return touched, before.records
    if len(touched) > MOST * table.num_rows:
        return None
    ids = changed["record_id"]
    new = with_keys(connection, changed, keys(_only(table, ids), also and _only(also, ids)))
    connection.register("records_now", new)
    reach(connection)
    again = _ids(connection, "again")
    if len(again) > MOST * table.num_rows:
        return None
    return again, pa.concat_tables([*_but_for(stale, before.records), new])


def _but_for(rows: pa.ChunkedArray, table: pa.Table) -> Iterator[pa.Table]:
    """What lies between these rows. Nothing is copied: the keys of a county fill 60 MB."""
    begin = 0
    for row in [*np.flatnonzero(rows.to_numpy()).tolist(), table.num_rows]:
        if begin < row:
            yield table.slice(begin, row - begin)
        begin = row + 1


_TOUCHED: Final = """
    create temp table touched as
    select record_id from changed union select record_id from stale union
    select unnest([record_a, record_b]) from (
        (from obeyed except from obeyed_before) union (from obeyed_before except from obeyed)
    )
"""
"""The new and the changed, those that are gone, and those of whom people have decided otherwise."""


def _ids(connection: duckdb.DuckDBPyConnection, name: str) -> pa.ChunkedArray:
    return connection.execute(f"select record_id from {name}").to_arrow_table()["record_id"]


def _only(table: pa.Table, ids: pa.ChunkedArray) -> pa.Table:
    return table.filter(pc.is_in(table["record_id"].cast(pa.string()), value_set=ids))


def _together(before: Remembered, again: pa.ChunkedArray, found: Linking | None) -> Linking:
    """What was found, and what still holds of the others, in order of their ids."""
    if len(again) == 0:
        return Linking(before.links, before.doubtful)
    new = found or Linking(before.links.slice(0, 0), before.doubtful.slice(0, 0))
    return Linking(
        _carried(before.links, new.links, again, ["record_id"]),
        _carried(before.doubtful, new.doubtful, again, ["record_a", "record_b"]),
    )


def _carried(held: pa.Table, new: pa.Table, again: pa.ChunkedArray, ids: Sequence[str]) -> pa.Table:
    """The new rows, and of those held the ones that name none of these, in order of their ids."""
    named = [pc.is_in(held[column], value_set=again).to_numpy() for column in ids]
    both = pa.concat_tables([held.cast(new.schema), new])
    rows = np.append(
        np.flatnonzero(~np.logical_or.reduce(named)), np.arange(held.num_rows, both.num_rows)
    )
    order = pc.sort_indices(both.select(ids).take(rows), [(column, "ascending") for column in ids])
    return both.take(rows[order])
