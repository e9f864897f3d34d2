"""The Standard Safeguarding Dataset's table of placements: where looked-after children live."""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.catalogue.ssda903_columns import YOUNG_OFFENDER_INSTITUTION
from onroll.record.feeds.columns import DATE, POSTCODE, REFERENCE, TEXT, URN, number
from onroll.record.feeds.facts_sql import people, spell
from onroll.record.feeds.rules import in_order

_WARN = Severity.WARN

FEED = Feed(
    key="ssd_cla_placement",
    title="Safeguarding dataset: care placements",
    source="social_care",
    about="Placements of looked-after children: where, with whom, from and to.",
    kind=Kind.SNAPSHOT,
    expected_days=31,
    example="ssd_cla_placement_2026-11-01.csv",
    columns=(
        Column("placement_id", "clap_cla_placement_id", REFERENCE, (), True, False),
        Column("person_id", "clap_person_id", REFERENCE, (), True, False),
        Column("starts_on", "clap_cla_placement_start_date", DATE, (), True, False),
        Column("placement_type", "clap_cla_placement_type", TEXT, (), True),
        Column("urn", "clap_cla_placement_urn", URN, (), on_fault=_WARN),
        Column("distance", "clap_cla_placement_distance", number(0, 1000), (), on_fault=_WARN),
        Column("provider", "clap_cla_placement_provider", TEXT),
        Column("postcode", "clap_cla_placement_postcode", POSTCODE, (), on_fault=_WARN),
        Column("ends_on", "clap_cla_placement_end_date", DATE, (), True),
        Column("reason_changed", "clap_cla_placement_change_reason", TEXT),
    ),
    rules=(in_order("starts_on", "ends_on", "the start"),),
    unique=("placement_id",),
    gone_by=("person_id",),
    people=people(local_id="person_id", newest="starts_on", postcode="postcode"),
    # "R5", or "R5: Young offender institution" where the system writes the words too
    facts=spell(
        "in_custody",
        local_id="person_id",
        starts_on="starts_on",
        ends_before="ends_on",
        when=f"left(upper(placement_type), 2) = '{YOUNG_OFFENDER_INSTITUTION}'",
    ),
)
