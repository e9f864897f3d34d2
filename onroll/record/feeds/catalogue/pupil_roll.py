"""The pupil system's roll: every registration that is open on the day of the file.

One row for each pupil and school; a pupil registered at two schools has two rows. A registration
with enrolment status C (current), M (main) or S (subsidiary) puts the child on that school's roll
from the entry date; a guest (G), a college student (F, O) or a former pupil (P) is on nobody's.

A registration that is no longer in the newest roll, and not among the leavers either, is gone
without a word. The child is on that roll up to the day of the first file without it, and not
afterwards: nobody says so any more. A plan and a background were told once and still hold.
"""

from onroll.record.feeds.base import Column, Ended, Feed, Kind, Severity
from onroll.record.feeds.catalogue.pupil_codes import ENROLMENT, ETHNICITY, ON_ROLL, SEN, TRAVELLER
from onroll.record.feeds.columns import DATE, POSTCODE, REFERENCE, SEX, TEXT, ULN, UPN, URN
from onroll.record.feeds.facts_sql import event, people, spell, together
from onroll.record.feeds.rules import born_in_range, in_order

FEED = Feed(
    key="pupil_roll",
    title="Pupil roll",
    source="pupil_system",
    about="Every open registration of a pupil at a school, with address and special needs.",
    kind=Kind.SNAPSHOT,
    expected_days=8,
    school="urn",
    example="roll_2026-11-01.csv",
    columns=(
        Column("pupil_id", "Pupil ID", REFERENCE, ("Pupil Reference",), True, False),
        Column("upn", "UPN", UPN, ("Unique Pupil Number",), True, on_fault=Severity.WARN),
        Column("former_upn", "Former UPN", UPN, ("Previous UPN",), on_fault=Severity.WARN),
        Column("uln", "ULN", ULN, ("Unique Learner Number",), on_fault=Severity.WARN),
        Column("forename", "Forename", TEXT, ("First Name", "Given Name"), True, False),
        Column("surname", "Surname", TEXT, ("Last Name", "Family Name"), True, False),
        Column("preferred_forename", "Preferred Forename", TEXT, ("Known As",)),
        Column("date_of_birth", "Date of Birth", DATE, ("DOB", "Birth Date"), True, False),
        Column("sex", "Sex", SEX, ("Gender",), on_fault=Severity.WARN),
        Column("ethnicity", "Ethnicity", ETHNICITY, ("Ethnic Code",), on_fault=Severity.WARN),
        Column("sen", "SEN", SEN, ("SEN Provision", "SEN Status"), on_fault=Severity.WARN),
        Column("urn", "URN", URN, ("School URN",), True, False),
        Column("enrolment_status", "Enrolment Status", ENROLMENT, ("Enrol Status",), True, False),
        Column("entry_date", "Entry Date", DATE, ("Date of Entry", "Admission Date"), True, False),
        Column("address", "Address", TEXT, ("Home Address",)),
        Column("postcode", "Postcode", POSTCODE, ("Post Code",), on_fault=Severity.WARN),
    ),
    rules=(
        born_in_range(),
        in_order("date_of_birth", "entry_date", "the date of birth"),
    ),
    unique=("pupil_id", "urn", "entry_date"),
    gone_by=("pupil_id", "urn"),
    ended_in=Ended("pupil_leavers", "entry_date", "leaving_date"),
    people=people(
        local_id="pupil_id",
        # of two registrations the main one is the child's school
        newest=("enrolment_status IN ('C', 'M')", "entry_date"),
        upn="upn",
        former_upn="former_upn",
        forename="forename",
        surname="surname",
        date_of_birth="date_of_birth",
        sex="sex",
        ethnicity="ethnicity",
        address="address",
        postcode="postcode",
        school="urn",
    ),
    facts=together(
        spell(
            "on_roll",
            local_id="pupil_id",
            starts_on="entry_date",
            ends_before="gone_on",
            setting="urn",
            when=ON_ROLL,
        ),
        spell(
            "subsidiary_roll",
            local_id="pupil_id",
            starts_on="entry_date",
            ends_before="gone_on",
            setting="urn",
            when="enrolment_status = 'S'",
        ),
        event("admitted", local_id="pupil_id", on="entry_date", setting="urn", when=ON_ROLL),
        spell(
            "college_student",
            local_id="pupil_id",
            starts_on="entry_date",
            ends_before="gone_on",
            setting="urn",
            when="enrolment_status = 'F'",
        ),
        spell("sen_support", local_id="pupil_id", starts_on="entry_date", when="sen = 'K'"),
        spell("ehc_plan", local_id="pupil_id", starts_on="entry_date", when="sen = 'E'"),
        spell(TRAVELLER.fact, local_id="pupil_id", starts_on="date_of_birth", when=TRAVELLER.when),
    ),
)
