"""Which feeds are up to date, which are late and which have never come."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pyarrow as pa

from onroll.record.feeds import CATALOGUE
from onroll.record.feeds.landing import in_force, loads

if TYPE_CHECKING:
    from onroll.record.home import Home

SCHEMA = pa.schema(
    [
        ("feed", pa.string()),
        ("title", pa.string()),
        ("source", pa.string()),
        ("state", pa.string()),
        ("file", pa.string()),
        ("received_at", pa.timestamp("us", tz="UTC")),
        ("data_up_to", pa.date32()),
        ("expected_days", pa.int32()),
        ("rows_in", pa.int64()),
        ("accepted", pa.int64()),
        ("held_back", pa.int64()),
    ]
)


def health(home: Home, as_of: dt.date, known_at: dt.datetime) -> pa.Table:
    """One row per feed of the catalogue, in its order.

    `state` is `up_to_date`, `late` when the newest day that the feed tells of is more than
    `expected_days` before `as_of`, or `never_loaded`. `file` and `received_at` are those of the
    newest load in force and null if there is none; the counts are over all the loads in force.
    """
    held = in_force(loads(home, known_at))
    rows = []
    for feed in CATALOGUE:
        mine = held.get(feed.key, [])
        newest = max(mine, key=lambda load: (load.period, load.received_at), default=None)
        days = [load.data_up_to or load.received_at.date() for load in mine]
        up_to = max(days, default=None)
        if up_to is None:
            state = "never_loaded"
        else:
            state = "late" if (as_of - up_to).days > feed.expected_days else "up_to_date"
        rows.append(
            {
                "feed": feed.key,
                "title": feed.title,
                "source": feed.source,
                "state": state,
                "file": newest.file if newest else None,
                "received_at": newest.received_at if newest else None,
                "data_up_to": up_to,
                "expected_days": feed.expected_days,
                "rows_in": sum(load.rows_in for load in mine),
                "accepted": sum(load.accepted for load in mine),
                "held_back": sum(load.held_back for load in mine),
            }
        )
    return pa.Table.from_pylist(rows, schema=SCHEMA)
