"""Health services' work with children that bears on school: mental health, medical evidence, birth.

Letters, appointments and prescriptions are evidence of a medical need. Mental health and midwifery
are facts of their own and are not counted as medical evidence a second time.

A contact that is gone from the newest file, without a day on which it ended, goes on: a child is
not well because a list is shorter.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.columns import DATE, NHS_NUMBER, POSTCODE, TEXT, one_of
from onroll.record.feeds.facts_sql import people, spell, together
from onroll.record.feeds.rules import born_in_range, in_order, not_in_future

_CAMHS = "service IN ('CAMHS in-patient', 'CAMHS community')"


def _while_seen(fact: str, when: str) -> str:
    return spell(
        fact, local_id="nhs_number", starts_on="seen_from", ends_before="seen_to", when=when
    )


FEED = Feed(
    key="health_contacts",
    title="Health contacts",
    source="health",
    about="Mental health, hospital, school nurse and midwifery contacts, from the health service.",
    kind=Kind.SNAPSHOT,
    expected_days=31,
    example="health_contacts_2026-11-01.tsv",
    columns=(
        Column("nhs_number", "NHS Number", NHS_NUMBER, ("NHS No",), True, False),
        Column("forename", "Forename", TEXT, ("Given Name", "First Name"), True, False),
        Column("surname", "Surname", TEXT, ("Family Name", "Last Name"), True, False),
        Column("date_of_birth", "Date of Birth", DATE, ("DOB",), True, False),
        Column("postcode", "Postcode", POSTCODE, ("Post Code",), on_fault=Severity.WARN),
        Column(
            "service",
            "Service",
            one_of("CAMHS in-patient", "CAMHS community", "Hospital", "School nurse", "Midwifery"),
            (),
            True,
            False,
        ),
        Column("seen_from", "From", DATE, ("From Date",), True, False),
        Column("seen_to", "To", DATE, ("To Date",), True),
        Column("evidence", "Evidence", one_of("Letter", "Appointment", "Prescription", "None")),
    ),
    rules=(
        born_in_range(),
        not_in_future("seen_from"),
        in_order("seen_from", "seen_to", "the start"),
    ),
    unique=("nhs_number", "service", "seen_from"),
    gone_by=("nhs_number", "service"),
    people=people(
        local_id="nhs_number",
        newest="seen_from",
        nhs_number="nhs_number",
        forename="forename",
        surname="surname",
        date_of_birth="date_of_birth",
        postcode="postcode",
    ),
    facts=together(
        _while_seen("mental_health_service", _CAMHS),
        _while_seen(
            "medical_evidence",
            "evidence IN ('Letter', 'Appointment', 'Prescription') "
            f"AND NOT ({_CAMHS}) AND service <> 'Midwifery'",
        ),
        _while_seen("pregnant_or_young_mother", "service = 'Midwifery'"),
    ),
)
