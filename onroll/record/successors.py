"""What becomes of a school's pupils when another takes its place: they go on being on roll.

A school that becomes an academy closes under one URN and opens under another on the next day. To
every file that is a mass leaving. Here its pupils' places pass to the successor on the day on which
that takes over: nobody is on a closed school's roll, and each child who was there to the end is on
the successor's. As soon as the successor sends a roll of its own, that roll says who is on it, and
a child whom the conversion lost is seen to be on none.
"""

from __future__ import annotations

import duckdb

_START = """
    create or replace temp table sends_a_roll as
    select distinct split_part(record_id, ':', 1) as source, setting
    from said where fact = 'on_roll' and setting in (select successor from school_successor);

    create or replace temp table place as
    select * from said
    where fact = 'on_roll' and setting in (select urn from school_successor)
"""

_TAKEN_OVER = """
    create or replace temp table taken_over as
    select place.*, link.successor, link.takes_over_on
    from place
    join school_successor as link on link.urn = place.setting
    left join school as closing on closing.urn = link.urn
    where place.starts_on < link.takes_over_on
      and coalesce(place.ends_before >= least(link.takes_over_on, closing.closed_on), true)
"""
"""The places that lasted until another school took over, to the day or beyond."""

_ENDED = """
    update said set ends_before = taken_over.takes_over_on
    from taken_over
    where said.fact = 'on_roll' and said.record_id = taken_over.record_id
      and said.setting = taken_over.setting and said.starts_on = taken_over.starts_on
      and said.feed = taken_over.feed
"""

_GOES_ON = """
    create or replace temp table place as
    select record_id, fact, takes_over_on as starts_on, cast(null as date) as ends_before, value,
           successor as setting, feed, file, row
    from taken_over
    where (split_part(record_id, ':', 1), successor) not in (from sends_a_roll);

    insert into said by name from place
"""


def move_to_successors(db: duckdb.DuckDBPyConnection) -> None:
    """Change the facts in `said` so that a school's places pass to the school that took it over.

    Reads `school` and `school_successor`. A place that has passed may pass again, each time to a
    later day, so that it comes to an end.
    """
    db.execute(_START)
    while db.execute("select count(*) from place").fetchone() != (0,):
        for step in (_TAKEN_OVER, _ENDED, _GOES_ON):
            db.execute(step)
