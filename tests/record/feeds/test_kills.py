"""A process that is killed while it loads leaves a load whole or not at all, and nothing beside it.

`run.py prove kills` kills many more.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from pathlib import Path
from statistics import median

import pytest

from onroll.record.failpoints import FAILPOINTS
from onroll.record.feeds import read
from onroll.record.feeds.fix_file import write_fix_file
from onroll.record.home import Home
from tests.record.aloud import say_aloud
from tests.record.feeds import changes
from tests.record.feeds.changes import CHANGES, land_step_by_step
from tests.record.feeds.killing import Change, Tree, copied, run, tree, wrong_after

KILLS = int(os.environ.get("ONROLL_PROOF", "0")) or 25
SEED = int(os.environ.get("ONROLL_SEED", "1"))

ROLL = "Pupil ID,UPN,Forename,Surname,Date of Birth,Sex,URN,Enrolment Status,Entry Date,Postcode\n"


def roll(rows: int, surname: str) -> str:
    return ROLL + "".join(
        f"P{n},,Amira,{surname},27/03/2013,F,100001,C,{31 if n % 2 else 10}/02/2024,XE1 2AB\n"
        for n in range(rows)
    )


class Ground:
    """The readings that land, the home they land in, and what it is like after each change."""

    def __init__(self, folder: Path):
        self.folder, self.readings = folder, folder / "readings"
        whole = self._keep("roll_v1", "roll_2026-11-01_v1.csv", roll(300, "Okafor"))
        self._keep("roll_v2", "roll_2026-11-01_v2.csv", roll(200, "Okafore"))
        marks = "".join(f"P{n},100001,2026-09-07,/,N\n" for n in range(300))
        self._keep("marks", "marks_2026-27_autumn.csv", "Pupil ID,URN,Date,AM,PM\n" + marks)
        fix = folder / "fix.csv"
        write_fix_file(fix, whole)
        mended = fix.read_text("utf-8-sig").replace(",31/02/2024,XE1", ",28/02/2024,XE1")
        self._keep("roll_v1_fix", "roll_2026-11-01_v1.fix.csv", mended)
        self.home = Home(folder / "prepared")
        changes.prepare(self.home, self.readings)
        self.before = tree(self.home.path)
        self.wanted = {change: self._after(change) for change in CHANGES}

    def _keep(self, name: str, file: str, text: str) -> Path:
        path = self.folder / file
        path.write_text(text)
        return read(path).keep(self.readings / name).folder

    def _after(self, change: Change) -> Tree:
        home = copied(self.home, self.folder / "wanted")
        change(home, self.readings)
        after = tree(home.path)
        assert after != self.before
        change(home, self.readings)
        assert tree(home.path) == after
        if change is changes.land_first:
            changes.manifest_of(home, self.readings / "marks.json")
        return after

    def wrong(self, change: Change, home: Home, wanted: Tree) -> list[str]:
        return wrong_after(change, home, self.readings, self.before, wanted)


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return Ground(tmp_path_factory.mktemp("kills"))


@pytest.mark.proof
def test_a_process_killed_at_any_failpoint_leaves_a_home_in_order(ground):
    reached, passed = set(), set()
    for change in CHANGES:
        kind = "landing." if change.__name__.startswith("land") else "event."
        for point in (point for point in FAILPOINTS if point.startswith(kind)):
            passed.add(point)
            home = copied(ground.home, ground.folder / "home")
            if run(change, home, ground.readings, at=point).killed:
                reached.add(point)
            assert ground.wrong(change, home, ground.wanted[change]) == [], (change, point)
    assert reached == passed


def kill_at_random(
    ground: Ground, change: Change, wanted: Tree, times: int, rng: random.Random
) -> tuple[int, Counter[str]]:
    """Kill a change at moments drawn from 0 to 130 % of how long it takes.

    How many kills came before it was done, and how often each thing was wrong afterwards.
    """
    usual = median(
        run(change, copied(ground.home, ground.folder / "home"), ground.readings).seconds
        for _ in range(5)
    )
    killed, wrong = 0, Counter[str]()
    for _ in range(times):
        home = copied(ground.home, ground.folder / "home")
        moment = usual * rng.uniform(0, 1.3)
        killed += run(change, home, ground.readings, after=moment).killed
        wrong.update(each.split(":")[0] for each in ground.wrong(change, home, wanted))
    return killed, wrong


@pytest.mark.proof
def test_a_process_killed_at_any_moment_leaves_a_home_in_order(ground, request):
    rng = random.Random(SEED)
    killed, wrong = 0, Counter[str]()
    for change in CHANGES:
        of_change, found = kill_at_random(
            ground, change, ground.wanted[change], -(-KILLS // len(CHANGES)), rng
        )
        killed += of_change
        wrong += found
    total = -(-KILLS // len(CHANGES)) * len(CHANGES)
    say_aloud(
        request.config,
        f"kills: N = {total:,} runs, {killed:,} killed before they were done, seed {SEED}, "
        f"wrong {wrong.total():,}",
    )
    assert not wrong
    assert killed > total // 3


@pytest.mark.proof
def test_an_importer_that_lands_step_by_step_is_caught(ground, request):
    """Not only that ours passes: the same harness finds the fault in one that has it."""
    home = copied(ground.home, ground.folder / "home")
    land_step_by_step(home, ground.readings)
    wanted = tree(home.path)
    rng = random.Random(SEED)

    killed, wrong = kill_at_random(ground, land_step_by_step, wanted, max(40, KILLS // 10), rng)

    say_aloud(
        request.config,
        f"a stepwise importer: {killed:,} killed before they were done, caught {wrong.total():,} "
        "times",
    )
    assert wrong["half a load"]
    assert wrong["made again, it is not the same"]
