"""Ofsted's Annex A workbook: lists 1 to 8, from the first contact to the children looked after.

Each list is a sheet with headings of its own for the same two things, when it began and when it
ended. A local authority adds the columns that it matches children by: names, postcode, NHS number.
Contacts (list 1) tell who somebody asked about and nothing more. Lists 9 to 11, of care leavers and
adoption, have no day on which what they tell began, or tell of adults.

An enquiry under section 47 is held to last to its conference, else for its first day. The child was
seen on a visit only where the list says so.

The lists leave out whoever's need ended some months ago, and say when it ended before they do. A
child who is gone from a list without that is in need, on a plan or looked after still.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.columns import DATE, NHS_NUMBER, POSTCODE, REFERENCE, SEX, TEXT, UPN
from onroll.record.feeds.facts_sql import event, people, spell, together
from onroll.record.feeds.rules import born_in_range, in_order

_WARN = Severity.WARN

STARTS = {
    "List 1": "Date of Contact",
    "List 2": "Assessment start date",
    "List 3": "Date of Referral",
    "List 4": "Continuous Assessment Start Date",
    "List 5": "Strategy discussion initiating Section 47 Enquiry Start Date",
    "List 6": "CIN Start Date",
    "List 7": "Child Protection Plan Start Date",
    "List 8": "Date Started to be Looked After",
}
ENDS = {
    "List 2": "Assessment completion date",
    "List 4": "Continuous Assessment Date of Authorisation",
    "List 5": "Date of Initial Child Protection Conference",
    "List 6": "CIN Closure Date",
    "List 7": "Child Protection Plan End Date",
    "List 8": "Date Ceased to be Looked After",
}
"""The headings of the first and the last day on each list."""

LISTS = {
    "List 2": "early_help",
    "List 4": "social_care_assessment",
    "List 6": "child_in_need",
    "List 7": "child_protection_plan",
    "List 8": "looked_after",
}
"""The sheet, and the fact that a row of it tells from the first day to the last."""

FEED = Feed(
    key="annex_a",
    title="Annex A child lists",
    source="social_care",
    about="Contacts, assessments, enquiries, need, protection plans and care, from social care.",
    kind=Kind.SNAPSHOT,
    expected_days=31,
    example="Annex_A_2026-11-01.xlsx",
    sheets=tuple(STARTS),
    columns=(
        Column("child_id", "Child Unique ID", REFERENCE, (), True, False),
        Column("upn", "UPN", UPN, (), on_fault=_WARN),
        Column("nhs_number", "NHS Number", NHS_NUMBER, (), on_fault=_WARN),
        Column("forename", "Forename", TEXT, ("First Name",)),
        Column("surname", "Surname", TEXT, ("Last Name",)),
        Column("sex", "Gender", SEX, ("Sex",), on_fault=_WARN),
        Column("ethnicity", "Ethnicity", TEXT),
        Column("date_of_birth", "Date of Birth", DATE, ("DOB",), True, on_fault=_WARN),
        Column("postcode", "Postcode", POSTCODE, ("Home Postcode",), on_fault=_WARN),
        Column("starts_on", "Start Date", DATE, tuple(STARTS.values()), True, False),
        Column("ends_on", "End Date", DATE, tuple(ENDS.values()), required_on=tuple(ENDS)),
        Column("last_seen_on", "Date Child Was Last Seen", DATE, (), on_fault=_WARN),
        Column("last_visit_on", "Date of the Last Statutory Visit", DATE, (), on_fault=_WARN),
        Column("seen_alone", "Was the Child Seen Alone?", TEXT),
        Column("team", "Allocated Team", TEXT),
        Column("worker", "Allocated Worker", TEXT),
    ),
    rules=(born_in_range(), in_order("starts_on", "ends_on", "the start")),
    unique=("child_id", "starts_on"),
    gone_by=("sheet", "child_id"),
    people=people(
        local_id="child_id",
        newest="starts_on",
        upn="upn",
        nhs_number="nhs_number",
        forename="forename",
        surname="surname",
        date_of_birth="date_of_birth",
        sex="sex",
        # the workbook writes "a) WBRI"
        ethnicity="regexp_replace(ethnicity, '^[a-z]\\) ', '')",
        postcode="postcode",
    ),
    facts=together(
        *(
            spell(
                fact,
                local_id="child_id",
                starts_on="starts_on",
                ends_before="ends_on",
                when=f"sheet = '{sheet}'",
            )
            for sheet, fact in LISTS.items()
        ),
        event(
            "referred_to_social_care",
            local_id="child_id",
            on="starts_on",
            when="sheet = 'List 3'",
        ),
        spell(
            "section_47_enquiry",
            local_id="child_id",
            starts_on="starts_on",
            ends_before="(greatest(starts_on, ends_on) + INTERVAL 1 DAY)",
            when="sheet = 'List 5'",
        ),
        event("child_seen", local_id="child_id", on="last_seen_on", when="sheet = 'List 6'"),
        event(
            "child_seen",
            local_id="child_id",
            on="last_visit_on",
            when="sheet = 'List 7' AND seen_alone ILIKE '%yes'",
        ),
    ),
)
