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

import duckdb

# Each query is for the record_id and key of records; {of} may limit it to some of them.
_GROUPS = """
    select record_id, unnest(joining) as key from version {of} union all
    select * from (
        select unnest([record_a, record_b]) as record_id,
               hash('decided', record_a, record_b) as key
        from obeyed
    ) {of}
"""
_TIES = f"""
    {_GROUPS} union all
    select record_id, hash('child', person_id) as key from links_before {{of}} union all
    select record_id, hash('child', person_id) as key from held_before {{of}} union all
    select * from (
        select unnest([record_a, record_b]) as record_id, hash('doubt', record_a, record_b) as key
        from doubtful_before
    ) {{of}}
"""


def reach(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `again`: the record_id of each record to link again because of those in `touched`.

    Reads the tables `records_before` and `records_now` (record_id, joining, meeting),
    `links_before`, `doubtful_before`, `held_before` (record_id, person_id: whose records were
    when last seen) and `obeyed`. What a record said before counts beside what it says now.
    """
    connection.execute("""
        create or replace temp table version as
        select record_id, joining, meeting from records_now union all
        select record_id, joining, meeting from records_before semi join touched using (record_id)
    """)
    _spread(connection, "touched", _GROUPS, "dirty")
    connection.execute("""
        create or replace temp table near as
        select record_id from dirty union
        select record_id from (select record_id, unnest(meeting) as key from version)
        where key in (select unnest(meeting) from version semi join dirty using (record_id))
    """)
    _spread(connection, "near", _TIES, "again")


def _spread(connection: duckdb.DuckDBPyConnection, seeds: str, keys: str, name: str) -> None:
    """Make a table of the records in `seeds` and all that keys lead to from there.

    `keys` is one of the queries above. Only the records reached last are asked for their keys.
    """
    connection.execute(f"""
        create or replace temp table {name} as select distinct record_id from {seeds};
        create or replace temp table edge as from {name}
    """)
    while connection.execute("select 1 from edge limit 1").fetchone():
        connection.execute(f"""
            create or replace temp table shared as
            select distinct key from ({keys.format(of="semi join edge using (record_id)")});
            create or replace temp table edge as
            select distinct record_id from ({keys.format(of="")}) semi join shared using (key)
            where record_id not in (from {name});
            insert into {name} from edge
        """)
