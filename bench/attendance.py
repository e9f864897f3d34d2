"""Attendance at scale: facts of a county's marks beside a bare scan and pandas, and a day added.

    run.py bench attendance [--children N]

P1: every fact, from the compact layout, beside DuckDB's bare scan of the same marks as rows, and
pandas on the same rows finding one of the facts (days without attending, in runs). P2: the same for
ten times the children; the exponent of cost. P4: a day's file added to what is kept, beside parsing
that file and joining it to the pupils, and beside a rebuild from rows, which must tell the same.
CPU seconds of this process, all threads, the best of some rounds taken in turn.
"""

from __future__ import annotations

import argparse
import math
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from _register import DAYS, made_up, write_day, write_rows

from onroll.record.attendance.compact import Compact
from onroll.record.attendance.finish import finished
from onroll.record.attendance.kept import Kept
from onroll.record.attendance.measure import Measured, measure
from onroll.record.attendance.school_year_slots import as_date

ROUNDS = 3
MARKS = "select pupil_id, urn, date, am, pm from '{}'"


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


def rebuilt(rows: Path) -> Kept:
    with duckdb.connect(config={"threads": 2}) as db:
        return Kept(Compact.of(db.execute(MARKS.format(rows)).to_arrow_reader(1_000_000)))


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
    children = parser.parse_args().children
    with tempfile.TemporaryDirectory() as folder:
        compact, rows, day = (Path(folder) / name for name in ("c.parquet", "r.parquet", "d.csv"))
        marks = made_up(children)
        write_compact(marks, compact)
        many = write_rows(marks, rows)
        print(
            f"{children:,} children, {2 * many:,} session marks: {compact.stat().st_size:,} bytes"
        )
        facts = finished([(marks, measure(marks))])
        away = sum(name == "not_attending" for name in facts.column("fact").to_pylist())
        ours, bare = best(lambda: facts_of_file(compact), lambda: scan(rows))
        print(f"P1  {len(facts):,} facts {ours:.2f} s; bare scan {bare:.2f} s: {ours / bare:.1f} x")
        try:
            begun = process_time()
            same = with_pandas(rows) == away
            pandas = process_time() - begun
            print(f"    pandas, one fact {pandas:.2f} s: {pandas / ours:.1f} x ours; same: {same}")
        except ImportError:
            print("    pandas is not installed: pip install pandas, and run again")
        one_day(rows, day, marks)
        ten = Path(folder) / "ten.parquet"
        write_compact(made_up(children * 10), ten)
        (more,) = best(lambda: facts_of_file(ten))
        print(
            f"P2  {children * 10:,} children {more:.2f} s CPU: slope {math.log10(more / ours):.2f}"
        )


def one_day(rows: Path, day: Path, marks: Compact) -> None:
    """P4: the day after the first hundred is added, not the first of its month."""
    number = next(
        n for n in range(100, 190) if as_date(DAYS[n]).month == as_date(DAYS[n - 1]).month
    )
    wanted = as_date(DAYS[number])
    write_day(rows, wanted, day)
    until, all_days = rows.with_name("until.parquet"), rows.with_name("all_days.parquet")
    with duckdb.connect() as db:
        db.execute(
            f"copy (select * from '{rows}' where date < date '{wanted}') to '{until}' "
            "(format parquet, compression zstd)"
        )
        db.execute(
            f"copy (select * from '{rows}' where date <= date '{wanted}') to '{all_days}' "
            "(format parquet, compression zstd)"
        )
    pupils = pa.table({"pupil_id": marks.pupils})
    kept = rebuilt(until)
    begun = process_time()
    arrived = parsed(day, pupils)
    parse = process_time() - begun
    begun = process_time()
    again = kept.add(arrived)
    added = process_time() - begun
    begun = process_time()
    whole = rebuilt(all_days)
    rebuild = process_time() - begun
    told = [sorted(map(str, each.facts.to_pylist())) for each in (kept, whole)]
    same = told[0] == told[1]
    print(
        f"P4  day of {len(arrived):,} pupils: parse and join {parse:.2f} s, the rest {added:.2f} s"
        f"; whole {(parse + added) / parse:.1f} x the parse; the rest {added / rebuild:.1%} of a "
        f"rebuild from rows ({rebuild:.2f} s); {again:,} children measured anew; same facts: {same}"
    )


if __name__ == "__main__":
    main()
