"""The hospital school's register: children taught in hospital, for how long and how many hours.

A child in hospital stays on the roll of the school that they were at; the hospital school's own
register is not a school roll here. Its hours of teaching are counted once, from the placements:
hours are summed, and a place at the hospital school is often there as well.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.columns import (
    DATE,
    NHS_NUMBER,
    POSTCODE,
    REFERENCE,
    TEXT,
    UPN,
    URN,
    number,
)
from onroll.record.feeds.facts_sql import people, spell
from onroll.record.feeds.rules import born_in_range, in_order, not_in_future

_WARN = Severity.WARN

FEED = Feed(
    key="hospital_school",
    title="Hospital school register",
    source="hospital_school",
    about="Children taught in hospital: admitted, discharged, and hours of teaching a week.",
    kind=Kind.SNAPSHOT,
    expected_days=31,
    example="hospital_school_2026-11-01.csv",
    columns=(
        Column("learner_ref", "Hospital Learner Ref", REFERENCE, ("Patient Ref",), True, False),
        Column("upn", "UPN", UPN, (), True, on_fault=_WARN),
        Column("nhs_number", "NHS Number", NHS_NUMBER, ("NHS No",), on_fault=_WARN),
        Column("forename", "Forename", TEXT, ("First Name",), True, False),
        Column("surname", "Surname", TEXT, ("Last Name", "Family Name"), True, False),
        Column("date_of_birth", "Date of Birth", DATE, ("DOB",), True, False),
        Column("postcode", "Postcode", POSTCODE, ("Post Code",), on_fault=_WARN),
        Column("hospital", "Hospital", TEXT, ("Ward",)),
        Column("home_school_urn", "Home School URN", URN, ("URN",), on_fault=_WARN),
        Column("admitted_on", "Admitted to Hospital", DATE, ("Admission Date",), True, False),
        Column("discharged_on", "Discharged", DATE, ("Discharge Date",), True),
        Column("hours", "Hours a Week", number(0, 40), ("Weekly Hours",), True),
    ),
    rules=(
        born_in_range(),
        not_in_future("admitted_on"),
        in_order("date_of_birth", "admitted_on", "the date of birth"),
        in_order("admitted_on", "discharged_on", "the day of admission"),
    ),
    unique=("learner_ref", "admitted_on"),
    gone_by=("learner_ref",),
    people=people(
        local_id="learner_ref",
        newest="admitted_on",
        upn="upn",
        nhs_number="nhs_number",
        forename="forename",
        surname="surname",
        date_of_birth="date_of_birth",
        postcode="postcode",
        school="home_school_urn",
    ),
    facts=spell(
        "in_hospital",
        local_id="learner_ref",
        starts_on="admitted_on",
        ends_before="discharged_on",
    ),
)
