"""The Standard Safeguarding Dataset's table of people: who each child known to social care is.

The earlier releases have neither names nor UPNs, so that many of its children are known by NHS
number (the common child identifier), or by number and date of birth only.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.catalogue.pupil_codes import ETHNICITY, TRAVELLER
from onroll.record.feeds.columns import DATE, NHS_NUMBER, REFERENCE, SEX, TEXT, UPN
from onroll.record.feeds.facts_sql import event, people, spell, together
from onroll.record.feeds.rules import born_in_range, in_order

_WARN = Severity.WARN

FEED = Feed(
    key="ssd_person",
    title="Safeguarding dataset: people",
    source="social_care",
    about="Children known to social care: date of birth, sex, ethnicity, UPN and NHS number.",
    kind=Kind.SNAPSHOT,
    expected_days=31,
    example="ssd_person_2026-11-01.csv",
    columns=(
        Column("person_id", "pers_person_id", REFERENCE, (), True, False),
        Column("upn", "pers_upn", UPN, (), on_fault=_WARN),
        Column("nhs_number", "pers_common_child_id", NHS_NUMBER, (), on_fault=_WARN),
        Column("forename", "pers_forename", TEXT),
        Column("surname", "pers_surname", TEXT),
        Column("date_of_birth", "pers_dob", DATE, (), True, on_fault=_WARN),
        Column("expected_on", "pers_expected_dob", DATE, (), on_fault=_WARN),
        Column("died_on", "pers_death_date", DATE, (), on_fault=_WARN),
        Column("sex", "pers_sex", SEX, (), expected=True, on_fault=_WARN),
        Column("ethnicity", "pers_ethnicity", ETHNICITY, (), expected=True, on_fault=_WARN),
    ),
    rules=(
        born_in_range(severity=_WARN),
        in_order("date_of_birth", "died_on", "the date of birth", severity=_WARN),
    ),
    unique=("person_id",),
    gone_by=("person_id",),
    people=people(
        local_id="person_id",
        upn="upn",
        nhs_number="nhs_number",
        forename="forename",
        surname="surname",
        date_of_birth="date_of_birth",
        sex="sex",
        ethnicity="ethnicity",
    ),
    facts=together(
        spell(TRAVELLER.fact, local_id="person_id", starts_on="date_of_birth", when=TRAVELLER.when),
        event("death_recorded", local_id="person_id", on="died_on"),
    ),
)
