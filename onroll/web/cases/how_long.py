"""How long a case has been open, and how long and why its child has been missing education."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onroll.record.casework.case import Case as AsItStands
from onroll.record.reason_for_missing import ReasonHeld, duration_band
from onroll.web.children.returned import Returned, reasons_of, returned
from onroll.web.shields.protected import ShownRecord


@dataclass(frozen=True)
class HowLong:
    """A case's days from its opening, and the return's band for so many; what the return would say
    of the child, null for one who is not missing education; and each reason so far, newest first.
    """

    open_days: int
    open_band: str
    returned: Returned | None
    reasons: list[ReasonHeld]


def how_long(stands: AsItStands, record: ShownRecord, day: date) -> HowLong:
    """As at a day for the case, and as at the record's own for the child."""
    days = stands.days_open(day) or 0
    return HowLong(days, duration_band(days), returned(record), reasons_of(record))
