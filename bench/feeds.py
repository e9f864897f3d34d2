"""A load read and checked, beside a bare DuckDB read of the same file: rows a second and memory.

    run.py bench feeds [--rows N …] [--folder PATH]

Each file is read as the command line reads it, in the limited process, and once more by DuckDB
alone, all its columns as text. A ratio of the two stands beside the goals of the design: at most
4 times the bare read at 1 and 10 million rows with memory flat, and 100,000 rows in 20 seconds.
Nothing is asserted here.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import perf_counter

import duckdb

from onroll.record.feeds.limited import Job, wait_for
from onroll.record.feeds.reading import Reading

GOALS = "4 x the bare read at 1,000,000 and 10,000,000 rows; 100,000 rows in 20 s; 512 MB"
RECEIVED_ON = date(2026, 12, 18)
PUPILS = 100_000
MARKS = (1_000_000, 10_000_000)
_SCHOOL = "(100001 + i % 300)::VARCHAR"


def roll(path: Path, rows: int) -> None:
    """A pupil roll of so many made-up rows; the check letters of its UPNs are right."""
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    weights = " + ".join(f"digits[{at}]::INTEGER * {at + 1}" for at in range(1, 13))
    _write(
        path,
        f"""
        SELECT 'P' || i AS "Pupil ID",
            '{letters}'[({weights}) % 23 + 1] || digits AS "UPN",
            'Fore' || translate((i % 5000)::VARCHAR, '0123456789', 'abcdefghij') AS "Forename",
            'Sur' || translate((i % 9000)::VARCHAR, '0123456789', 'abcdefghij') AS "Surname",
            strftime(DATE '2010-09-01' + (i % 4000)::INTEGER, '%d/%m/%Y') AS "Date of Birth",
            'FM'[i % 2 + 1] AS "Sex", {_SCHOOL} AS "URN", 'C' AS "Enrolment Status",
            '01/09/2025' AS "Entry Date", i || ' High Street' AS "Address", 'XE1 2AB' AS "Postcode"
        FROM (SELECT i, '801' || lpad(i::VARCHAR, 9, '0') AS digits FROM range({rows}) AS r(i))
        """,
    )


def marks(path: Path, rows: int) -> None:
    """Attendance marks of a term: so many rows, each a pupil's morning and afternoon of a day."""
    _write(
        path,
        f"""
        SELECT 'P' || i // 100 AS "Pupil ID", {_SCHOOL} AS "URN",
            DATE '2026-09-02' + (i % 100)::INTEGER AS "Date",
            CASE WHEN hash(i) % 20 = 0 THEN 'I' ELSE '/' END AS "AM",
            CASE WHEN hash(i + 7) % 25 = 0 THEN 'O' ELSE '\\' END AS "PM"
        FROM range({rows}) AS r(i)
        """,
    )


def _write(path: Path, query: str) -> None:
    with duckdb.connect() as con:
        con.execute(f"COPY ({query}) TO '{path}' (HEADER)")


def bare(path: Path) -> float:
    """Seconds in which DuckDB reads every cell of the file as text, and does nothing with them."""
    begun = perf_counter()
    with duckdb.connect() as con:
        con.execute("SET threads = 2")
        con.execute(
            "SELECT bit_xor(hash(COLUMNS(*))) FROM read_csv(?, all_varchar = true, header = true)",
            [str(path)],
        ).fetchall()
    return perf_counter() - begun


def checked(path: Path) -> tuple[float, float, Reading]:
    """Seconds and peak megabytes of a read in the limited process, and what came of it."""
    scratch = tempfile.TemporaryDirectory()
    begun = perf_counter()
    Job(path, received_on=RECEIVED_ON).start(Path(scratch.name))
    ended = wait_for(Path(scratch.name))
    seconds = perf_counter() - begun
    if ended.refused:
        raise SystemExit(ended.refused)
    return seconds, ended.peak_mb, Reading.open(ended.readings[0], scratch)


def cases(folder: Path, sizes: list[int]) -> Iterator[Path]:
    pupils = folder / "roll_2026-12-18.csv"
    roll(pupils, PUPILS)
    yield pupils
    for rows in sizes:
        path = folder / f"marks_2026-27_autumn_{rows}.csv"
        marks(path, rows)
        yield path
        path.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=list(MARKS))
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        for path in cases(given.folder or Path(temporary), given.rows):
            alone = min(bare(path) for _ in range(2))
            seconds, peak, reading = checked(path)
            print(
                f"{reading.feed.key:18} {reading.rows_in:12,} rows "
                f"({reading.held_back_rows:,} held back) {path.stat().st_size / 1e6:6,.0f} MB: "
                f"{seconds:7.1f} s, {reading.rows_in / seconds:10,.0f} rows a second, "
                f"{peak:4.0f} MB peak; bare DuckDB {alone:6.2f} s; {seconds / alone:5.1f} x",
                flush=True,
            )
    print(f"goals: {GOALS}")


if __name__ == "__main__":
    main()
