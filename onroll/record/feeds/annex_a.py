"""Ofsted's Annex A workbook: lists 6 (in need), 7 (protection plans) and 8 (looked after).

Each list is a sheet with headings of its own for the same two things, when it began and when it
ended. A local authority adds the columns that it matches children by: names, postcode, NHS number.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.columns import DATE, NHS_NUMBER, POSTCODE, REFERENCE, SEX, TEXT, UPN
from onroll.record.feeds.facts_sql import people, spell, together
from onroll.record.feeds.rules import born_in_range, in_order

_WARN = Severity.WARN

LISTS = {
    "List 6": "child_in_need",
    "List 7": "child_protection_plan",
    "List 8": "looked_after",
}
"""The sheet, and the fact that a row of it tells."""

FEED = Feed(
    key="annex_a",
    title="Annex A child lists",
    source="social_care",
    about="Children in need, on protection plans and looked after, from social care.",
    kind=Kind.SNAPSHOT,
    expected_days=31,
    example="Annex_A_2026-11-01.xlsx",
    sheets=tuple(LISTS),
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
        Column(
            "starts_on",
            "Start Date",
            DATE,
            (
                "CIN Start Date",
                "Child Protection Plan Start Date",
                "Date Started to be Looked After",
            ),
            True,
            False,
        ),
        Column(
            "ends_on",
            "End Date",
            DATE,
            (
                "CIN Closure Date",
                "Child Protection Plan End Date",
                "Date Ceased to be Looked After",
            ),
            True,
        ),
    ),
    rules=(born_in_range(), in_order("starts_on", "ends_on", "the start")),
    unique=("child_id", "starts_on"),
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
        )
    ),
)
