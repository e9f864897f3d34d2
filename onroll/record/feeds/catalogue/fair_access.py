"""Fair Access: children without a school place whom a panel places under the local protocol.

A child is under the protocol from referral until a place is taken up, or until the case is
withdrawn: a panel that places nobody ends nothing. Until the panel decides it waits for an outcome
as any applicant does; a place that was found and has not been taken up lasts from the panel's
decision to the day on which the child starts.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.columns import DATE, POSTCODE, REFERENCE, SEX, TEXT, UPN, URN, one_of
from onroll.record.feeds.facts_sql import IN_AREA, people, spell, together
from onroll.record.feeds.rules import born_in_range, in_order, needed, not_in_future

_ENDED = "coalesce(starts_on, CASE WHEN outcome = 'Withdrawn' THEN decided_on END)"

FEED = Feed(
    key="fair_access",
    title="Fair Access cases",
    source="admissions",
    about="Children referred under the Fair Access Protocol, and the place found for each.",
    kind=Kind.SNAPSHOT,
    expected_days=35,
    example="fair_access_2026-11-01.csv",
    columns=(
        Column("case_ref", "Case Ref", REFERENCE, ("Case ID",), True, False),
        Column("child_ref", "Child Ref", REFERENCE, ("Child ID",), True, False),
        Column("upn", "UPN", UPN, (), True, on_fault=Severity.WARN),
        Column("forename", "First name", TEXT, ("Forename",), True, False),
        Column("surname", "Last name", TEXT, ("Surname", "Family Name"), True, False),
        Column("date_of_birth", "DOB", DATE, ("Date of birth",), True, False),
        Column("sex", "Gender", SEX, ("Sex",), on_fault=Severity.WARN),
        Column("postcode", "Postcode", POSTCODE, ("Post Code",), on_fault=Severity.WARN),
        Column("referred_on", "Referred on", DATE, ("Date Referred",), True, False),
        Column("reason", "Reason", TEXT, ("Category", "Fair Access Category")),
        Column("panel_on", "Panel on", DATE, ("Panel Date",), on_fault=Severity.WARN),
        Column(
            "outcome",
            "Outcome",
            one_of("Awaiting", "Placed", "Not placed", "Withdrawn", also={"Offered": "Placed"}),
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
        not_in_future("referred_on"),
        not_in_future("decided_on"),
        in_order("referred_on", "decided_on", "the referral"),
        in_order("decided_on", "starts_on", "the decision"),
        needed("decided_on", "outcome <> 'Awaiting'", "there is no day on which this was decided"),
    ),
    unique=("case_ref",),
    gone_by=("case_ref",),
    people=people(
        local_id="child_ref",
        newest="referred_on",
        upn="upn",
        forename="forename",
        surname="surname",
        date_of_birth="date_of_birth",
        sex="sex",
        postcode="postcode",
    ),
    facts=together(
        spell(
            "fair_access",
            local_id="child_ref",
            starts_on="referred_on",
            ends_before=_ENDED,
            setting="urn",
        ),
        spell(
            "application_awaiting_outcome",
            local_id="child_ref",
            starts_on="referred_on",
            ends_before="decided_on",
            setting="urn",
        ),
        spell(
            "offer_not_started",
            local_id="child_ref",
            starts_on="decided_on",
            ends_before="starts_on",
            setting="urn",
            when="outcome = 'Placed'",
        ),
        spell("address_in_area", local_id="child_ref", starts_on="referred_on", when=IN_AREA),
    ),
)
