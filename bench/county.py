"""A county, from files to the published record: seconds, CPU and peak memory of each stage.

    run.py bench county [--children N] [--folder PATH]

Each stage is a process of its own, so its peak memory is its own. The last one is an officer who
decides twice that records are not one child: what each waits until the pages show it. Beside them
stand the goals of the design: full rebuild of three years in 5 minutes, peak 4 GB. Nothing is
asserted here.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter

AS_OF = date(2026, 11, 20)
GOALS = {"run": "full rebuild of three years: load, run and publish in 300 s", "peak": "4,000 MB"}
STAGES = ("make", "load", "run", "publish", "publish again", "amend")


def make(folder: Path, children: int) -> None:
    from onroll.demo import make

    make(folder, children=children, until=AS_OF)


def load(folder: Path) -> None:
    from onroll.cli.demo import AS_SENT
    from onroll.cli.load import load_files
    from onroll.record.home import Home

    rows = 0
    for outcome in load_files([folder / "files"], Home(folder), AS_SENT):
        if outcome.load is None:
            raise SystemExit(outcome.message)
        rows += outcome.load.rows_in
    print(f"  {rows:,} rows read")


def run(folder: Path) -> None:
    from onroll.record.home import Home
    from onroll.record.run import run

    made = run(Home(folder), as_of=AS_OF, known_at=datetime.now(UTC))
    for stage, seconds in json.loads((made / "manifest.json").read_text())["seconds"].items():
        print(f"  {stage:12} {seconds:8.1f} s")
    (folder / "newest_run").write_text(made.name)


def publish(folder: Path) -> None:
    from onroll.cli.publishing import publish_run
    from onroll.cli.terminal import progress_bars
    from onroll.record.home import Home

    home = Home(folder)
    with progress_bars() as progress:
        publish_run(home, home.runs / (folder / "newest_run").read_text(), progress)


def amend(folder: Path) -> None:
    """Two decisions, one after the other, each shown before the next."""
    from onroll.web.prepare import prepare

    prepare(folder)

    from django.db.models import Count

    from onroll.record.home import Home
    from onroll.record.people.decisions import Verdict, decide
    from onroll.web.amending import amend_now
    from onroll.web.children.models import SourceRecord
    from onroll.web.library.models import Run

    home = Home(folder)
    several = SourceRecord.objects.values("child").annotate(n=Count("pk")).filter(n__gt=2)
    for child in several.order_by("child").values_list("child", flat=True)[:2]:
        records = SourceRecord.objects.filter(child=child).order_by("record_id")
        one, *other = records.values_list("record_id", flat=True)
        at = datetime.now(UTC)
        decide(home, Verdict.DIFFERENT, [one], other, at=at, by="bench", why="to measure it")
        begun = perf_counter()
        changed = amend_now([one, *other], at=at)
        took = perf_counter() - begun
        print(f"  one decision {took:8.1f} s, {len(changed)} children changed")
        shown = home.runs / Run.objects.get(is_current=True).pk
        told = json.loads((shown / "manifest.json").read_text())["seconds"]
        print("   " + ", ".join(f"{stage} {seconds:.1f} s" for stage, seconds in told.items()))


def measured(stage: str, folder: Path, children: int) -> tuple[float, float, float]:
    """Seconds, seconds of CPU and peak megabytes of one stage in a process of its own."""
    begun = perf_counter()
    command = [sys.executable, __file__, "--stage", stage, "--folder", str(folder)]
    process = subprocess.Popen([*command, "--children", str(children)])
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{stage} failed")
    cpu = usage.ru_utime + usage.ru_stime
    return perf_counter() - begun, cpu, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=97_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--stage")
    given = parser.parse_args()
    if given.stage == "make":
        make(given.folder, given.children)
    elif given.stage:
        {"load": load, "run": run, "amend": amend}.get(given.stage, publish)(given.folder)
    else:
        with tempfile.TemporaryDirectory() as temporary:
            folder = given.folder or Path(temporary)
            print(f"{given.children:,} children, three years, every feed", flush=True)
            for stage in STAGES:
                seconds, cpu, peak = measured(stage, folder, given.children)
                print(
                    f"{stage:14} {seconds:8.1f} s {cpu:8.1f} s CPU {peak:8,.0f} MB peak", flush=True
                )
        print(f"goals: {GOALS['run']}; peak memory {GOALS['peak']}")


if __name__ == "__main__":
    main()
