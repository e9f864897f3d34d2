"""What a process, this one or another, and all those it started have taken, as Linux counts it."""

from __future__ import annotations

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def processor_seconds(root: int | None = None) -> float:
    """Seconds of processor time of a process, this one where none is named, of all that live below
    it, and of their dead."""
    return sum(sum(map(int, stat[11:15])) for stat in family(root).values()) / TICKS


def peak_gigabytes() -> float:
    """What this process and all that live below it held at most, each at its own worst moment."""
    return sum(peak(pid) for pid in family()) / 1e6


def family(root: int | None = None) -> dict[int, list[str]]:
    """What `/proc/PID/stat` tells after the name, of a process and of all below it."""
    told: dict[int, list[str]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            told[int(path.parent.name)] = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has just ended
    found = {os.getpid() if root is None else root}
    while more := {pid for pid, stat in told.items() if int(stat[1]) in found} - found:
        found |= more
    return {pid: told[pid] for pid in found if pid in told}


def peak(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)
