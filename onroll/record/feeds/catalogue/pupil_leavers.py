"""The pupil system's leavers: every registration that has ended, and what the school said of it.

The leaving date is the first day on which the child is on that roll no more. The ground is the
letter of regulation 9 of the School Attendance (Pupil Registration) (England) Regulations 2024
under which the name was deleted; the destination is what the school believes.

A system that lists the leavers of the last year only forgets a child in the next. A row that is
gone still says all that it said: for a child whom no other file names it may be all there is.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.catalogue.deletion_grounds import GROUND
from onroll.record.feeds.catalogue.pupil_codes import ENROLMENT, ETHNICITY, ON_ROLL, TRAVELLER
from onroll.record.feeds.columns import DATE, REFERENCE, SEX, TEXT, UPN, URN
from onroll.record.feeds.facts_sql import event, people, spell, together
from onroll.record.feeds.rules import born_in_range, in_order, not_in_future

_WAS_ON = f"{ON_ROLL} OR enrolment_status IS NULL"

FEED = Feed(
    key="pupil_leavers",
    title="Pupil leavers",
    source="pupil_system",
    about="Every registration that has ended: when, on what ground and where to.",
    kind=Kind.SNAPSHOT,
    expected_days=8,
    school="urn",
    example="leavers_2026-11-01.csv",
    columns=(
        Column("pupil_id", "Pupil ID", REFERENCE, ("Pupil Reference",), True, False),
        Column("upn", "UPN", UPN, ("Unique Pupil Number",), True, on_fault=Severity.WARN),
        Column("forename", "Forename", TEXT, ("First Name", "Given Name"), True, False),
        Column("surname", "Surname", TEXT, ("Last Name", "Family Name"), True, False),
        Column("date_of_birth", "Date of Birth", DATE, ("DOB", "Birth Date"), True, False),
        Column("sex", "Sex", SEX, ("Gender",), on_fault=Severity.WARN),
        Column("ethnicity", "Ethnicity", ETHNICITY, ("Ethnic Code",), on_fault=Severity.WARN),
        Column("urn", "URN", URN, ("School URN",), True, False),
        Column("enrolment_status", "Enrolment Status", ENROLMENT, ("Enrol Status",)),
        Column("entry_date", "Entry Date", DATE, ("Date of Entry", "Admission Date"), True, False),
        Column("leaving_date", "Leaving Date", DATE, ("Date of Leaving",), True, False),
        Column("ground", "Ground", GROUND, ("Ground for Deletion",), on_fault=Severity.WARN),
        Column("destination", "Destination", TEXT, ("Destination Expected",)),
        Column("notified_on", "Notified On", DATE, on_fault=Severity.WARN),
    ),
    rules=(
        born_in_range(),
        not_in_future("leaving_date"),
        in_order("date_of_birth", "entry_date", "the date of birth"),
        in_order("entry_date", "leaving_date", "the entry date"),
    ),
    unique=("pupil_id", "urn", "entry_date"),
    gone_by=("pupil_id", "urn"),
    people=people(
        local_id="pupil_id",
        newest="leaving_date",
        upn="upn",
        forename="forename",
        surname="surname",
        date_of_birth="date_of_birth",
        sex="sex",
        ethnicity="ethnicity",
        school="urn",
    ),
    facts=together(
        spell(
            "on_roll",
            local_id="pupil_id",
            starts_on="entry_date",
            ends_before="leaving_date",
            setting="urn",
            when=_WAS_ON,
        ),
        spell(
            "subsidiary_roll",
            local_id="pupil_id",
            starts_on="entry_date",
            ends_before="leaving_date",
            setting="urn",
            when="enrolment_status = 'S'",
        ),
        event(
            "admitted",
            local_id="pupil_id",
            on="entry_date",
            setting="urn",
            when=_WAS_ON,
        ),
        event("left_roll", local_id="pupil_id", on="leaving_date", setting="urn", when=_WAS_ON),
        spell(TRAVELLER.fact, local_id="pupil_id", starts_on="date_of_birth", when=TRAVELLER.when),
    ),
)
