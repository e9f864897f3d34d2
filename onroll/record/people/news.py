"""What each record says, as one number by which news is known, and the keys it may be met under."""

from __future__ import annotations

from typing import Final

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from onroll.record.people.records import COLUMNS, check_record_ids

_RECORDS: Final = pa.schema(
    [
        ("record_id", pa.string()),
        ("said", pa.uint64()),
        ("joining", pa.list_(pa.uint64())),
        ("meeting", pa.list_(pa.uint64())),
    ]
)


def numbered(
    connection: duckdb.DuckDBPyConnection, table: pa.Table, also: pa.Table | None
) -> pa.Table:
    """Each record_id, and `said`: a number for it and all that its sources say of it.

    Two that differ have the same number once in 10^19 times: whatever differs by this number is
    news, and nothing else is. In the order of `table`. Takes what `link_with_doubts` takes, and
    raises ValueError as it does for record ids.
    """
    check_record_ids(table)
    connection.register("given", table)
    own = connection.execute(f"select hash({_columns(table)}) from given g").to_arrow_table()[0]
    ids = table["record_id"].cast(pa.string())
    if also is not None:
        connection.register("given_also", also)
        others = connection.execute(f"""
            select g.record_id::varchar as record_id,
                   hash(list_sort(list(distinct hash({_columns(also)})))) as said
            from given_also g group by 1
        """).to_arrow_table()
        theirs = others["said"].take(pc.index_in(ids, value_set=others["record_id"]))
        own = pc.bit_wise_xor(own, theirs.fill_null(0))
    return pa.table({"record_id": ids, "said": own})


def _columns(table: pa.Table) -> str:
    """The columns that linking knows, null where one was not given."""
    return ", ".join(
        f"g.{column}::varchar" if column in table.column_names else "null::varchar"
        for column in COLUMNS
    )


def with_keys(connection: duckdb.DuckDBPyConnection, said: pa.Table, found: pa.Table) -> pa.Table:
    """Those that are `numbered`, with the `keys` found of them, in order of record_id.

    record_id, said, joining and meeting: the keys that join and the others, in order.
    """
    connection.register("numbered", said)
    connection.register("keyed", found)
    answer = connection.execute("""
        select record_id, said, coalesce(joining, []) as joining, coalesce(meeting, []) as meeting
        from numbered left join (
            select record_id, list(key order by key) filter (where joins) as joining,
                   list(key order by key) filter (where not joins) as meeting
            from keyed group by record_id
        ) using (record_id)
        order by record_id
    """).to_arrow_table()
    return answer.select(_RECORDS.names).cast(_RECORDS)
