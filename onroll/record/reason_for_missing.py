"""Why and how long a child has been missing education, as the Department's return asks for them.

The reason is a fact with a row behind it. What the council's own list says of the child comes
first; where it says nothing, or that the reason is unknown, what another source tells decides, in
the order below; where none does the reason is "Unknown" if the list says so, else "Not recorded".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

from onroll.record.definitions.cohorts.missing_education import missing_education
from onroll.record.missing_reasons import PRIMARY_REASONS
from onroll.record.one_child import OneChild, on
from onroll.record.risk_facts import REASONS
from onroll.record.spells import Spells, day_number
from onroll.record.timeline import Child

TOLD_BY_OTHERS: Final[dict[str, Spells]] = {
    "unsuitable_home_education": Child.home_educated & Child.education_found_unsuitable,
    "offer_not_accepted": Child.offer_not_accepted,
    "waiting_to_start": Child.accepted_not_started | Child.offer_not_started,
    "application_awaiting_outcome": Child.application_awaiting_outcome,
    "did_not_get_preference": Child.application_refused.until(
        Child.offer_not_started | Child.admitted
    ),
    "moved_in_from_another_country": Child.new_to_the_country.until(Child.admitted),
    "moved_in_from_another_authority": Child.moved_from_another_authority.until(Child.admitted),
    "mental_health": Child.mental_health_service,
    "physical_health": Child.medical_evidence | Child.in_hospital,
}
"""What else tells a reason, the first that holds before the next."""

WEEKS: Final = (
    (2, "Less than 2 weeks"),
    (4, "2 to 4 weeks"),
    (8, "4 to 8 weeks"),
    (12, "8 to 12 weeks"),
    (26, "12 to 26 weeks"),
    (52, "26 to 52 weeks"),
)
OVER: Final = "Over 52 weeks"
UNKNOWN_BAND: Final = "Unknown"

_UNDECIDED = ("not_recorded", "unknown")


@cache
def primary_reasons() -> dict[str, Spells]:
    """Each reason's words and when it is the reason, in the order in which they are looked for.

    Of a child missing education exactly one holds on any day.
    """
    listed = {key: fact for key, fact in REASONS.items() if key not in _UNDECIDED}
    ordered: list[tuple[str, Spells]] = [
        *listed.items(),
        *TOLD_BY_OTHERS.items(),
        ("unknown", REASONS["unknown"]),
    ]
    found: dict[str, Spells] = {}
    missing: Spells = missing_education.expression
    left = missing
    for key, holds in ordered:
        words = PRIMARY_REASONS[key]
        found[words] = found[words] | (left & holds) if words in found else left & holds
        left = left - holds
    return found | {PRIMARY_REASONS["not_recorded"]: left}


def reason_on(child: OneChild, day: date) -> str | None:
    """The primary reason of a child on a day, in the return's words; None if not missing."""
    return next(
        (words for words, holds in primary_reasons().items() if child.holds(holds, day)), None
    )


@dataclass(frozen=True)
class ReasonHeld:
    """A primary reason over a run of days. `ends_before` is None where it still was the reason on
    the day that was asked about."""

    words: str
    starts_on: date
    ends_before: date | None

    @property
    def last_on(self) -> date | None:
        """The last day on which it was the reason; None where it still was."""
        return self.ends_before and self.ends_before - timedelta(days=1)


def reasons_until(child: OneChild, day: date) -> list[ReasonHeld]:
    """Each primary reason that a child had up to a day, the newest first.

    Between two of them the child may not have been missing education. Empty for one who never was.
    """
    number = day_number(day)
    held = [
        (run, words)
        for words, holds in primary_reasons().items()
        for run in child.runs(holds)
        if run[0] <= number
    ]
    return [
        ReasonHeld(words, on(start), None if number < end else on(end))
        for (start, end), words in sorted(held, reverse=True)
    ]


@cache
def tells(reason: str) -> Spells | None:
    """What tells a reason, given in the return's words; None for "Not recorded".

    The council's own list, or another source that the list may leave it to.
    """
    key = next(key for key, words in PRIMARY_REASONS.items() if words == reason)
    if key == "not_recorded":
        return None
    listed, others = REASONS[key], TOLD_BY_OTHERS.get(key)
    return listed if others is None else listed | others


def days_missing(child: OneChild, day: date) -> int | None:
    """Days since the child became missing education, 0 on the first; None if not missing."""
    run = child.run_on(missing_education.expression, day)
    return None if run is None else day_number(day) - run[0]


def duration_band(days: int | None) -> str:
    """The return's band for a number of days; "Unknown" for None.

    The bands' limits are not stated; reading taken: the lower one is in the band, so that 14 days
    are "2 to 4 weeks".
    """
    if days is None:
        return UNKNOWN_BAND
    return next((band for weeks, band in WEEKS if days < 7 * weeks), OVER)
