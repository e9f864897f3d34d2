"""Every report of the catalogue from one run: seconds and peak memory, beside one plain read of it.

    run.py bench figures [--children N] [--folder PATH]

Makes Exampleshire, loads and runs it once, in a folder that is kept where one is named. Then each
of these is a process of its own, so its peak memory is its own: DuckDB reads every row of the
tables that reports read, and counts each definition once; each report is made; and the whole pack
is written as `onroll report pack` writes it. The ratio is of the pack to that read, in the same
run on the same machine. Beside them stands the design's goal; nothing is asserted here.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from subprocess import Popen
from time import perf_counter

import county

GOAL = "an analyst has a draft of the scorecard within 15 minutes"
TABLES = ("statuses", "facts", "clocks", "children")
READ, PACK = "read once by DuckDB", "pack"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=97_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--stage")
    given = parser.parse_args()
    if given.stage:
        stage(given.stage, given.folder)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = (given.folder or Path(temporary)).absolute()
        if not (folder / "newest_run").exists():
            for step in ("make", "load", "run"):
                county.measured(step, folder, given.children)
        measure(folder)


def measure(folder: Path) -> None:
    from onroll.figures.reports.catalogue import REPORTS
    from onroll.record.home import Home

    run = Home(folder).runs / (folder / "newest_run").read_text()
    size = sum((run / f"{name}.parquet").stat().st_size for name in TABLES) / 1e6
    print(f"{children_of(run):,} children, {size:,.0f} MB of tables", flush=True)
    took = {}
    for each in (READ, *REPORTS, PACK):
        begun = perf_counter()
        process = Popen([sys.executable, __file__, "--stage", each, "--folder", str(folder)])
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            raise SystemExit(f"{each} failed")
        took[each] = perf_counter() - begun
        print(
            f"{each:24} {took[each]:8.1f} s {usage.ru_utime + usage.ru_stime:8.1f} s CPU "
            f"{usage.ru_maxrss / 1024:8,.0f} MB peak",
            flush=True,
        )
    print(f"the pack takes {took[PACK] / took[READ]:.1f} times as long as {READ}; goal: {GOAL}")


def stage(name: str, folder: Path) -> None:
    """One process: the baseline, one report made, or the whole pack written."""
    from onroll.record.home import Home

    home = Home(folder)
    if name == READ:
        read_once(home.runs / (folder / "newest_run").read_text())
        return
    from onroll.cli.reports import of_day, write
    from onroll.figures.reports.catalogue import KINDS, REPORTS, asked

    run, on = of_day(home, None)
    if name != PACK:
        REPORTS[name].make(run, asked(REPORTS[name], on))
        return
    with tempfile.TemporaryDirectory() as into:
        for kind in KINDS:
            write(kind.make(run, asked(kind, on)), Path(into) / kind.key, run)


def read_once(run: Path) -> None:
    import duckdb

    with duckdb.connect() as engine:
        for name in TABLES:
            engine.execute(f"create table {name} as from read_parquet('{run}/{name}.parquet')")
        engine.execute("select definition, count(*) from statuses group by all").fetchall()


def children_of(run: Path) -> int:
    import pyarrow.parquet as pq

    return pq.read_metadata(run / "children.parquet").num_rows


if __name__ == "__main__":
    main()
