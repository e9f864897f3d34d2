"""Who came, who left, who is there: opening + new - left = closing, for every list and period."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from onroll.figures.periods import Period

COUNTING = """
    select definition, period_start, period_end,
        count(*) filter (starts_on < period_start
                         and (ends_before is null or ends_before >= period_start)) as opening,
        count(*) filter (starts_on between period_start and period_end) as new,
        count(*) filter (ends_before between period_start and period_end) as "left",
        count(*) filter (starts_on <= period_end
                         and (ends_before is null or ends_before > period_end)) as closing
    from spells cross join periods
    group by all
    order by definition, period_start
"""


def flows(statuses: pa.Table, periods: Sequence[Period]) -> pa.Table:
    """Opening, new, left and closing for each definition in `statuses` and each period.

    `statuses` has child, definition, starts_on and ends_before (null: still open), the spells of
    one child and definition apart from each other. The result has definition, period_start,
    period_end (both ends included), opening, new, left, closing: one row per definition and
    period, in that order. Opening is the children counted on the eve of the period, closing those
    counted on its last day. A child who leaves and comes back counts in both new and left, so the
    sum always holds: each count is of spells, and every spell that is not empty ends after it
    begins.
    """
    with duckdb.connect() as engine:
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
        engine.sql(
            "create view spells as from statuses"
            " where ends_before is null or ends_before > starts_on"
        )
        return engine.sql(COUNTING).to_arrow_table()
