"""Children who left each school's roll in a period, and of how many nothing explains it.

Several exits from one school in a term are a question to that school and nothing more: a school
that closes a year group has many, and each explained.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from onroll.figures.periods import Period

FOUND_WITHIN_DAYS = 120
"""Days after leaving in which an exit is found unexplained: 31 school days, over any summer."""

COUNTING = f"""
    with exits as (
      select child, setting, period_start, period_end, min(starts_on) as left_on
      from facts join periods on starts_on between period_start and period_end
      where fact in ('removed_from_roll', 'left_roll') and setting is not null
      group by child, setting, period_start, period_end),
    judged as (
      select exits.*,
        exists (select 1 from statuses
                where statuses.child = exits.child and definition = 'unexplained_exit'
                and starts_on >= left_on
                and date_diff('day', left_on, starts_on) <= {FOUND_WITHIN_DAYS}) as unexplained,
        exists (select 1 from facts where facts.child = exits.child and fact = 'home_educated'
                and (ends_before is null or ends_before > left_on)
                and date_diff('day', left_on, starts_on) <= {FOUND_WITHIN_DAYS})
            as home_educated
      from exits)
    select setting, period_start, period_end, count(*) as exits,
        count(*) filter (unexplained) as unexplained,
        count(*) filter (home_educated) as home_educated
    from judged
    group by all
    order by period_start, exits desc, setting
"""


def exits_by_school(facts: pa.Table, statuses: pa.Table, periods: Sequence[Period]) -> pa.Table:
    """Exits from each school in each period: setting, period_start, period_end and three counts.

    `facts` and `statuses` are those of a run. A child who leaves a school counts once for it in a
    period, however many sources say so. exits is all of them; unexplained those found to be so
    within 120 days; home_educated those home educated by then. One row per period and school that
    anybody left, the most exits first; a row that names no school is left out.
    """
    with duckdb.connect() as engine:
        engine.register("facts", facts)
        engine.register("statuses", statuses)
        engine.register(
            "periods",
            pa.table(
                {
                    "period_start": pa.array([p.starts_on for p in periods], pa.date32()),
                    "period_end": pa.array([p.ends_on for p in periods], pa.date32()),
                }
            ),
        )
        return engine.sql(COUNTING).to_arrow_table()
