"""Landing rows that onroll itself has: what officers decided, referrals, what was told by form."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onroll.record import feeds
from onroll.record.feeds import landing

if TYPE_CHECKING:
    from onroll.record.feeds.loads import Load
    from onroll.record.home import Home


def land_rows(
    home: Home, feed: str, rows: Iterable[Mapping[str, Any]], *, file: str, at: datetime, by: str
) -> Load:
    """Make a file of a feed of these rows and land it; where the same is landed already, that load.

    A row has the feed's columns by name; None is an empty cell. `file` is what the file is called,
    without its day. Raises `feeds.FileRefused` or OSError where it cannot be landed.
    """
    day = at.astimezone().date()
    with tempfile.TemporaryDirectory(prefix="onroll-own-rows-") as folder:
        path = Path(folder) / f"{file}_{day.isoformat()}.csv"
        write(path, feed, rows)
        reading = feeds.read(path, feed, received_on=day)
        if there := landing.same_delivery(reading, home):
            return there
        answered = [question.rule_id for question in reading.questions]
        return landing.land(reading, home, at, by=by, answered=answered)


def write(path: Path, feed: str, rows: Iterable[Mapping[str, Any]]) -> None:
    columns = feeds.feed(feed).columns
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(column.title for column in columns)
        for row in rows:
            out.writerow("" if row.get(each.name) is None else row[each.name] for each in columns)
