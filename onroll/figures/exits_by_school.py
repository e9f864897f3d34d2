"""Children who left each school's roll in a period, and of how many nothing explains it.

Several exits from one school in a term are a question to that school and nothing more: a school
that closes a year group has many, and each explained.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from onroll.figures.periods import Period

FOUND_WITHIN_DAYS = 120
"""Days after leaving in which an exit is found unexplained: 31 school days, over any summer."""

JUDGED = f"""
    with exits as (
      select child, setting, period_start, period_end, min(starts_on) as left_on
      from facts join periods on starts_on between period_start and period_end
      where fact in ('removed_from_roll', 'left_roll') and setting is not null
      group by child, setting, period_start, period_end)
    select exits.*,
        exists (select 1 from statuses
                where statuses.child = exits.child and definition = 'unexplained_exit'
                and starts_on >= left_on
                and date_diff('day', left_on, starts_on) <= {FOUND_WITHIN_DAYS}) as unexplained,
        exists (select 1 from facts where facts.child = exits.child and fact = 'home_educated'
                and (ends_before is null or ends_before > left_on)
                and date_diff('day', left_on, starts_on) <= {FOUND_WITHIN_DAYS})
            as home_educated
    from exits
    order by period_start, setting, child
"""
COUNTING = """
    select setting, period_start, period_end, count(*) as exits,
        count(*) filter (unexplained) as unexplained,
        count(*) filter (home_educated) as home_educated
    from exits
    group by all
    order by period_start, exits desc, setting
"""


def exits(facts: pa.Table, statuses: pa.Table, periods: Sequence[Period]) -> pa.Table:
    """One row for each child, school and period in which the child left the school's roll.

    child, setting, period_start, period_end, left_on (the first day that any source gives) and
    whether it was found unexplained, and was home_educated, within 120 days. `facts` and
    `statuses` are those of a run; a row that names no school is left out.
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
        return engine.sql(JUDGED).to_arrow_table()


def by_school(found: pa.Table) -> pa.Table:
    """How many `exits` each school had in each period: three counts.

    setting, period_start, period_end; exits is all of them, unexplained those found to be so
    within 120 days, home_educated those home educated by then. A child who leaves a school counts
    once for it in a period, however many sources say so. One row per period and school that
    anybody left, the most exits first.
    """
    with duckdb.connect() as engine:
        engine.register("exits", found)
        return engine.sql(COUNTING).to_arrow_table()


def exits_by_school(facts: pa.Table, statuses: pa.Table, periods: Sequence[Period]) -> pa.Table:
    """`by_school` of the `exits` that a run's facts and statuses tell."""
    return by_school(exits(facts, statuses, periods))


def exits_of_run(folder: Path, periods: Sequence[Period], as_of: date) -> pa.Table:
    """The `exits` that a run's folder tells, judged by what had come about on its day.

    A run also says what becomes true later if nothing else is told, and that is not found yet.
    """
    with duckdb.connect() as engine:
        facts = engine.execute(
            """
            select child, fact, starts_on, ends_before, setting from read_parquet(?)
            where fact in ('removed_from_roll', 'left_roll', 'home_educated') and starts_on <= ?
            """,
            [str(folder / "facts.parquet"), as_of],
        ).to_arrow_table()
        statuses = engine.execute(
            """
            select child, definition, starts_on from read_parquet(?)
            where definition = 'unexplained_exit' and starts_on <= ?
            """,
            [str(folder / "statuses.parquet"), as_of],
        ).to_arrow_table()
    return exits(facts, statuses, periods)


def without(found: pa.Table, protected: Collection[str]) -> pa.Table:
    """The `exits` of all but these children: by school, a number would say where each one was."""
    hidden = pa.array(sorted(protected), pa.string())
    return found.filter(pc.invert(pc.is_in(found["child"], value_set=hidden)))


def named(table: pa.Table, schools: Mapping[str, str]) -> pa.Table:
    """The table with a column `school` after `setting`: the name, or "URN 100001" without one."""
    urns = table["setting"].to_pylist()
    names = pa.array([schools.get(urn) or f"URN {urn}" for urn in urns], pa.string())
    return table.add_column(table.column_names.index("setting") + 1, "school", names)
