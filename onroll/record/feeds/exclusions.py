"""Suspensions and permanent exclusions, as schools report them to the pupil system.

A permanent exclusion is an event of the day from which the child may not attend; a reinstatement
is one of the day of return. A suspension lasts half a day for each session, counted in calendar
days from its start.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.columns import DATE, REFERENCE, UPN, URN, number, one_of
from onroll.record.feeds.facts_sql import event, spell, together
from onroll.record.feeds.rules import in_order, needed, not_in_future

CATEGORY = one_of(
    "PERM", "SUSP", "LNCH", also={"FIXD": "SUSP", "Permanent": "PERM", "Suspension": "SUSP"}
)
"""Permanent, suspension (FIXD, fixed period, until 2022), lunchtime."""

REASON = one_of(
    "PP", "PA", "VP", "VA", "OW", "BW", "BU", "TB", "RA", "LG", "DS", "SM", "SB", "MB", "AB", "DR",
    "AR", "SR", "VR", "DA", "DM", "TH", "LD", "CB", "DB", "MT", "MP", "OS", "PH", "OT",
)  # fmt: skip
"""CBDS of May 2026, and OT (other), which ended in 2020."""

FEED = Feed(
    key="exclusions",
    title="Suspensions and permanent exclusions",
    source="pupil_system",
    about="Every suspension, permanent exclusion and reinstatement.",
    kind=Kind.SNAPSHOT,
    expected_days=8,
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
        needed(
            "sessions",
            "category = 'SUSP'",
            "there is no number of Sessions, and a suspension has one",
        ),
    ),
    unique=("pupil_id", "urn", "category", "starts_on"),
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
