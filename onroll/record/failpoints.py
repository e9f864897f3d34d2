"""Named points at which a test may kill this process, to see what a power cut there would leave."""

from __future__ import annotations

import os
import signal

ARMED = "ONROLL_FAILPOINT"
"""The environment variable that holds the name of the one point that kills; unset, none does."""

FAILPOINTS = (
    "landing.locked",
    "landing.folder_made",
    "landing.part_copied",
    "landing.manifest_written",
    "landing.flushed",
    "landing.renamed",
    "landing.done",
    "event.begun",
    "event.written",
    "event.flushed",
    "event.renamed",
    "watch.taken",
    "watch.words_written",
    "watch.put_away",
    "letter.claimed",
    "letter.committed",
    "letter.answered",
    "letter.kept",
    "letter.done",
    "document.begun",
    "document.written",
    "document.flushed",
    "document.renamed",
)
"""Every point there is, in the order in which a landing, an event, a watched file, a letter and a
document pass them."""


def failpoint(name: str) -> None:
    """Nothing, but where a test has armed this point: there the process is gone at once.

    Killed by SIGKILL, which no `finally` and no buffer outlives.
    """
    if os.environ.get(ARMED) == name:
        os.kill(os.getpid(), signal.SIGKILL)
