"""Referrals: children whom nobody knew, as an officer was told of them.

onroll writes this feed itself, after it has looked for the child in every source and an officer has
said that it is none of those found. Each row has who told the council, on which day, and who took
it down; a row is never changed afterwards. What a referral tells is who the child is and, where the
address lies in the area, that they live here from the day it was told; everything else is for the
other sources to say. A date of birth of which only the year or the month is known is kept as it was
told and is no date of birth.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.columns import DATE, POSTCODE, REFERENCE, SEX, TEXT, UPN
from onroll.record.feeds.facts_sql import IN_AREA, people, spell
from onroll.record.feeds.rules import born_in_range, not_in_future

_WARN = Severity.WARN

FEED = Feed(
    key="referral",
    title="Referrals",
    source="referral",
    about="Children whom no source knew, as somebody told the council of them.",
    kind=Kind.SNAPSHOT,
    expected_days=400,
    example="referrals_2026-11-01.csv",
    columns=(
        Column("referral_ref", "Referral Ref", REFERENCE, (), True, False),
        Column("forename", "Forename", TEXT, (), True),
        Column("surname", "Surname", TEXT, (), True, False),
        Column("date_of_birth", "Date of Birth", DATE, (), True, on_fault=_WARN),
        Column("born_as_told", "Born As Told", TEXT),
        Column("sex", "Sex", SEX, (), on_fault=_WARN),
        Column("upn", "UPN", UPN, (), on_fault=_WARN),
        Column("address", "Address", TEXT),
        Column("postcode", "Postcode", POSTCODE, (), on_fault=_WARN),
        Column("last_school", "Last School", TEXT),
        Column("told_by", "Told By", TEXT, (), True),
        Column("told_on", "Told On", DATE, (), True, False),
        Column("taken_by", "Taken By", TEXT, (), True),
    ),
    rules=(born_in_range(severity=_WARN), not_in_future("told_on")),
    unique=("referral_ref",),
    people=people(
        local_id="referral_ref",
        newest="told_on",
        upn="upn",
        forename="forename",
        surname="surname",
        date_of_birth="date_of_birth",
        sex="sex",
        address="address",
        postcode="postcode",
    ),
    facts=spell("address_in_area", local_id="referral_ref", starts_on="told_on", when=IN_AREA),
)
