"""Nine faults in ten that are planted in the rules are noticed by their drawn specs.

In the definitions, in the algebra of spells and in the counting of school days. The tests plant a
sample; `run.py prove mutants` plants all of them, or ONROLL_PROOF of them, and prints each that
nobody noticed, with its line: a condition that no spec guards, or a change that changes nothing.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

import pytest

from tests.mutation.mutants import FILES, RECORD, ROOT, Mutant, mutants
from tests.record.aloud import say_aloud

PROOF = int(os.environ.get("ONROLL_PROOF", "0"))
SEED = os.environ.get("ONROLL_SEED", "1")
PLANTED = PROOF or 40

HARMLESS = [
    ("definitions/cohorts/repeat_case.py", "child.case_open &",
     "child.case_open & child.case_open &"),
    ("definitions/clocks/sixth_school_day.py", "child.admitted | child.reinstated",
     "child.reinstated | child.admitted"),
    ("definitions/contradictions/two_main_rolls.py", "- newly", "- newly - newly"),
]  # fmt: skip


@pytest.mark.proof
@pytest.mark.skipif(not hasattr(os, "fork"), reason="Faults are planted in forks: POSIX only")
def test_nine_faults_in_ten_are_noticed(tmp_path, pytestconfig):
    every = [fault for path in FILES for fault in mutants(path)]
    planted = sorted(every, key=by_lot)[:PLANTED]
    harmless = [written(*each) for each in HARMLESS]

    parts = (os.cpu_count() or 1) if PROOF else 1
    faults = [[*planted[part::parts], *harmless] for part in range(parts)]
    with ThreadPoolExecutor(parts) as several:
        folders = [tmp_path / str(part) for part in range(parts)]
        found = list(several.map(killed, faults, folders))

    told = [each for pairs in map(zip, faults, found) for each in pairs]
    survivors = {fault for fault, by in told if by is None}
    assert survivors >= set(harmless), "a change of nothing was noticed"
    survivors -= set(harmless)
    noticed = len(planted) - len(survivors)
    said = [
        f"N = {len(planted)} of {len(every)} faults, seed {SEED}: {noticed} noticed, "
        f"{noticed / len(planted):.1%}; {dict(Counter(family(each) for each in planted))} planted, "
        f"{dict(Counter(family(each) for each in survivors))} not noticed.",
        *map(str, sorted(survivors, key=lambda each: (each.file, each.line))),
    ]
    if PROOF:
        say_aloud(pytestconfig, "\n".join(said))
    assert noticed >= 0.9 * len(planted), "\n".join(said)


def by_lot(fault: Mutant) -> str:
    """A place drawn by lot that stays the same while other faults come and go."""
    return sha256(f"{SEED}/{fault}".encode()).hexdigest()


def family(fault: Mutant) -> str:
    path = Path(fault.file)
    return path.parent.name if "definitions" in path.parts else path.stem


def written(file: str, was: str, now: str) -> Mutant:
    """A change written by hand."""
    text = (RECORD / file).read_text(encoding="utf-8")
    assert text.count(was), (file, was)
    path = (RECORD / file).relative_to(ROOT).as_posix()
    line = text[: text.index(was)].count("\n") + 1
    return Mutant(path, line, was, now, text.replace(was, now))


def killed(faults: list[Mutant], folder: Path) -> list[str | None]:
    """The test that noticed each fault; null where none did."""
    folder.mkdir()
    asked, told = folder / "faults.json", folder / "outcomes.json"
    asked.write_text(json.dumps([asdict(fault) for fault in faults]), encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(
        [sys.executable, "-m", "tests.mutation.killing", str(asked), str(told)],
        cwd=ROOT,
        env={name: value for name, value in kept.items() if name != "ONROLL_PROOF"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return json.loads(told.read_text(encoding="utf-8"))
