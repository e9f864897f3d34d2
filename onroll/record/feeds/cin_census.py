"""The children in need census: episodes of need and child protection plans, one XML file a year.

A row is one episode (CINdetails) or one plan (ChildProtectionPlans) with its two dates; the census
writes no names, so most of its children are known by number and date of birth only.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.columns import DATE, NHS_NUMBER, POSTCODE, REFERENCE, SEX, TEXT, UPN
from onroll.record.feeds.facts_sql import people, spell, together
from onroll.record.feeds.pupil_codes import ETHNICITY
from onroll.record.feeds.rules import born_in_range, in_order, needed

_WARN = Severity.WARN


def _while_open(fact: str, module: str) -> str:
    return spell(
        fact,
        local_id="child_id",
        starts_on="starts_on",
        ends_before="ends_on",
        when=f"module = '{module}'",
    )


FEED = Feed(
    key="cin_census",
    title="Children in need census",
    source="social_care",
    about="Episodes of need and child protection plans of a year, from social care.",
    kind=Kind.PERIODS,
    expected_days=400,
    example="CIN_Census_2026.xml",
    xml=True,
    columns=(
        Column("child_id", "LAchildID", REFERENCE, (), True, False),
        Column("upn", "UPN", UPN, (), on_fault=_WARN),
        Column("former_upn", "FormerUPN", UPN, (), on_fault=_WARN),
        Column("upn_unknown", "UPNunknown", TEXT),
        Column("forename", "Forename", TEXT),
        Column("surname", "Surname", TEXT),
        Column("date_of_birth", "PersonBirthDate", DATE, (), on_fault=_WARN),
        Column("sex", "Sex", SEX, (), on_fault=_WARN),
        Column("ethnicity", "Ethnicity", ETHNICITY, (), on_fault=_WARN),
        Column("postcode", "Postcode", POSTCODE, (), on_fault=_WARN),
        Column("nhs_number", "NHSNumber", NHS_NUMBER, (), on_fault=_WARN),
        Column("module", "Module", TEXT),
        Column("starts_on", "Start", DATE),
        Column("ends_on", "End", DATE),
    ),
    rules=(
        born_in_range(),
        in_order("starts_on", "ends_on", "the start"),
        needed("starts_on", "module IS NOT NULL", "there is no day on which this began"),
    ),
    newest="greatest(starts_on, ends_on)",
    people=people(
        local_id="child_id",
        newest="starts_on",
        upn="upn",
        former_upn="former_upn",
        nhs_number="nhs_number",
        forename="forename",
        surname="surname",
        date_of_birth="date_of_birth",
        sex="sex",
        ethnicity="ethnicity",
        postcode="postcode",
    ),
    facts=together(
        _while_open("child_in_need", "CINdetails"),
        _while_open("child_protection_plan", "ChildProtectionPlans"),
    ),
)
