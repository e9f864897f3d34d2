"""One child again, at once, after somebody decided something: no engine but the interpreter.

What a run will say from the same facts. Everything that was told of the child stays, but for what
casework told: that is told anew from its events.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import date
from typing import NamedTuple

import duckdb
import pyarrow as pa

from onroll.record import feeds
from onroll.record.clock_rows import ClockRow, clock_rows
from onroll.record.definitions import CATALOGUE, CLOCKS
from onroll.record.one_child import FactRow, OneChild
from onroll.record.spells import day_date

FEED = "casework"
DIES = "death_recorded"


class TrueOf(NamedTuple):
    """That a definition is true of the child, on each day of [starts_on, ends_before)."""

    definition: str
    starts_on: date
    ends_before: date | None


def casework_facts(
    rows: Iterable[Mapping[str, object]], districts: Iterable[str], *, file: str
) -> list[FactRow]:
    """The facts that rows of the casework feed tell, by column, as the feed itself tells them.

    `districts` are the outward codes of the authority's area. Of a row that lacks a column, that
    column is empty. `file` is what the facts name as their evidence, with the number of the row.
    """
    feed = feeds.feed(FEED)
    held = [{**{c.name: row.get(c.name) for c in feed.columns}, "row": n, "file": file}
            for n, row in enumerate(rows, start=2)]  # fmt: skip
    if not held:
        return []
    with closing(duckdb.connect()) as db:
        db.register("told", pa.Table.from_pylist(held))
        columns = ", ".join(f"cast({c.name} as {c.type.sql}) as {c.name}" for c in feed.columns)
        # a table: planned once, and not for each of the feed's seventy questions
        db.execute(f"create table rows as select {columns}, row, file from told")
        db.execute("create table known_postcode (known varchar, in_area boolean)")
        db.execute("create table district (code varchar)")
        db.executemany("insert into district values (?)", [[each] for each in districts])
        found = db.execute(
            "select fact, starts_on, ends_before, value, setting, file, row "
            f"from ({feed.facts}) where starts_on < coalesce(ends_before, date '9999-12-31')"
        ).fetchall()
    return [
        FactRow(fact, starts, ends, value, setting, FEED, held_in, row)
        for fact, starts, ends, value, setting, held_in, row in found
    ]


def with_casework(facts: Iterable[FactRow], told: Iterable[FactRow], file: str) -> list[FactRow]:
    """The facts of a child, with those that `told` gives in place of what `file` told before."""
    others = [row for row in facts if row.feed != FEED or not row.file.startswith(file)]
    return [*others, *told]


def can_recalculate(facts: Iterable[FactRow]) -> bool:
    """Whether nothing but the facts themselves changes: a death is weighed by a run alone."""
    return all(row.fact != DIES for row in facts)


def true_of(child: OneChild) -> list[TrueOf]:
    """Every spell in which the child meets a definition, in the printed order of definitions."""
    return [
        TrueOf(definition.key, starts, day_date(e))
        for definition in CATALOGUE
        for s, e in child.runs(definition.expression)
        if (starts := day_date(s)) is not None
    ]


def clocks_of(child: OneChild) -> list[ClockRow]:
    """Every running of every clock that runs."""
    return [row for clock in CLOCKS if clock.runs for row in clock_rows(clock, child)]
