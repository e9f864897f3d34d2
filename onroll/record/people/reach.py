"""Which records a night's news can touch: how far linking must look again, and no further.

Only a record that is new, changed or gone, or about which people have decided otherwise, can change
anything. It takes along

1. what its keys, old and new, put into one group with it, and so on from there: the deterministic
   passes see these together, and what is weighed comes of them (`dirty`);
2. whatever these may now be weighed against: the records that share any other key with one of them;
3. the child, the doubts, the groups and the decisions of each of these, and so on from there: every
   pair that was likely enough to have had a part in anything is one of these (`again`).

A pair of records of which neither is in 1 weighs what it weighed, with a model that is the same.
"""

from __future__ import annotations

from typing import Final

import duckdb
import pyarrow as pa

from onroll.record.people.ties import Ties, Wanted, spread

# Each query gives what some records are tied by: record_id and a list of numbers.
_DECIDED: Final = """
    select unnest([record_a, record_b]), [hash('decided', record_a, record_b)] from obeyed
"""
_THESE: Final = "semi join {} on hash(record_id) = number"  # by id takes five times as long
_OTHERS: Final = (
    "select record_id, [hash('child', person_id)] from links_before",
    "select record_id, [hash('child', person_id)] from held_before",
    "select unnest([record_a, record_b]), [hash('doubt', record_a, record_b)] from doubtful_before",
)


def reach(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `again`: the record_id of each record to link again because of those in `touched`.

    Reads what records said before, `records_before` (record_id, joining, meeting), and what the new
    and the changed say now, `records_now`; and the tables `links_before`, `doubtful_before`,
    `held_before` (record_id, person_id: whose records were when last seen) and `obeyed`.
    """

    def ties(*queries: str) -> list[Ties]:
        return [Ties.of(connection, query) for query in queries]

    touched = connection.execute("select hash(record_id) from touched").to_arrow_table()[0]
    groups = ties(*_keys("joining"), _DECIDED)
    dirty = spread(groups, Wanted([touched.to_numpy()]))
    connection.register("dirty", pa.table({"number": dirty.numbers}))
    met = Wanted(each.every() for each in ties(*_keys("meeting", of=_THESE.format("dirty"))))
    holding = (
        each.holders(met)
        for query in _keys("meeting")
        for each in Ties.some_at_a_time(connection, query)
    )
    near = Wanted([dirty.numbers, *holding])
    reached = spread(groups + ties(*_OTHERS), near)
    connection.register("reached", pa.table({"number": reached.numbers}))
    connection.execute(f"""
        create or replace temp table again as
        select record_id from records_before {_THESE.format("reached")} union
        select record_id from touched
    """)


def _keys(which: str, of: str = "") -> tuple[str, str]:
    """What a record said before counts beside what it says now."""
    return (
        f"select record_id, {which} from records_before {of}",
        f"select record_id, {which} from records_now {of}",
    )
