"""Every report through the gate of releases, one after another: seconds, beside making them.

    run.py bench releases [--children N] [--folder PATH] [--rounded BASE]

Makes Exampleshire, loads and runs it once, in a folder that is kept where one is named. Then each
report of the catalogue is made, and goes through the gate beside all those before it, as if each
was released at once. The ratio is of the gate to making the same reports, in one process on one
machine. Beside them stands how many of the numbers are shown. Nothing is asserted here.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from time import perf_counter

import county
from figures import children_of


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=97_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--rounded", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (given.folder or Path(temporary)).absolute()
        if not (folder / "newest_run").exists():
            for step in ("make", "load", "run"):
                county.measured(step, folder, given.children)
        measure(folder, given.rounded)


def measure(folder: Path, base: int) -> None:
    from onroll.cli.reports import of_day
    from onroll.figures.releasing.gate import Refused, Released, through_the_gate
    from onroll.figures.releasing.smallest_number import smallest_number
    from onroll.figures.reports.catalogue import KINDS, asked
    from onroll.record.home import Home

    home = Home(folder)
    run, on = of_day(home, None)
    small = smallest_number(on)
    print(f"{children_of(home.runs / (folder / 'newest_run').read_text()):,} children", flush=True)
    before: dict[str, Released] = {}
    making = checking = 0.0
    shown = every = refused = 0
    for kind in KINDS:
        begun = perf_counter()
        report = kind.make(run, asked(kind, on))
        made = perf_counter()
        try:
            found = through_the_gate(kind.key, report, before, small=small, base=base)
        except Refused as problem:
            refused += 1
            said = str(problem)
        else:
            before[kind.key] = found
            many = sum(1 for _ in found.report.numbers())
            shown, every = shown + many - len(found.hidden), every + many
            said = f"{many - len(found.hidden):,} of {many:,} numbers shown"
        done = perf_counter()
        making, checking = making + made - begun, checking + done - made
        print(f"{kind.key:24} made {made - begun:7.1f} s, gate {done - made:7.1f} s: {said}",
              flush=True)  # fmt: skip
    print(
        f"the gate takes {checking / making:.1f} times as long as making the reports "
        f"({checking:.1f} s and {making:.1f} s); {refused:,} refused; "
        f"{shown:,} of {every:,} numbers shown ({shown / max(1, every):.1%})"
    )


if __name__ == "__main__":
    main()
