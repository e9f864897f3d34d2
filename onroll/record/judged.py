"""What people decided and shielded, as a run uses it, and up to which act a run rests on it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

import pyarrow as pa

from onroll.record.home import Home
from onroll.record.people.decisions import constraints, decisions


class Acts(NamedTuple):
    """The number of the last decision and of the last act about a shield; 0 before the first."""

    decisions: int
    shields: int


class Decided(NamedTuple):
    """The decisions in force at a moment (record_a, record_b, decision), and the last of them."""

    constraints: pa.Table
    up_to: int


def decided(home: Home, at: datetime) -> Decided:
    """What had been decided by a moment, which needs a time zone."""
    known = decisions(home, at)
    return Decided(constraints(known), max((act.number for act in known), default=0))


def last_acts(home: Home) -> Acts:
    """The last acts there are now. An act is a file with its number, so none is read."""
    return Acts(*(_last(home, journal) for journal in ("decisions", "shields")))


def _last(home: Home, journal: str) -> int:
    return max((int(act.stem) for act in (home.people / journal).glob("[0-9]*.json")), default=0)
