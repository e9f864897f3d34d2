"""The pupil system's addresses: where each child lives and has lived, and who has checked.

An address whose postcode is in one of the authority's districts puts the child in the area while it
lasts. An address outside shows that the child has moved away only once somebody has verified it: a
note that a family "has gone to Spain" is no evidence that they have. Each verification is an event
of its own, whichever side of the boundary.

A child whose addresses are gone from the newest file still lives, as far as anybody knows, where
the last file said: to have no address would put the child outside the area, and out of sight.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.columns import DATE, POSTCODE, REFERENCE, TEXT
from onroll.record.feeds.facts_sql import IN_AREA, OUT_OF_AREA, event, people, spell, together
from onroll.record.feeds.rules import in_order, not_in_future

_IN_ORDER = """(
    SELECT *, lag(coalesce(address, postcode)) OVER (
        PARTITION BY pupil_id ORDER BY valid_from, row
    ) AS before FROM rows
)"""
"""Each address with the one before it: the child moved to this one where they differ."""

FEED = Feed(
    key="pupil_addresses",
    title="Pupil addresses",
    source="pupil_system",
    about="Every address of each pupil, with its dates and who verified it.",
    kind=Kind.SNAPSHOT,
    expected_days=8,
    example="addresses_2026-11-01.csv",
    columns=(
        Column("pupil_id", "Pupil ID", REFERENCE, ("Pupil Reference",), True, False),
        Column("address", "Address", TEXT, ("Address Line 1",), True),
        Column("town", "Town", TEXT, ("Post Town",)),
        Column("postcode", "Postcode", POSTCODE, ("Post Code",), True, on_fault=Severity.WARN),
        Column("uprn", "UPRN", TEXT, ("Unique Property Reference Number",)),
        Column("valid_from", "From", DATE, ("From Date", "Start Date"), True, False),
        Column("valid_to", "To", DATE, ("To Date", "End Date"), True),
        Column("asserted_by", "Asserted By", TEXT),
        Column("verified_by", "Verified By", TEXT),
        Column("verified_on", "Verified On", DATE, ("Date Verified",), True),
    ),
    rules=(
        in_order("valid_from", "valid_to", "the start"),
        not_in_future("verified_on"),
    ),
    unique=("pupil_id", "address", "postcode", "valid_from"),
    gone_by=("pupil_id",),
    # a leaver's row carries no address, so this is what their other records are linked by
    people=people(
        local_id="pupil_id",
        newest="valid_from",
        address="address",
        town="town",
        postcode="postcode",
        uprn="uprn",
    ),
    facts=together(
        event(
            "moved_home",
            local_id="pupil_id",
            on="valid_from",
            when="before IS NOT NULL AND coalesce(address, postcode) <> before",
            source=_IN_ORDER,
        ),
        spell(
            "address_in_area",
            local_id="pupil_id",
            starts_on="valid_from",
            ends_before="valid_to",
            when=IN_AREA,
        ),
        spell(
            "moved_away",
            local_id="pupil_id",
            starts_on="valid_from",
            ends_before="valid_to",
            when=f"{OUT_OF_AREA} AND verified_on IS NOT NULL",
        ),
        event("address_verified", local_id="pupil_id", on="verified_on"),
    ),
)
