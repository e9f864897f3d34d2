"""How much memory and time the reading of one file may take."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

MEMORY_MB = 512
CPU_SECONDS = 25
"""On a quiet machine any file of up to 50 MB is answered within 30 seconds, a start included."""
SECONDS = 25
"""A file of up to 10 MB is answered within 30 seconds, however busy the machine."""
_CPU_SECONDS_A_MB, _CPU_FROM_MB = 0.5, 50
_SECONDS_A_MB, _FROM_MB = 2.5, 10


@dataclass(frozen=True, slots=True)
class Limits:
    """What the process that reads one file may use.

    Megabytes of memory, seconds of processor time, of all its threads together, and seconds on the
    wall. Time on the wall is the wider of the two, for a good file may have to wait its turn.
    """

    memory_mb: int = MEMORY_MB
    cpu_seconds: int = CPU_SECONDS
    seconds: int = SECONDS

    @classmethod
    def of(cls, path: Path) -> Limits:
        """The limits of a file of its size."""
        megabytes = path.stat().st_size / 1e6 if path.exists() else 0
        return cls(
            cpu_seconds=int(CPU_SECONDS + _CPU_SECONDS_A_MB * max(0, megabytes - _CPU_FROM_MB)),
            seconds=int(SECONDS + _SECONDS_A_MB * max(0, megabytes - _FROM_MB)),
        )
