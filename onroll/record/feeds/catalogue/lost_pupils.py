"""Lost pupils: the School-to-School service's children whose next school nobody knows.

A school sends a child's Common Transfer File there with no destination. The child is looked for
from that day until some school or authority takes the file up.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.catalogue.transfer_ids import LOCAL_ID
from onroll.record.feeds.columns import DATE, POSTCODE, REFERENCE, SEX, TEXT, UPN
from onroll.record.feeds.facts_sql import people, spell
from onroll.record.feeds.rules import born_in_range, in_order, not_in_future

_WARN = Severity.WARN

FEED = Feed(
    key="lost_pupils",
    title="Lost pupils (School to School)",
    source="school_transfer",
    about="Pupils whose files have no destination, when they were sent and when found.",
    kind=Kind.SNAPSHOT,
    expected_days=31,
    example="lost_pupils_2026-11-01.csv",
    columns=(
        Column("upn", "UPN", UPN, ("Unique Pupil Number",), True, on_fault=_WARN),
        Column("former_upn", "Former UPN", UPN, ("Previous UPN",), on_fault=_WARN),
        Column("forename", "Forename", TEXT, ("First Name", "Given Name"), True, False),
        Column("surname", "Surname", TEXT, ("Last Name", "Family Name"), True, False),
        Column("date_of_birth", "Date of Birth", DATE, ("DOB", "Birth Date"), True, False),
        Column("sex", "Sex", SEX, ("Gender",), on_fault=_WARN),
        Column("postcode", "Postcode", POSTCODE, ("Post Code",), on_fault=_WARN),
        Column("source_la", "Source LA", REFERENCE, ("Source LEA", "LEA")),
        Column("source_number", "Source Estab", REFERENCE, ("Source School", "Estab")),
        Column("uploaded_on", "Uploaded On", DATE, ("Date Uploaded",), True, False),
        Column("found_on", "Found On", DATE, ("Date Downloaded", "Taken Up On"), True),
    ),
    rules=(
        born_in_range(),
        not_in_future("uploaded_on"),
        in_order("uploaded_on", "found_on", "the upload"),
    ),
    unique=("surname", "forename", "date_of_birth", "uploaded_on"),
    gone_by=("surname", "forename", "date_of_birth", "uploaded_on"),
    people=people(
        local_id=LOCAL_ID,
        newest="uploaded_on",
        upn="upn",
        former_upn="former_upn",
        forename="forename",
        surname="surname",
        date_of_birth="date_of_birth",
        sex="sex",
        postcode="postcode",
    ),
    facts=spell(
        "lost_pupil",
        local_id=LOCAL_ID,
        starts_on="uploaded_on",
        ends_before="found_on",
    ),
)
