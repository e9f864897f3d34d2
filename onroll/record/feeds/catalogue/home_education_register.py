"""The home-education team's register: every child who is, or was, educated at home.

A family is under no duty to be on it, so an absent child proves nothing. The start is the day from
which the child was educated at home, not the day on which the team heard of it.

A child who is gone from the newest register, without a day on which home education ended, was home
educated up to the first file without the child. After that nobody says what education there is; the
address still holds.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.columns import DATE, POSTCODE, REFERENCE, SEX, TEXT, UPN, one_of, quoted
from onroll.record.feeds.facts_sql import IN_AREA, people, spell, together
from onroll.record.feeds.rules import born_in_range, in_order, not_in_future
from onroll.record.home_education_reasons import ALSO_WRITTEN, HOME_EDUCATION_REASONS, REASONS

REASON = one_of(
    *HOME_EDUCATION_REASONS.values(),
    also={words: HOME_EDUCATION_REASONS[key] for words, key in ALSO_WRITTEN.items()},
)

FEED = Feed(
    key="home_education_register",
    title="Home education register",
    source="home_education",
    about="Children educated at home: since when, until when, and why.",
    kind=Kind.SNAPSHOT,
    expected_days=31,
    example="register_2026-11-01.xlsx",
    columns=(
        Column("ehe_ref", "EHE Ref", REFERENCE, ("EHE Reference",), True, False),
        Column("upn", "UPN", UPN, ("Unique Pupil Number",), True, on_fault=Severity.WARN),
        Column("forename", "Forename", TEXT, ("First Name",), True, False),
        Column("surname", "Surname", TEXT, ("Last Name", "Family Name"), True, False),
        Column("date_of_birth", "Date of birth", DATE, ("DOB",), True, False),
        Column("sex", "Gender", SEX, ("Sex",), on_fault=Severity.WARN),
        Column("address", "Address", TEXT, ("Home Address",)),
        Column("postcode", "Postcode", POSTCODE, ("Post Code",), True, on_fault=Severity.WARN),
        Column("notified_on", "Date notified", DATE, ("Notified On",), on_fault=Severity.WARN),
        Column("starts_on", "Start date", DATE, ("EHE Start Date",), True, False),
        Column("ends_on", "End date", DATE, ("EHE End Date",), True),
        Column("previous_school", "Previous school", TEXT),
        Column("primary_reason", "Primary reason", REASON, ("Reason",), on_fault=Severity.WARN),
        Column("end_reason", "End reason", TEXT),
    ),
    rules=(
        born_in_range(),
        not_in_future("notified_on"),
        in_order("date_of_birth", "starts_on", "the date of birth"),
        in_order("starts_on", "ends_on", "the start date"),
    ),
    unique=("ehe_ref", "starts_on"),
    gone_by=("ehe_ref",),
    people=people(
        local_id="ehe_ref",
        newest="starts_on",
        upn="upn",
        forename="forename",
        surname="surname",
        date_of_birth="date_of_birth",
        sex="sex",
        address="address",
        postcode="postcode",
    ),
    facts=together(
        spell(
            "home_educated",
            local_id="ehe_ref",
            starts_on="starts_on",
            ends_before="least(ends_on, gone_on)",
        ),
        *(
            spell(
                REASONS[key].name,
                local_id="ehe_ref",
                starts_on="starts_on",
                ends_before="least(ends_on, gone_on)",
                when=f"primary_reason = {quoted(words)}",
            )
            for key, words in HOME_EDUCATION_REASONS.items()
        ),
        # a notice comes before the education; of one that is told late there is nothing to wait for
        spell(
            "home_education_notified",
            local_id="ehe_ref",
            starts_on="notified_on",
            ends_before="starts_on",
        ),
        spell(
            "address_in_area",
            local_id="ehe_ref",
            starts_on="starts_on",
            ends_before="ends_on",
            when=IN_AREA,
        ),
    ),
)
