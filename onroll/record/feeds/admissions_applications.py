"""Applications for a school place outside the normal round, and what came of each.

An application is waiting from the day it was made to the day of decision. An offer that has not
been taken up lasts from its decision to the day on which the child starts. Why the family applied
tells of children who are new to the area, to the country, or home from custody.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.columns import DATE, POSTCODE, REFERENCE, SEX, TEXT, UPN, URN, one_of
from onroll.record.feeds.facts_sql import IN_AREA, event, people, spell, together
from onroll.record.feeds.rules import born_in_range, in_order, needed, not_in_future

CIRCUMSTANCES = {
    "Moved from another authority": "moved_from_another_authority",
    "New to the country": "new_to_the_country",
    "Released from custody": "released_from_custody",
}
"""Circumstances of an application that are facts of the child."""

FEED = Feed(
    key="admissions_applications",
    title="Admissions applications",
    source="admissions",
    about="In-year applications for school places, with offers and refusals.",
    kind=Kind.SNAPSHOT,
    expected_days=8,
    example="applications_2026-11-01.csv",
    columns=(
        Column("application_ref", "Application Ref", REFERENCE, ("Application ID",), True, False),
        Column("child_ref", "Child Ref", REFERENCE, ("Child ID",), True, False),
        Column("upn", "UPN", UPN, (), True, on_fault=Severity.WARN),
        Column("forename", "First name", TEXT, ("Forename",), True, False),
        Column("surname", "Last name", TEXT, ("Surname", "Family Name"), True, False),
        Column("date_of_birth", "DOB", DATE, ("Date of birth",), True, False),
        Column("sex", "Gender", SEX, ("Sex",), on_fault=Severity.WARN),
        Column("address", "Address", TEXT),
        Column("postcode", "Postcode", POSTCODE, ("Post Code",), on_fault=Severity.WARN),
        Column(
            "circumstance", "Circumstance", one_of("First admission", "Transfer", *CIRCUMSTANCES)
        ),
        Column("circumstance_on", "Circumstance date", DATE),
        Column("previous_authority", "Previous authority", TEXT),
        Column("applied_on", "Applied on", DATE, ("Date Applied",), True, False),
        Column(
            "outcome",
            "Outcome",
            one_of("Awaiting", "Offered", "Refused", "Withdrawn"),
            (),
            True,
            False,
        ),
        Column("decided_on", "Decided on", DATE, ("Decision Date",), True),
        Column("urn", "School URN", URN, ("URN",), on_fault=Severity.WARN),
        Column("starts_on", "Start date", DATE),
    ),
    rules=(
        born_in_range(),
        not_in_future("applied_on"),
        not_in_future("decided_on"),
        in_order("applied_on", "decided_on", "the application"),
        needed(
            "decided_on",
            "outcome IN ('Offered', 'Refused')",
            "there is no day on which this was decided",
        ),
    ),
    unique=("application_ref",),
    people=people(
        local_id="child_ref",
        newest="applied_on",
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
            "application_awaiting_outcome",
            local_id="child_ref",
            starts_on="applied_on",
            ends_before="decided_on",
            setting="urn",
            when="outcome <> 'Withdrawn' OR decided_on IS NOT NULL",
        ),
        *(
            event(
                fact,
                local_id="child_ref",
                on="circumstance_on",
                when=f"circumstance = '{words}'",
            )
            for words, fact in CIRCUMSTANCES.items()
        ),
        spell("address_in_area", local_id="child_ref", starts_on="applied_on", when=IN_AREA),
        event(
            "application_refused",
            local_id="child_ref",
            on="decided_on",
            setting="urn",
            when="outcome = 'Refused'",
        ),
        spell(
            "offer_not_started",
            local_id="child_ref",
            starts_on="decided_on",
            ends_before="starts_on",
            setting="urn",
            when="outcome = 'Offered'",
        ),
    ),
)
