"""The Standard Safeguarding Dataset's table of addresses of children known to social care.

Social care writes down the address it is told; only a check of one makes it verified.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.columns import DATE, POSTCODE, REFERENCE, TEXT
from onroll.record.feeds.facts_sql import IN_AREA, people, spell
from onroll.record.feeds.rules import in_order

FEED = Feed(
    key="ssd_address",
    title="Safeguarding dataset: addresses",
    source="social_care",
    about="Where children known to social care live, and have lived.",
    kind=Kind.SNAPSHOT,
    expected_days=31,
    example="ssd_address_2026-11-01.csv",
    columns=(
        Column("address_id", "addr_table_id", REFERENCE, (), True, False),
        Column("person_id", "addr_person_id", REFERENCE, (), True, False),
        Column("address", "addr_address_json", TEXT, (), expected=True),
        Column("address_type", "addr_address_type", TEXT),
        Column("starts_on", "addr_address_start_date", DATE, (), True),
        Column("ends_on", "addr_address_end_date", DATE, (), True),
        Column("postcode", "addr_address_postcode", POSTCODE, (), True, on_fault=Severity.WARN),
    ),
    rules=(in_order("starts_on", "ends_on", "the start"),),
    unique=("address_id",),
    gone_by=("person_id",),
    people=people(
        local_id="person_id", newest=("(ends_on IS NULL)", "starts_on"), postcode="postcode"
    ),
    facts=spell(
        "address_in_area",
        local_id="person_id",
        starts_on="starts_on",
        ends_before="ends_on",
        when=IN_AREA,
    ),
)
