"""Why a child is missing education and how long, as the Department's return asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onroll.record.reason_for_missing import (
    ReasonHeld,
    days_missing,
    duration_band,
    reason_on,
    reasons_until,
    tells,
)
from onroll.record.why import Evidence, evidence

if TYPE_CHECKING:
    from onroll.web.shields.protected import ShownRecord


@dataclass(frozen=True)
class Returned:
    """The return's primary reason and band; `rows` tell the reason, none where nobody tells it."""

    reason: str
    band: str
    days: int
    rows: tuple[Evidence, ...]


def returned(record: ShownRecord) -> Returned | None:
    """What the return would say of the child on the record's day; None for one not missing.

    None for a protected child as well: some of the reasons say where a child is.
    """
    child, day = record.whole.one_child, record.day
    reason = None if record.protected else reason_on(child, day)
    days = days_missing(child, day)
    if reason is None or days is None:
        return None
    told = tells(reason)
    rows = evidence(told, child, day) if told is not None and child.holds(told, day) else ()
    return Returned(reason, duration_band(days), days, rows)


def reasons_of(record: ShownRecord) -> list[ReasonHeld]:
    """Each reason the child had up to the record's day, the newest first.

    None of a protected child, for the same cause.
    """
    return [] if record.protected else reasons_until(record.whole.one_child, record.day)
