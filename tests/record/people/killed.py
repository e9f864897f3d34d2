"""A process that is killed at a named point while it changes a home."""

import multiprocessing
import os
from collections.abc import Callable

from onroll.record.failpoints import ARMED
from onroll.record.home import Home

_FORKED = multiprocessing.get_context("fork")


def killed_at(point: str, change: Callable[[Home], None], home: Home) -> bool:
    """Let a process of its own change a home; true when it died at that point."""
    process = _FORKED.Process(target=_change, args=(point, change, home))
    process.start()
    process.join()
    assert process.exitcode in (0, -9), f"the process ended with {process.exitcode}"
    return process.exitcode == -9


def _change(point: str, change: Callable[[Home], None], home: Home) -> None:
    os.environ[ARMED] = point
    change(home)
