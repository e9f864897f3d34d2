"""Suspensions and permanent exclusions, as schools report them to the pupil system.

A permanent exclusion is an event of the day from which the child may not attend; a reinstatement
is one of the day of return. A suspension lasts half a day for each session, counted in calendar
days from its start.

A child excluded from a school, of whom the newest file says nothing any more, is no less excluded:
the clock runs until the child is admitted somewhere or reinstated.
"""

import datetime as dt
from typing import Final

from onroll.record.feeds.base import Column, Feed, Kind, Rule, Severity
from onroll.record.feeds.columns import DATE, REFERENCE, UPN, URN, number, one_of
from onroll.record.feeds.facts_sql import event, spell, together
from onroll.record.feeds.rules import in_order, in_use, needed, not_in_future

CATEGORY = one_of(
    "PERM", "SUSP", "LNCH", also={"FIXD": "SUSP", "Permanent": "PERM", "Suspension": "SUSP"}
)
"""Permanent, suspension (FIXD, fixed period, until 2022), lunchtime."""

REASON = one_of(
    "PP", "PA", "VP", "VA", "OW", "BW", "BU", "TB", "RA", "LG", "DS", "SM", "SB", "MB", "AB", "DR",
    "AR", "SR", "VR", "DA", "DM", "TH", "LD", "CB", "DB", "MT", "MP", "OS", "PH", "OT",
)  # fmt: skip
"""CBDS of May 2026, and OT (other), which ended in 2020."""

_IN_2020 = dt.date(2020, 9, 1)
_IN_2026 = dt.date(2026, 9, 1)
REASON_SINCE: Final = dict.fromkeys(("OW", "LG", "DS", "MT", "PH"), _IN_2020) | dict.fromkeys(
    ("BW", "TB", "SB", "MB", "AB", "DR", "AR", "SR", "VR", "LD", "CB", "MP", "OS"), _IN_2026
)
"""The first day of each reason that was not always in the list.

The school census took those of 2020 from the autumn of that year, and no others up to 2026; the
rest are in the CBDS of May 2026.
"""
REASON_UNTIL: Final = {"OT": _IN_2020}
"""The first day on which a reason was in the list no more."""


def reasons_in_use(*columns: str) -> tuple[Rule, ...]:
    """For each of some columns: its reason was in the list on the day that the exclusion began."""
    return tuple(in_use(name, "starts_on", REASON_SINCE, REASON_UNTIL) for name in columns)


FEED = Feed(
    key="exclusions",
    title="Suspensions and permanent exclusions",
    source="pupil_system",
    about="Every suspension, permanent exclusion and reinstatement.",
    kind=Kind.SNAPSHOT,
    expected_days=8,
    school="urn",
    example="exclusions_2026-11-01.csv",
    columns=(
        Column("pupil_id", "Pupil ID", REFERENCE, ("Pupil Reference",), True, False),
        Column("upn", "UPN", UPN, on_fault=Severity.WARN),
        Column("urn", "URN", URN, ("School URN",), True, False),
        Column("category", "Category", CATEGORY, ("Exclusion Category",), True, False),
        Column("starts_on", "Start Date", DATE, ("Exclusion Start Date",), True, False),
        Column("sessions", "Sessions", number(0, 190, whole=True), ("Sessions Lost",), True),
        Column("reason_1", "Reason 1", REASON, ("Reason",), on_fault=Severity.WARN),
        Column("reason_2", "Reason 2", REASON, on_fault=Severity.WARN),
        Column("reason_3", "Reason 3", REASON, on_fault=Severity.WARN),
        Column("reinstated_on", "Reinstated On", DATE, ("Date Reinstated",)),
    ),
    rules=(
        not_in_future("starts_on"),
        in_order("starts_on", "reinstated_on", "the start date"),
        *reasons_in_use("reason_1", "reason_2", "reason_3"),
        needed(
            "sessions",
            "category = 'SUSP'",
            "there is no number of Sessions, and a suspension has one",
        ),
    ),
    unique=("pupil_id", "urn", "category", "starts_on"),
    gone_by=("pupil_id", "urn"),
    facts=together(
        event(
            "permanent_exclusion",
            local_id="pupil_id",
            on="starts_on",
            setting="urn",
            when="category = 'PERM'",
        ),
        event("reinstated", local_id="pupil_id", on="reinstated_on", setting="urn"),
        spell(
            "suspension",
            local_id="pupil_id",
            starts_on="starts_on",
            ends_before="CAST(starts_on + CAST(ceil(sessions / 2.0) AS INTEGER) AS DATE)",
            setting="urn",
            when="category = 'SUSP'",
        ),
    ),
)
