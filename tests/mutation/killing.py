"""Asks the drawn specs of each planted fault: one that any of them notices is killed.

    python -m tests.mutation.killing FAULTS OUTCOMES

reads a JSON list of faults and writes, of each, the test that killed it, or null: it survived.
Everything is imported and collected once. A fault is planted in a fork of that process, which asks
the tests that read the rule, the narrowest first, by the plain interpreter alone.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

from tests.mutation.mutants import ROOT, Mutant

ASKED = [
    "tests/spec/cohorts", "tests/spec/clocks", "tests/spec/contradictions",
    "tests/spec/test_commencement.py", "tests/record/test_school_days.py",
    "tests/record/test_calendars.py", "tests/record/test_spells.py",
    "tests/record/test_catalogue.py", "tests/record/test_why.py", "tests/record/test_clocks.py",
]  # fmt: skip
LONGEST = 60
"""Seconds after which a fault that never comes to an end is taken for noticed."""


class Killing:
    """A pytest plugin that runs the collected tests once for each fault, and not by themselves."""

    def __init__(self, faults: list[Mutant]) -> None:
        self.faults = faults
        self.outcomes: list[str | None] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        from tests.spec.conftest import ALONE

        if session.testsfailed:
            raise session.Interrupted("A file of tests could not be read.")
        session.config.stash[ALONE] = True
        gc.freeze()  # what a fork does not look through it need not copy
        items = [item for item in session.items if "engine" not in item.fixturenames]
        read = json.loads(forked(lambda: json.dumps(what_each_reads(items))))
        for fault in self.faults:
            said = forked(lambda: killed_by(fault, items, read))  # noqa: B023 (asked at once)
            self.outcomes.append(said or None)
        return True


def what_each_reads(items: list[pytest.Item]) -> list[list[str]]:
    """The keys of the rules that each test works out. Raises where one fails with no fault."""
    from tests.mutation.in_place import RULES, forget

    now: set[str] = set()

    def noting(key: str, rule: Callable) -> Callable:
        return lambda child: now.add(key) or rule(child)

    for rule in RULES:
        vars(rule)["rule"] = noting(rule.key, rule.rule)
    found = []
    for item, following in zip(items, [*items[1:], None], strict=True):
        forget()
        now.clear()
        if failed(item, following):
            raise AssertionError(f"{item.nodeid} fails with no fault planted.")
        found.append(sorted(now))
    return found


def killed_by(fault: Mutant, items: list[pytest.Item], read: list[list[str]]) -> str:
    """The test that notices the fault; empty where none does."""
    from tests.mutation.in_place import plant

    key = Path(fault.file).stem
    narrow = sorted(range(len(items)), key=lambda n: (key not in items[n].nodeid, len(read[n])))
    everywhere = "definitions/" not in fault.file
    asked = [items[n] for n in narrow if everywhere or key in read[n]]
    plant(fault)
    signal.alarm(LONGEST)
    for item, following in zip(asked, [*asked[1:], None], strict=False):
        if failed(item, following):
            return item.nodeid
    return ""


def failed(item: pytest.Item, following: pytest.Item | None) -> bool:
    return any(step.failed for step in runtestprotocol(item, nextitem=following, log=False))


def forked(ask: Callable[[], str]) -> str:
    """What a fork of this process answers. Raises where it ends in any way but for want of time."""
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        try:
            with open(writes, "w", encoding="utf-8") as answer:
                answer.write(ask())
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    os.close(writes)
    with open(reads, encoding="utf-8") as answer:
        said = answer.read()
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if ended not in (0, -signal.SIGALRM):
        raise RuntimeError(f"A fork that asks the tests ended by {ended}, not by an answer.")
    return said if ended == 0 else f"not over in {LONGEST} seconds"


def main(faults: str, outcomes: str) -> int:
    os.chdir(ROOT)
    plugin = Killing([Mutant(**each) for each in json.loads(Path(faults).read_text("utf-8"))])
    options = ["-q", "-s", "-n", "0", "--tb=no", "-p", "no:cacheprovider"]
    code = pytest.main([*options, "-m", "not spark and not proof", *ASKED], plugins=[plugin])
    Path(outcomes).write_text(json.dumps(plugin.outcomes), encoding="utf-8")
    return int(code)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
