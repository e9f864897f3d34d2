"""Children registered with a GP in the area: the list that knows of a child before anyone else.

A child who is gone from the newest list, and was not removed from it before, lives at the address
that it had, as far as anybody knows.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.columns import DATE, NHS_NUMBER, POSTCODE, SEX, TEXT
from onroll.record.feeds.facts_sql import IN_AREA, people, spell
from onroll.record.feeds.rules import born_in_range, in_order, not_in_future

FEED = Feed(
    key="gp_registrations",
    title="GP registrations",
    source="health",
    about="Children registered with a GP practice, from the health service.",
    kind=Kind.SNAPSHOT,
    expected_days=31,
    example="gp_registrations_2026-11-01.tsv",
    columns=(
        Column("nhs_number", "NHS Number", NHS_NUMBER, ("NHS No",), True, False),
        Column("forename", "Forename", TEXT, ("Given Name", "First Name"), True, False),
        Column("surname", "Surname", TEXT, ("Family Name", "Last Name"), True, False),
        Column("date_of_birth", "Date of Birth", DATE, ("DOB",), True, False),
        Column("sex", "Sex", SEX, ("Gender",), on_fault=Severity.WARN),
        Column("address", "Address", TEXT),
        Column("postcode", "Postcode", POSTCODE, ("Post Code",), True, on_fault=Severity.WARN),
        Column("registered_on", "Registered On", DATE, ("Registration Date",), True, False),
        Column("removed_on", "Removed On", DATE, ("Removal Date", "Deducted On"), True),
        Column("practice", "Practice", TEXT, ("Practice Code",)),
    ),
    rules=(
        born_in_range(),
        not_in_future("registered_on"),
        in_order("date_of_birth", "registered_on", "the date of birth"),
        in_order("registered_on", "removed_on", "the registration"),
    ),
    unique=("nhs_number", "registered_on", "practice"),
    gone_by=("nhs_number",),
    people=people(
        local_id="nhs_number",
        newest="registered_on",
        nhs_number="nhs_number",
        forename="forename",
        surname="surname",
        date_of_birth="date_of_birth",
        sex="sex",
        address="address",
        postcode="postcode",
    ),
    facts=spell(
        "address_in_area",
        local_id="nhs_number",
        starts_on="registered_on",
        ends_before="removed_on",
        when=IN_AREA,
    ),
)
