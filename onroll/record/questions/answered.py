"""What answers say of the record: what is over or never was, of the rows that still say it.

An answer is a further row, `ended:` or `never:` with the name of a fact. Here the facts of the
child are told as the answer has it. The rows themselves stay as they came; without the answer the
next run tells them whole again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

import duckdb
import pyarrow as pa

Received = tuple[str, str, date]
"""A feed, one of its files, and the day on which that came."""

ANSWERED: Final = """
create or replace temp table answered as
select child, fact, setting, min(over_from) as over_from, max(until) as until,
       max(never_before) as never_before
from (
  select records.child, split_part(fact, ':', 2) as fact, coalesce(setting, '') as setting,
         case when fact like 'ended:%' then starts_on end as over_from, ends_before as until,
         case when fact like 'never:%' then starts_on end as never_before
  from said join records using (record_id) where contains(fact, ':'))
group by child, fact, setting
"""
"""One row for each child, fact and place of which an answer says that it is over or never was; a
team speaks of no place, and so of all. What came from `until` on is believed over the answer."""

OVER: Final = """case when {of}.over_from > said.starts_on
           and coalesce(received.received_on < {of}.until, true) then {of}.over_from end"""
NEVER: Final = """coalesce(said.starts_on <= {of}.never_before
           and coalesce(received.received_on < {of}.until, true), false)"""

HEARD: Final = f"""
create or replace temp view heard as
select child, fact, starts_on,
       case when over_from is null then ends_before
            else least(coalesce(ends_before, over_from), over_from) end as ends_before,
       value, setting, feed, file, row
from (
  select records.child, said.* exclude (record_id),
         coalesce({OVER.format(of="place")}, {OVER.format(of="team")}) as over_from,
         {NEVER.format(of="place")} or {NEVER.format(of="team")} as never
  from said join records using (record_id)
  left join answered as place on place.child = records.child and place.fact = said.fact
    and place.setting = said.setting
  left join (from answered where setting = '') as team
    on team.child = records.child and team.fact = said.fact
  left join received on received.feed = said.feed and received.file = said.file
  where not contains(said.fact, ':'))
where not never
"""
"""Joined by what is equal alone: a join by either of two makes each row meet each answer."""


def hear_answers(db: duckdb.DuckDBPyConnection, received: Iterable[Received]) -> None:
    """Make the view `heard`: what was said of each child, as far as no answer says otherwise.

    Reads `said` and `records`. `received` are the files in force, with the day each came: one that
    came late enough is believed over an answer; one that is not among them came before.
    """
    feeds, files, days = [*zip(*received, strict=True)] or ((), (), ())
    came = pa.table(
        {
            "feed": pa.array(feeds, pa.string()),
            "file": pa.array(files, pa.string()),
            "received_on": pa.array(days, pa.date32()),
        }
    )
    db.register("came", came)
    db.execute("create or replace temp table received as from came")
    db.execute(ANSWERED)
    db.execute(HEARD)


def received(loads: Iterable[Mapping[str, Any]]) -> list[Received]:
    """The files that a run's manifest says it used, with the day on which each came."""
    return [
        (
            load["feed"],
            load["file"],
            datetime.fromisoformat(load["received_at"]).astimezone().date(),
        )
        for load in loads
    ]
