"""Children missing education on a census day, as the Department publishes them.

The topics and words are in the order of the published file of autumn 2025.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from onroll.figures.termly_return import SEX_GROUPS, YEAR_GROUPS, TermlyReturn, Topics, sex_and_year
from onroll.record.missing_reasons import PRIMARY_REASONS
from onroll.record.one_child import OneChild
from onroll.record.reason_for_missing import (
    OVER,
    UNKNOWN_BAND,
    WEEKS,
    days_missing,
    duration_band,
    reason_on,
)

REASONS: Final = (
    "moved_in_from_another_authority", "moved_in_from_another_country",
    "application_awaiting_outcome", "offer_not_accepted", "waiting_to_start",
    "did_not_get_preference", "unsuitable_home_education", "difficulty_getting_suitable_place",
    "dissatisfied", "dissatisfied_send", "mental_health", "physical_health", "parents_decision",
    "did_not_apply", "challenging_attendance_order", "moved_to_another_authority",
    "moved_to_another_country", "unknown", "not_recorded", "other",
)  # fmt: skip
"""The keys of the reasons in the order of the published file."""

TOPICS: Final[Topics] = {
    "Total": ("Total",),
    "Sex": SEX_GROUPS,
    "Year group": YEAR_GROUPS,
    "Duration": (*(band for _, band in WEEKS), OVER, UNKNOWN_BAND),
    "Reason": tuple(PRIMARY_REASONS[key] for key in REASONS),
}


def groups_of(child: OneChild, who: dict[str, Any], day: date) -> dict[str, str]:
    """The group of each topic that a child missing education on a day is in."""
    return sex_and_year(who, day) | {
        "Duration": duration_band(days_missing(child, day)),
        "Reason": reason_on(child, day) or PRIMARY_REASONS["not_recorded"],
    }


CME_CENSUS: Final = TermlyReturn(
    name="cme_census",
    children="children missing education",
    definition="dfe_return_missing_education",
    topics=TOPICS,
    not_known=frozenset({PRIMARY_REASONS["unknown"], PRIMARY_REASONS["not_recorded"]}),
    groups_of=groups_of,
)
