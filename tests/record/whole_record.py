"""What a home's loads make of the record, row for row."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from onroll.record.engines import connect
from onroll.record.feeds.loads import in_force, not_taken_back
from onroll.record.gather import gather
from onroll.record.gone_rows import earlier_deliveries
from onroll.record.home import Authority, Home

AUTHORITY = Authority("A", "A", "999", "#000", ("XE1", "XE2"))

Row = dict[str, Any]


class WholeRecord(NamedTuple):
    """The facts that were said and the records of people, each in an order of its own."""

    said: list[Row]
    source_record: list[Row]


def whole_record(home: Home, known_at: dt.datetime | None = None) -> WholeRecord:
    """The facts and the people that a home's loads tell of, as they were known at a moment."""
    known = not_taken_back(home, known_at)
    with connect(memory="200MB") as db:
        db.execute("set threads = 1")
        gather(db, in_force(known), AUTHORITY, lambda *told: None, earlier_deliveries(known))
        tables = [
            db.execute(f"from {table} order by all").to_arrow_table().to_pylist()
            for table in ("said", "source_record")
        ]
    return WholeRecord(*tables)
