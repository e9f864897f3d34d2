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

import pyarrow as pa
import pyarrow.parquet as pq

from onroll.figures.periods import Period
from onroll.figures.reports.counted_run import Spell
from onroll.figures.spells_over_a_period import flow

COLUMNS = {
    "period_start": pa.date32(),
    "period_end": pa.date32(),
    "brought_forward": pa.int64(),
    "new": pa.int64(),
    "repeat": pa.int64(),
    "resolved": pa.int64(),
    "active": pa.int64(),
    "new_children": pa.int64(),
    "new_families": pa.int64(),
}


@dataclass(frozen=True)
class Case(Spell):
    """A case that was opened on one day and closed on another, and the family it is about."""

    family: str | None = None


def cases_over_a_period(cases: pa.Table, periods: Sequence[Period]) -> pa.Table:
    """The counts of cases in each period, oldest first.

    `cases` has one row per case: child, starts_on (opened), ends_before (closed; null while open)
    and, where it is known, family. The result has one row per period: period_start, period_end
    (both ends included), brought_forward (opened before it and not closed), new, repeat (of the
    new, those whose child has an earlier closed case), resolved, active (open on its last day),
    new_children and new_families (of the new; null where any family is not known). Always
    brought_forward + new - resolved = active. A case closed on the day it was opened is no case.
    """
    held = [Case(**row) for row in cases.to_pylist()]
    rows = []
    for period in sorted(periods):
        found = flow(held, period)
        families = {each.family for each in found.new}
        rows.append(
            {
                "period_start": period.starts_on,
                "period_end": period.ends_on,
                "brought_forward": len(found.brought_forward),
                "new": len(found.new),
                "repeat": len(found.again),
                "resolved": len(found.resolved),
                "active": len(found.active),
                "new_children": len({each.child for each in found.new}),
                "new_families": None if None in families else len(families),
            }
        )
    return pa.Table.from_pylist(rows, schema=pa.schema(COLUMNS))


def cases_of_run(folder: Path, periods: Sequence[Period]) -> pa.Table:
    """The counts of a run's folder, as `cases_over_a_period` has them but for families.

    The cases are the spells of `open_case`: one that is opened while another is open goes on with
    it. Families are on the scorecard, which knows who is protected, so new_families is left
    out.
    """
    cases = pq.read_table(
        folder / "statuses.parquet",
        columns=["child", "starts_on", "ends_before"],
        filters=[("definition", "=", "open_case")],
    )
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
