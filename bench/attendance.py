"""Attendance at scale: facts of a county's marks beside a bare scan and pandas, and a day added.

    run.py bench attendance [--children N] [--day]

P1: every fact, from the compact layout, beside DuckDB's bare scan of the same marks as rows, and
pandas on the same rows finding one of the facts (days without attending, in runs). P2: the same for
ten times the children; the exponent of cost. P4: what a run does with a day's load more than what
is kept, reading and writing that with it, beside parsing the day's file and joining it to the
pupils, and beside a run that keeps nothing, which must tell the same.
CPU seconds of this process, all threads, the best of some rounds taken in turn.
"""

from __future__ import annotations

import argparse
import math
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import process_time

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from _register import DAYS, made_up, write_day, write_rows

from onroll.record.attendance.compact import Compact
from onroll.record.attendance.finish import finished
from onroll.record.attendance.marks_facts import tell_marks
from onroll.record.attendance.measure import Measured, measure
from onroll.record.attendance.school_year_slots import as_date
from onroll.record.attendance.upkeep import Deliveries, tell_kept_marks
from onroll.record.engines import connect
from onroll.record.feeds import feed, read
from onroll.record.feeds.loads import Load
from onroll.record.gather import rows_of

ROUNDS = 3
FEED = feed("attendance_marks")
CAME = datetime(2026, 1, 1, tzinfo=UTC)


def best(*ways: Callable[[], object]) -> list[float]:
    """The least CPU seconds of each way, tried in turn."""
    found = [math.inf] * len(ways)
    for _ in range(ROUNDS):
        for number, way in enumerate(ways):
            begun = process_time()
            way()
            found[number] = min(found[number], process_time() - begun)
    return found


def facts_of_file(path: Path) -> int:
    """Read the compact file part by part and measure each; how many facts there are."""
    parts: list[tuple[Compact, Measured]] = []
    for batch in pq.ParquetFile(path).iter_batches(batch_size=16_384):
        marks = Compact.from_arrow(batch)
        parts.append(
            (Compact(marks.pupils, marks.urns, marks.years, marks.codes[:0]), measure(marks))
        )
    return len(finished(parts))


def scan(path: Path) -> None:
    with duckdb.connect(config={"threads": 2}) as db:
        db.execute(
            f"select max(pupil_id), max(urn), max(date), max(am), max(pm) from '{path}'"
        ).fetchall()


def with_pandas(path: Path) -> int:
    """How many runs of days without an attended session there are, as one writes it in pandas."""
    import pandas as pd

    marks = pd.read_parquet(path, columns=["pupil_id", "date", "am", "pm"])
    there, away = {"/", "\\", "L", "K", "V", "P", "W", "B"}, set("MSCTRIEGNOU") | {"C1", "J1", "C2"}
    attended = marks.am.isin(there) | marks.pm.isin(there)
    marks["away"] = ~attended & (marks.am.isin(away) | marks.pm.isin(away))
    marks = marks[attended | marks.away].sort_values(["pupil_id", "date"])
    new = (marks.away != marks.away.shift()) | (marks.pupil_id != marks.pupil_id.shift())
    return int((new & marks.away).sum())


def write_compact(marks: Compact, path: Path) -> None:
    pq.write_table(
        marks.to_arrow(), path, compression="zstd", use_dictionary=False, row_group_size=16_384
    )


def parsed(day: Path, pupils: pa.Table) -> pa.Table:
    """A day's file as marks of known pupils: what any way of adding it must do first."""
    with duckdb.connect(config={"threads": 2}) as db:
        db.register("pupil", pupils)
        return db.execute(
            "select d.pupil_id, d.urn, d.date, d.am, d.pm from read_csv(?, all_varchar = false, "
            "types = {'urn': 'VARCHAR'}) as d join pupil using (pupil_id)",
            [str(day)],
        ).to_arrow_table()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--children", type=int, default=20_000)
    parser.add_argument("--day", action="store_true", help="only P4, a day added")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        marks, rows = made_up(asked.children), Path(folder) / "rows.parquet"
        many = write_rows(marks, rows)
        print(f"{asked.children:,} children, {2 * many:,} session marks")
        if not asked.day:
            a_county(rows, marks)
        one_day(rows, marks)


def a_county(rows: Path, marks: Compact) -> None:
    """P1 and P2: every fact, beside a bare scan and pandas, and of ten times the children."""
    compact, children = rows.with_name("compact.parquet"), len(marks.years)
    write_compact(marks, compact)
    facts = finished([(marks, measure(marks))])
    away = sum(name == "not_attending" for name in facts.column("fact").to_pylist())
    ours, bare = best(lambda: facts_of_file(compact), lambda: scan(rows))
    print(
        f"P1  {len(facts):,} facts of {compact.stat().st_size:,} bytes {ours:.2f} s; bare scan "
        f"{bare:.2f} s: {ours / bare:.1f} x"
    )
    try:
        begun = process_time()
        same = with_pandas(rows) == away
        pandas = process_time() - begun
        print(f"    pandas, one fact {pandas:.2f} s: {pandas / ours:.1f} x ours; same: {same}")
    except ImportError:
        print("    pandas is not installed: pip install pandas, and run again")
    write_compact(made_up(children * 10), compact)
    (more,) = best(lambda: facts_of_file(compact))
    print(f"P2  {children * 10:,} children {more:.2f} s CPU: slope {math.log10(more / ours):.2f}")


class Nights:
    """A feed of marks whose loads lie in a folder, as runs find them."""

    def __init__(self, folder: Path):
        self.folder, self.loads = folder, []

    def came(self, name: str, select: str) -> None:
        """Land what a SELECT finds, as a load of its own."""
        path = self.folder / name
        path.mkdir()
        with duckdb.connect() as db:
            db.execute(
                f"copy (select * replace ('{name}.csv' as file), cast(null as date) as gone_on "
                f"from ({select})) to '{path / 'accepted.parquet'}' (compression zstd)"
            )
        self.loads.append(
            Load(FEED.key, name, f"{name}.csv", name, name, CAME, 1, 1, 0, path, FEED.kind, None)
        )

    def told(self, kept: Path | None) -> tuple[float, str]:
        """CPU seconds until the facts are there to be asked, and a digest of them all."""
        with connect(memory="3GB") as db:
            db.execute("set threads = 2")
            begun = process_time()
            everything = partial(rows_of, db, self.loads, "")
            if kept:
                of = Deliveries(self.loads, (), everything, lambda some: rows_of(db, some, ""))
                tell_kept_marks(db, FEED, of, kept)
            else:
                everything()
                tell_marks(db, FEED)
            took = process_time() - begun
            digest = db.execute(
                "select count(*) || ' ' || bit_xor(hash(columns(*)::varchar)) from "
                "(select hash(mark_fact) as h from mark_fact)"
            ).fetchone()
        return took, str(digest)


def one_day(rows: Path, marks: Compact) -> None:
    """P4: Monday, Tuesday and Wednesday are added, one by one, each as the news of a night."""
    number = next(
        n for n in range(100, 190) if as_date(DAYS[n]).weekday() == 0 and DAYS[n] == DAYS[n - 1] + 3
    )
    folder = rows.with_name("loads")
    folder.mkdir()
    nights, kept = Nights(folder), rows.with_name("kept")
    wanted = [as_date(DAYS[n]) for n in range(number, number + 3)]
    nights.came("m_2025", f"select * from '{rows}' where date < date '{wanted[0]}'")
    first, _ = nights.told(kept)
    print(f"P4  first night {first:.2f} s, {kept_bytes(kept):,} bytes kept")
    pupils = pa.table({"pupil_id": marks.pupils})
    for each in wanted:
        day = rows.with_name(f"attendance_marks_{each}.csv")
        write_day(rows, each, day)
        parse, checked = best(lambda day=day: parsed(day, pupils), lambda day=day: read(day))
        nights.came(f"m_{each}", f"select * from '{rows}' where date = date '{each}'")
        added, ours = nights.told(kept)
        again, same = nights.told(kept)
        rebuild, theirs = nights.told(None)
        print(
            f"    {each:%A} of {len(marks.years):,} pupils: parse and join {parse:.2f} s, as a "
            f"load is read and checked {checked:.2f} s; the rest {added:.2f} s; whole "
            f"{(parse + added) / parse:.1f} x the parse, {(checked + added) / checked:.1f} x the "
            f"checked read; the rest {added / rebuild:.1%} of a rebuild ({rebuild:.2f} s); nothing "
            f"new {again:.2f} s; same facts: {ours == theirs == same}",
            flush=True,
        )
    print(f"    {kept_bytes(kept):,} bytes kept after them")


def kept_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())


if __name__ == "__main__":
    main()
