"""Lines of the log that say where something failed and never what it said.

What an exception says may be a row about a child: PostgreSQL prints the whole of one that it
refuses. The kind of exception and the lines of code it came through are ours, and are kept.
"""

from __future__ import annotations

import logging
import re
import traceback
from types import TracebackType
from typing import Any, Final

REFERENCE: Final = re.compile(r"\bEC-[0-9A-Z]+", re.IGNORECASE)
SECRET: Final = re.compile(r"(/(?:calendar|invited)/)[^\s/?]+", re.IGNORECASE)
"""What an address holds that lets in whoever has it."""


class WithoutWhatItSaid(logging.Formatter):
    """A formatter that prints of an exception its class and its frames, and of its causes theirs.

    Whose page it was is in the log of reads, and so a child's reference is left out here; and so is
    what would let in whoever reads the log.
    """

    def format(self, record: logging.LogRecord) -> str:
        return SECRET.sub(r"\1…", REFERENCE.sub("EC-…", super().format(record)))

    def formatException(
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | Any
    ) -> str:
        lines = []
        for problem in reversed(causes(ei[1])):
            lines += traceback.format_tb(problem.__traceback__)
            kind = type(problem)
            lines.append(f"{kind.__module__}.{kind.__qualname__}\n")
        return "".join(lines).rstrip()


def causes(problem: BaseException | None) -> list[BaseException]:
    """The exception and those it came of, each once, the first cause last."""
    found: list[BaseException] = []
    while problem is not None and problem not in found:
        found.append(problem)
        problem = problem.__cause__ or problem.__context__
    return found
