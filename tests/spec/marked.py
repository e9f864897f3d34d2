"""Facts from drawn session marks, as the attendance feeds tell them, for the specs of absence."""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from onroll.record.attendance.compact import Compact
from onroll.record.attendance.marks_facts import facts_of
from tests.record.testcal import TESTCAL
from tests.spec.drawn import drawn

SCHOOL = "100001"


def marked(drawing: str) -> str:
    """The drawn facts of drawn marks: `child | from | to | marks`, on TESTCAL's days of one school.

    Marks are the morning's and the afternoon's; a later row of the drawing replaces an earlier one.
    """
    rows = [
        (row["child"], SCHOOL, day, *row["marks"].split())
        for row in drawn(drawing)
        for day in TESTCAL
        if row["from"] <= day.isoformat() <= row["to"]
    ]
    names = ("pupil_id", "urn", "date", "am", "pm")
    marks = pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))
    told = facts_of(Compact.of([marks])).to_pylist()
    lines = [
        " | ".join(
            (each["pupil_id"], each["fact"], _iso(each["starts_on"]), _iso(each["ends_before"]))
        )
        for each in told
    ]
    return "\n".join(["child | fact | starts_on | ends_before", *lines])


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
