"""Children too ill to attend school, for whom the authority must arrange education (section 19).

A case counts as evidenced from the day of its evidence, which need not be a consultant's letter:
appointment cards, prescriptions and notes are evidence too. Fewer than full-time hours are enough
only where the case says that health allows no more. The hours themselves are counted once, from the
placements: hours are summed, and here they may be those of a placement that is there as well.

A child who is gone from the newest file has the same evidence and, as nobody says otherwise, no
longer as much education as health allows.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.columns import (
    DATE,
    POSTCODE,
    REFERENCE,
    TEXT,
    UPN,
    URN,
    YES_NO,
    number,
    one_of,
)
from onroll.record.feeds.facts_sql import people, spell, together, value_on
from onroll.record.feeds.rules import born_in_range, in_order, needed, not_in_future
from onroll.record.thresholds import threshold

_WARN = Severity.WARN

_EVIDENCED = "evidence <> 'None' AND evidence_on IS NOT NULL"

EVIDENCE = one_of(
    "Consultant letter", "GP letter", "Appointment", "Prescription", "Notes", "None",
    also={"Letter": "GP letter"},
)  # fmt: skip

FEED = Feed(
    key="medical_needs",
    title="Medical needs cases",
    source="medical_needs",
    about="Children too ill to attend school: the evidence, and the education arranged for them.",
    kind=Kind.SNAPSHOT,
    expected_days=31,
    example="medical_needs_2026-11-01.csv",
    columns=(
        Column("case_ref", "Case Ref", REFERENCE, ("Case ID", "CMN Ref"), True, False),
        Column("child_ref", "Child Ref", REFERENCE, ("Child ID",), True, False),
        Column("upn", "UPN", UPN, (), True, on_fault=_WARN),
        Column("forename", "Forename", TEXT, ("First Name",), True, False),
        Column("surname", "Surname", TEXT, ("Last Name", "Family Name"), True, False),
        Column("date_of_birth", "Date of Birth", DATE, ("DOB",), True, False),
        Column("postcode", "Postcode", POSTCODE, ("Post Code",), on_fault=_WARN),
        Column("urn", "School URN", URN, ("URN",), on_fault=_WARN),
        Column(
            "diagnosis",
            "Diagnosis Category",
            one_of(
                "Mental",
                "Physical",
                also={"Mental health": "Mental", "Physical health": "Physical"},
            ),
            ("Diagnosis",),
            True,
            on_fault=_WARN,
        ),
        Column("evidence", "Evidence", EVIDENCE, ("Evidence Type",), True, on_fault=_WARN),
        Column("evidence_on", "Evidence Date", DATE, ("Evidence On",), True),
        Column("hospital", "Hospital", TEXT),
        Column("starts_on", "Case Opened", DATE, ("Start", "Opened On"), True, False),
        Column("ends_on", "Case Closed", DATE, ("End", "Closed On"), True),
        Column("expected_days", "Expected School Days", number(0, 400, whole=True), on_fault=_WARN),
        Column(
            "offer",
            "Offer",
            one_of("Tuition", "AV1 robot", "Online", "Hospital school", "School", "None"),
            (),
            on_fault=_WARN,
        ),
        Column("offer_starts_on", "Provision Start", DATE, ("Provision Began",), True),
        Column("hours", "Hours a Week", number(0, 40), ("Weekly Hours",), True),
        Column("as_much_as_health_allows", "As Much As Health Allows", YES_NO),
        Column("reintegration_on", "Reintegration Date", DATE, (), on_fault=_WARN),
    ),
    rules=(
        born_in_range(),
        not_in_future("starts_on"),
        not_in_future("evidence_on"),
        in_order("starts_on", "ends_on", "the day it was opened"),
        in_order("offer_starts_on", "ends_on", "the start of provision"),
        needed(
            "evidence_on", "evidence <> 'None'", "there is no day on which this evidence was given"
        ),
        needed("offer_starts_on", "hours > 0", "there is no day from which these hours are given"),
    ),
    unique=("case_ref",),
    gone_by=("child_ref",),
    people=people(
        local_id="child_ref",
        newest="starts_on",
        upn="upn",
        forename="forename",
        surname="surname",
        date_of_birth="date_of_birth",
        postcode="postcode",
        school="urn",
    ),
    facts=together(
        # evidence may be older than the case, and is then of the case's first day
        spell(
            "medical_evidence",
            local_id="child_ref",
            starts_on="greatest(starts_on, evidence_on)",
            ends_before="ends_on",
            when=_EVIDENCED,
        ),
        spell(
            "long_illness_expected",
            local_id="child_ref",
            starts_on="starts_on",
            ends_before="ends_on",
            when=f"expected_days >= {value_on(threshold('long_illness'), 'starts_on')}",
        ),
        spell(
            "as_much_as_health_allows",
            local_id="child_ref",
            starts_on="offer_starts_on",
            ends_before="least(ends_on, gone_on)",
            when="as_much_as_health_allows",
        ),
    ),
)
