"""A made-up county's session marks for one school year, compactly and as rows, from a seed.

190 school days; every child at one of the county's schools of 360 pupils. A tenth of children fall
ill or stay away often, and one in two hundred for months: about 7% of sessions are missed.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from onroll.record.attendance.alphabet import BYTES
from onroll.record.attendance.compact import Compact
from onroll.record.attendance.school_year_slots import SLOTS, as_day, slots_of
from onroll.record.school_days import open_days

YEAR = 2025
TERMS = (
    (date(2025, 9, 2), date(2025, 10, 24)),
    (date(2025, 11, 4), date(2025, 12, 19)),
    (date(2026, 1, 6), date(2026, 2, 13)),
    (date(2026, 2, 24), date(2026, 3, 27)),
    (date(2026, 4, 13), date(2026, 5, 22)),
    (date(2026, 6, 2), date(2026, 7, 20)),
)
DAYS = np.array([as_day(day) for day in sorted(open_days(TERMS))])
WHY = (
    ["I"] * 55 + ["M"] * 8 + ["O"] * 12 + ["N"] * 4 + ["G"] * 6 + ["U"] * 4 + ["C2", "E", "C", "X"]
)
A_PART = 50_000


def made_up(children: int, seed: int = 7) -> Compact:
    """The marks of so many children, a row each."""
    chance = np.random.default_rng(seed)
    codes = np.zeros((children, SLOTS), np.uint8)
    for first in range(0, children, A_PART):
        _mark(codes[first : first + A_PART], chance)
    numbers = np.arange(children)
    return Compact(
        pa.array([f"P{number:08}" for number in numbers]),
        pa.array([f"{100_000 + number // 360}" for number in numbers]),
        np.full(children, YEAR),
        codes,
    )


def _mark(codes: np.ndarray, chance: np.random.Generator) -> None:
    children = len(codes)
    falls = chance.gamma(0.6, 0.045, children)
    falls[chance.random(children) < 0.005] = 0.9
    why = np.array([BYTES[code] for code in WHY], np.uint8)
    left, held = np.zeros(children, int), np.zeros(children, np.uint8)
    _, slots = slots_of(DAYS)
    for slot in slots:
        new = (left == 0) & (chance.random(children) < falls)
        left[new] = chance.geometric(0.45, int(new.sum()))
        held[new] = why[chance.integers(0, len(why), int(new.sum()))]
        away = left > 0
        half = chance.random(children)
        codes[:, slot] = np.where(away & (half > 0.1), held, BYTES["/"])
        codes[:, slot + 1] = np.where(away & (half < 0.9), held, BYTES["\\"])
        left[away] -= 1


def write_rows(marks: Compact, path: Path) -> int:
    """The same as an accepted file has them: a row for each child and school day; how many."""
    of_byte = {number: code for code, number in BYTES.items()}
    words = pa.array([of_byte.get(number) for number in range(256)], pa.string())
    _, slots = slots_of(DAYS)
    rows = 0
    schema = pa.schema(
        [("pupil_id", pa.string()), ("urn", pa.string()), ("date", pa.date32()),
         ("am", pa.string()), ("pm", pa.string()), ("file", pa.string()), ("row", pa.int64())]
    )  # fmt: skip
    with pq.ParquetWriter(path, schema, compression="zstd") as file:
        for first in range(0, len(marks.years), 5_000):
            part = slice(first, first + 5_000)
            some = len(marks.codes[part])
            who = pa.array(np.repeat(np.arange(first, first + some), len(DAYS)))
            number = np.arange(rows + 2, rows + 2 + len(who))
            columns = [
                marks.pupils.take(who),
                marks.urns.take(who),
                pa.array(np.tile(DAYS, some).astype(np.int32)).cast(pa.date32()),
                words.take(pa.array(marks.codes[part][:, slots].reshape(-1))),
                words.take(pa.array(marks.codes[part][:, slots + 1].reshape(-1))),
                pa.array(["marks_2025-26.csv"] * len(who)),
                pa.array(number),
            ]
            file.write_table(pa.table(columns, schema=schema))
            rows += len(who)
    return rows


def write_day(rows: Path, day: date, path: Path) -> None:
    """One day of the rows as the file that a school system sends."""
    with duckdb.connect() as db:
        db.execute(
            f"copy (select pupil_id, urn, date, am, pm from '{rows}' where date = date '{day}' "
            f"order by pupil_id) to '{path}' (header)"
        )
