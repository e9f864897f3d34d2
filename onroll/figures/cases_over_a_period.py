"""Cases over a period: brought forward, new, resolved, open at the end, and how they reconcile.

What a scorecard prints as "active" has two meanings: every case open at some time in the period
(brought forward + new), and those still open at its end (that, less what was resolved). Rotherham's
third quarter of 2017/18 printed the first (97 + 105 = 202); a later one printed a number that is
neither. Here active is the count open at the end, and the reconciliation is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from onroll.figures.periods import Period

COUNTING = """
    with known as (
      select *, exists (select 1 from given as before where before.child = given.child
                        and before.ends_before <= given.starts_on) as again
      from given)
    select period_start, period_end,
        count(*) filter (starts_on < period_start
                         and (ends_before is null or ends_before >= period_start))
            as brought_forward,
        count(*) filter (starts_on between period_start and period_end) as new,
        count(*) filter (again and starts_on between period_start and period_end) as repeat,
        count(*) filter (ends_before between period_start and period_end) as resolved,
        count(*) filter (starts_on <= period_end
                         and (ends_before is null or ends_before > period_end)) as active,
        count(distinct child) filter (starts_on between period_start and period_end)
            as new_children,
        case when count(*) filter (starts_on between period_start and period_end
                                   and family is null) = 0
             then count(distinct family) filter (starts_on between period_start and period_end)
        end as new_families
    from periods left join known on true
    group by all
    order by period_start, period_end
"""


def cases_over_a_period(cases: pa.Table, periods: Sequence[Period]) -> pa.Table:
    """The counts of cases in each period, oldest first.

    `cases` has one row per case: child, starts_on (opened), ends_before (closed; null while open)
    and, where it is known, family. The result has one row per period: period_start, period_end
    (both ends included), brought_forward (opened before it and not closed), new, repeat (of the
    new, those whose child has an earlier closed case), resolved, active (open on its last day),
    new_children and new_families (of the new; null where any family is not known). Always
    brought_forward + new - resolved = active. A case closed on the day it was opened is no case.
    """
    with duckdb.connect() as engine:
        if "family" not in cases.column_names:
            cases = cases.append_column("family", pa.nulls(len(cases), pa.string()))
        engine.register("cases", cases)
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
            "create view given as from cases where ends_before is null or ends_before > starts_on"
        )
        return engine.sql(COUNTING).to_arrow_table()


def cases_of_run(folder: Path, periods: Sequence[Period]) -> pa.Table:
    """The counts of a run's folder, as `cases_over_a_period` has them but for families.

    The cases are the spells of `open_case`: one that is opened while another is open goes on with
    it. No file says who is of one family, so new_families is left out.
    """
    with duckdb.connect() as engine:
        cases = engine.execute(
            """
            select child, starts_on, ends_before from read_parquet(?)
            where definition = 'open_case'
            """,
            [str(folder / "statuses.parquet")],
        ).to_arrow_table()
    return cases_over_a_period(cases, periods).drop_columns("new_families")


@dataclass(frozen=True)
class Reconciliation:
    """Four printed numbers beside what they must come to. `resolved` is None when not printed."""

    brought_forward: int
    new: int
    resolved: int | None
    active: int

    @property
    def open_at_some_time(self) -> int:
        """Every case that was open on any day of the period."""
        return self.brought_forward + self.new

    @property
    def open_at_the_end(self) -> int | None:
        """What is left of them; None when nobody says how many were resolved."""
        return None if self.resolved is None else self.open_at_some_time - self.resolved

    @property
    def adds_up(self) -> bool:
        """Whether the printed active count is either of the two."""
        return self.active in (self.open_at_some_time, self.open_at_the_end)

    @property
    def words(self) -> str:
        """The sum as a sentence, with the difference where there is one."""
        said = (
            f"{self.brought_forward:,} brought forward and {self.new:,} new are "
            f"{self.open_at_some_time:,} open at some time"
        )
        if self.resolved is not None:
            said += f"; {self.resolved:,} resolved leaves {self.open_at_the_end:,} open at the end"
        if self.active == self.open_at_the_end:
            return f"{said}, which is the number printed as active."
        if self.active == self.open_at_some_time:
            return f"{said}. The first is printed as active."
        wrong = abs(self.active - self.open_at_some_time)
        side = "more" if self.active > self.open_at_some_time else "fewer"
        said += f". {self.active:,} is printed as active: {wrong:,} {side} than the first"
        if self.open_at_the_end is None:
            return f"{said}."
        wrong = abs(self.active - self.open_at_the_end)
        side = "more" if self.active > self.open_at_the_end else "fewer"
        return f"{said}, {wrong:,} {side} than the second."
