"""Applications for a school place: in the main round, in the year and for transfer.

An application is waiting from the day it was made to the day of decision. An offer that has not
been taken up lasts from its decision to the day on which the child starts or the family declines
it. An appeal is waiting from the day it was made to its own decision. Why the family applied tells
of children who are new to the area, to the country, or home from custody.

A child whose applications are gone from the newest file is still waiting, or was still refused, and
lives where the application said: an application that nobody lists has not been decided.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.columns import (
    DATE,
    POSTCODE,
    REFERENCE,
    SEX,
    TEXT,
    UPN,
    URN,
    number,
    one_of,
)
from onroll.record.feeds.facts_sql import IN_AREA, event, people, spell, together
from onroll.record.feeds.rules import born_in_range, in_order, needed, not_in_future

ROUND = one_of(
    "Main round", "In-year", "Transfer", also={"Main": "Main round", "In year": "In-year"}
)
ANSWER = one_of("Accepted", "Declined", "Awaiting")

_ANSWERED = "answer IN ('Accepted', 'Declined')"

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
    about="Applications for school places, with offers, answers to them, refusals and appeals.",
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
        Column("admission_round", "Round", ROUND, ("Application Type", "Admission Round")),
        Column("preference", "Preference", number(1, 9, whole=True), on_fault=Severity.WARN),
        Column("answer", "Answer to offer", ANSWER, ("Offer Response",), on_fault=Severity.WARN),
        Column("answered_on", "Answered on", DATE, ("Response Date",)),
        Column("appealed_on", "Appealed on", DATE, ("Appeal Date",)),
        Column(
            "appeal_outcome",
            "Appeal outcome",
            one_of("Upheld", "Not upheld", "Withdrawn"),
            on_fault=Severity.WARN,
        ),
        Column("appeal_decided_on", "Appeal decided on", DATE),
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
        in_order("decided_on", "answered_on", "the decision"),
        in_order("decided_on", "appealed_on", "the decision"),
        in_order("appealed_on", "appeal_decided_on", "the appeal"),
        needed("answered_on", "answer = 'Declined'", "there is no day on which it was declined"),
        needed(
            "appeal_decided_on",
            "appeal_outcome IS NOT NULL",
            "there is no day on which the appeal was decided",
        ),
    ),
    unique=("application_ref",),
    gone_by=("child_ref",),
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
        spell(
            "in_year_application",
            local_id="child_ref",
            starts_on="applied_on",
            ends_before="decided_on",
            setting="urn",
            when="admission_round = 'In-year' "
            "AND (outcome <> 'Withdrawn' OR decided_on IS NOT NULL)",
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
            ends_before="least(starts_on, CASE WHEN answer = 'Declined' THEN answered_on END)",
            setting="urn",
            when="outcome = 'Offered'",
        ),
        event(
            "due_to_start",
            local_id="child_ref",
            on="starts_on",
            setting="urn",
            when="outcome = 'Offered' AND answer = 'Accepted'",
        ),
        event(
            "refused_in_main_round",
            local_id="child_ref",
            on="decided_on",
            setting="urn",
            when="outcome = 'Refused' AND admission_round = 'Main round'",
        ),
        event(
            "refused_first_admission",
            local_id="child_ref",
            on="decided_on",
            setting="urn",
            when="outcome = 'Refused' AND circumstance = 'First admission'",
        ),
        event(
            "refused_mid_term",
            local_id="child_ref",
            on="decided_on",
            setting="urn",
            when="outcome = 'Refused' AND admission_round = 'In-year'",
        ),
        event(
            "refused_transfer",
            local_id="child_ref",
            on="decided_on",
            setting="urn",
            when="outcome = 'Refused' AND 'Transfer' IN (circumstance, admission_round)",
        ),
        spell(
            "offer_not_accepted",
            local_id="child_ref",
            starts_on="decided_on",
            ends_before=f"least(starts_on, CASE WHEN {_ANSWERED} THEN answered_on END)",
            setting="urn",
            when=f"outcome = 'Offered' AND ({_ANSWERED} AND answered_on IS NULL) IS NOT TRUE",
        ),
        spell(
            "accepted_not_started",
            local_id="child_ref",
            starts_on="coalesce(answered_on, decided_on)",
            ends_before="starts_on",
            setting="urn",
            when="outcome = 'Offered' AND answer = 'Accepted'",
        ),
        event(
            "offer_declined",
            local_id="child_ref",
            on="answered_on",
            setting="urn",
            when="answer = 'Declined'",
        ),
        spell(
            "awaiting_appeal",
            local_id="child_ref",
            starts_on="appealed_on",
            ends_before="appeal_decided_on",
            setting="urn",
        ),
    ),
)
