"""A night's records linked by themselves, with the result that linking everything would give."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import Final, NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from onroll.record import engines
from onroll.record.people.keys import keys
from onroll.record.people.last_night import Remembered
from onroll.record.people.linking import Linking, link_with_doubts
from onroll.record.people.model import Model
from onroll.record.people.reach import reach
from onroll.record.people.records import COLUMNS

Progress = Callable[[str, int, int], None]

MOST: Final = 0.5
"""The share of the records from which on it is less work to link them all."""

_RECORDS: Final = pa.schema(
    [
        ("record_id", pa.string()),
        ("said", pa.uint64()),
        ("joining", pa.list_(pa.uint64())),
        ("meeting", pa.list_(pa.uint64())),
    ]
)
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
        _number(connection, table, also)
        reached = None
        if before is not None and before.model == model.digest:
            reached = _again(connection, table, also, before, previous, obeyed)
        if before is None or reached is None:
            count, linking = table.num_rows, linked(table, also=also)
            connection.register("keyed", keys(table, also))
            records = _records(connection, _WITH_KEYS)
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
    before: Remembered,
    previous: pa.Table | None,
    obeyed: pa.Table,
) -> tuple[pa.ChunkedArray, pa.Table] | None:
    """The ids of the records to link again, and all records; None where that is most of them."""
    _compare(connection, before, previous, obeyed)
    if _are_most(connection, "touched", table):
        return None
    changed = _ids(connection, "changed")
    found = keys(_only(table, changed), also and _only(also, changed))
    records = _records_now(connection, before, found)
    connection.register("records_now", records)
    reach(connection)
    return None if _are_most(connection, "again", table) else (_ids(connection, "again"), records)


def _number(connection: duckdb.DuckDBPyConnection, table: pa.Table, also: pa.Table | None) -> None:
    """Make `numbered`: each record_id and a number for all that its sources say of it."""
    also = table.slice(0, 0) if also is None else also
    connection.register("given", table)
    connection.register("given_also", also)
    connection.execute(f"""
        create temp table numbered as
        select g.record_id::varchar as record_id, hash({_said(table)}, others) as said
        from given g left join (
            select record_id::varchar as record_id,
                   list_sort(list(distinct hash({_said(also)}))) as others
            from given_also g group by 1
        ) o on o.record_id = g.record_id::varchar
    """)


def _said(table: pa.Table) -> str:
    """The columns that linking knows, null where one was not given."""
    return ", ".join(
        f"g.{column}::varchar" if column in table.column_names else "null::varchar"
        for column in COLUMNS
    )


def _compare(
    connection: duckdb.DuckDBPyConnection,
    before: Remembered,
    previous: pa.Table | None,
    obeyed: pa.Table,
) -> None:
    """Make `changed`, the new and the changed records, and `touched`: these, those that are gone,
    and those of which people have decided otherwise since."""
    held = before.links if previous is None else previous
    for name, there in (
        ("records_before", before.records),
        ("links_before", before.links),
        ("doubtful_before", before.doubtful),
        ("held_before", held.select(["record_id", "person_id"])),
        ("obeyed_before", before.obeyed),
        ("obeyed", obeyed),
    ):
        connection.register(name, there)
    connection.execute("""
        create temp table changed as
        select record_id from numbered n left join records_before b using (record_id)
        where b.said is distinct from n.said;
        create temp table not_as_before as
        select record_id from changed union all
        select record_id from records_before anti join numbered using (record_id);
        create temp table touched as
        select record_id from not_as_before union
        select unnest([record_a, record_b]) from (
            (from obeyed except from obeyed_before) union (from obeyed_before except from obeyed)
        )
    """)


_WITH_KEYS: Final = """
    select record_id, said, coalesce(joining, []) as joining, coalesce(meeting, []) as meeting
    from numbered left join (
        select record_id, list(key order by key) filter (where joins) as joining,
               list(key order by key) filter (where not joins) as meeting
        from keyed group by record_id
    ) using (record_id)
"""


def _records_now(
    connection: duckdb.DuckDBPyConnection, before: Remembered, found: pa.Table
) -> pa.Table:
    """Every record with its keys: those found, of what has changed, and those that others had."""
    connection.register("keyed", found)
    new = _records(connection, f"from ({_WITH_KEYS}) semi join changed using (record_id)")
    touched = pc.is_in(before.records["record_id"], value_set=_ids(connection, "not_as_before"))
    return pa.concat_tables([before.records.filter(pc.invert(touched)), new])


def _records(connection: duckdb.DuckDBPyConnection, query: str) -> pa.Table:
    answer = connection.execute(f"select * from ({query}) order by record_id").to_arrow_table()
    return answer.select(_RECORDS.names).cast(_RECORDS)


def _are_most(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> bool:
    counted = connection.execute(f"select count(*) from {name}").fetchone()
    return counted is None or counted[0] > MOST * table.num_rows


def _ids(connection: duckdb.DuckDBPyConnection, name: str) -> pa.ChunkedArray:
    return connection.execute(f"select record_id from {name}").to_arrow_table()["record_id"]


def _only(table: pa.Table, ids: pa.ChunkedArray) -> pa.Table:
    return table.filter(pc.is_in(table["record_id"].cast(pa.string()), value_set=ids))


def _together(before: Remembered, again: pa.ChunkedArray, found: Linking | None) -> Linking:
    """What was found, and what still holds of the others, in order of their ids."""
    parts = []
    for held, new, ids in (
        (before.links, found and found.links, ["record_id"]),
        (before.doubtful, found and found.doubtful, ["record_a", "record_b"]),
    ):
        carried = held
        for column in ids:
            touched = pc.is_in(carried[column], value_set=again)
            carried = carried.filter(pc.invert(touched))
        together = carried if new is None else pa.concat_tables([new, carried.cast(new.schema)])
        parts.append(together.sort_by([(column, "ascending") for column in ids]))
    return Linking(*parts)
