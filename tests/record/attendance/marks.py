"""Drawn and random marks as an Arrow table, and the facts of a compact layout as a set."""

from __future__ import annotations

import datetime as dt
import random

import pyarrow as pa

from onroll.record.attendance.compact import Compact
from onroll.record.attendance.marks_facts import facts_of
from tests.record.attendance.slow import Fact, Mark

COLUMNS = ("pupil_id", "urn", "date", "am", "pm")
ABSENT = ["I", "I", "O", "N", "G", "U", "C", "C2", "M", "E", "C1", "H"]
OTHER = ["X", "#", "Y4", "D", "K", "B", None, "Z"]


def table(marks: list[Mark]) -> pa.Table:
    schema = pa.schema([(name, pa.date32() if name == "date" else pa.string()) for name in COLUMNS])
    return pa.table([[mark[at] for mark in marks] for at in range(5)], schema=schema)


def laid_out(*some: list[Mark]) -> Compact:
    return Compact.of(table(marks) for marks in some)


def told(marks: Compact) -> set[Fact]:
    rows = facts_of(marks).to_pylist()
    found = [
        (row["fact"], row["pupil_id"], row["urn"], row["starts_on"], row["ends_before"])
        for row in rows
    ]
    assert len(found) == len({*found})
    return {*found}


def random_marks(seed: int, children: int = 3) -> list[Mark]:
    """Marks of some children at two schools over the end of a school year, in spells."""
    draw = random.Random(seed)
    absent = draw.choice([0.1, 0.5, 0.9])
    marks: list[Mark] = []
    for child in range(children):
        for urn in ("100001", "100002")[: draw.choice([1, 1, 2])]:
            day = dt.date(2026, 3, 2) + dt.timedelta(draw.randrange(60))
            usual = ("/", "\\")
            for _ in range(draw.choice([20, 150])):
                if draw.random() < 0.25:
                    code = draw.choice(ABSENT if draw.random() < absent else [*OTHER, "/", "/"])
                    usual = draw.choice([(code, code)] * 3 + [("/", code), (code, "\\")])
                both = usual
                if draw.random() < 0.05:
                    both = (draw.choice([*ABSENT, *OTHER]), draw.choice([*ABSENT, *OTHER]))
                if draw.random() < 0.95:
                    marks.append((f"P{child}", urn, day, *both))
                day += dt.timedelta(draw.choice([1, 1, 1, 1, 3] if draw.random() < 0.97 else [40]))
    return marks
