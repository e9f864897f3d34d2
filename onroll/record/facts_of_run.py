"""An engine over the facts of a run that stands, to ask of it what the run did not ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from onroll.record.calendars import calendar_tables
from onroll.record.engines import DuckDB, connect, quoted
from onroll.record.school_days import SchoolCalendar
from onroll.record.spells import EPOCH, Spells, facts_in
from onroll.record.sweep import sweep


@contextmanager
def swept_again(run_folder: Path, expressions: Mapping[str, Spells]) -> Iterator[DuckDB]:
    """DuckDB with `statuses` of these expressions, from the facts of a run.

    Only the facts that the expressions read are looked at.
    """
    engine = DuckDB(connect())
    try:
        read = sorted(set().union(*map(facts_in, expressions.values())))
        listed = ", ".join(f"'{name}'" for name in read) or "''"
        path = quoted(run_folder / "facts.parquet")
        engine.table("facts", f"select * from read_parquet('{path}') where fact in ({listed})")
        rows = pq.read_table(run_folder / "schools.parquet", columns=["urn", "days"]).to_pylist()
        calendars = {row["urn"] or "": SchoolCalendar(row["days"]) for row in rows if row["days"]}
        numbered = calendar_tables(calendars)
        for name, table in zip(("school_day", "next_school_day"), numbered, strict=True):
            engine.rows(name, table)
        sweep(engine, expressions)
        yield engine
    finally:
        engine.connection.close()


def members(engine: DuckDB, keys: Iterable[str], on: date) -> dict[str, frozenset[str]]:
    """The children of whom each expression is true on a day, by its key."""
    found: dict[str, set[str]] = {key: set() for key in keys}
    day = (on - EPOCH).days
    rows = engine.fetch(f"select definition, child from statuses where s <= {day} and e > {day}")
    for row in rows.to_pylist():
        found.setdefault(row["definition"], set()).add(row["child"])
    return {key: frozenset(children) for key, children in found.items()}


def month_ends(until: date, months: int) -> list[date]:
    """The last `months` days that end a month, up to and with `until`, oldest first."""
    ends: list[date] = []
    day = until + timedelta(days=1)
    while len(ends) < months:
        day = day.replace(day=1) - timedelta(days=1)
        if day <= until:
            ends.append(day)
    return ends[::-1]


def days_table(days: Iterable[date]) -> pa.Table:
    """The days as day numbers, one row each: on_day."""
    return pa.table({"on_day": pa.array([(day - EPOCH).days for day in days], pa.int64())})
