"""Alternative provision: who learns where, for how many hours, arranged by whom.

A placement that the authority arranged (under section 19, or as education otherwise than at school)
and that has been found suitable is suitable education. Fewer than full-time hours count as enough
only where a row says that they are as much as the child's health allows.

Of a child who is gone from the newest file nobody says any more that there is an education: what
was suitable, and as much as health allows, ends on the day of the first file without the child, and
the hours from then on are none. That the child was moved to alternative provision still holds, for
no file says that a school has the child back.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.catalogue.place_named import UKPRN, one_place_named
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
from onroll.record.feeds.facts_sql import people, spell, together
from onroll.record.feeds.rules import born_in_range, in_order

_AS_LONG_AS_TOLD = "least(ends_on, gone_on)"


def _while_it_lasts(
    fact: str,
    *,
    starts_on: str = "starts_on",
    ends_before: str = "ends_on",
    when: str = "true",
    value: str = "NULL",
) -> str:
    return spell(
        fact,
        local_id="learner_ref",
        starts_on=starts_on,
        ends_before=ends_before,
        setting="urn",
        when=when,
        value=value,
    )


FEED = Feed(
    key="placements",
    title="Alternative provision placements",
    source="alternative_provision",
    about="Placements in alternative provision and tuition, with hours and who arranged them.",
    kind=Kind.SNAPSHOT,
    expected_days=31,
    example="placements_2026-11-01.csv",
    columns=(
        Column("placement_ref", "Placement Ref", REFERENCE, ("Placement ID",), True, False),
        Column("learner_ref", "Learner Ref", REFERENCE, ("Learner ID",), True, False),
        Column("upn", "UPN", UPN, (), True, on_fault=Severity.WARN),
        Column("forename", "Forename", TEXT, ("First Name",), True, False),
        Column("surname", "Surname", TEXT, ("Last Name", "Family Name"), True, False),
        Column("date_of_birth", "Date of Birth", DATE, ("DOB",), True, False),
        Column("postcode", "Postcode", POSTCODE, ("Post Code",), on_fault=Severity.WARN),
        Column("provider", "Provider", TEXT, ("Provider Name",)),
        Column("setting_type", "Setting Type", TEXT),
        Column("urn", "URN", URN, ("School URN",), on_fault=Severity.WARN),
        Column("ukprn", "UKPRN", UKPRN, ("Provider UKPRN",), on_fault=Severity.WARN),
        Column(
            "arranged_by",
            "Arranged By",
            one_of("LA section 19", "EOTAS", "School", "Partnership"),
            ("Commissioner",),
            True,
            False,
        ),
        Column("reason", "Reason", TEXT),
        Column("starts_on", "Start", DATE, ("Start Date",), True, False),
        Column("ends_on", "End", DATE, ("End Date",), True),
        Column("hours", "Hours a Week", number(0, 40), ("Weekly Hours",), True),
        Column("hours_one_to_one", "One to One Hours", number(0, 40), on_fault=Severity.WARN),
        Column("suitable", "Suitable", YES_NO),
        Column("as_much_as_health_allows", "As Much As Health Allows", YES_NO),
    ),
    rules=(
        born_in_range(),
        in_order("starts_on", "ends_on", "the start"),
        *one_place_named("urn", "ukprn", "setting_type"),
    ),
    unique=("placement_ref",),
    gone_by=("learner_ref",),
    people=people(
        local_id="learner_ref",
        newest="starts_on",
        upn="upn",
        forename="forename",
        surname="surname",
        date_of_birth="date_of_birth",
        postcode="postcode",
        school="urn",
    ),
    facts=together(
        _while_it_lasts("alternative_provision"),
        _while_it_lasts(
            "weekly_hours",
            ends_before=_AS_LONG_AS_TOLD,
            when="hours IS NOT NULL",
            value="hours",
        ),
        _while_it_lasts("weekly_hours", starts_on="gone_on", when="hours IS NOT NULL", value="0"),
        _while_it_lasts(
            "arranged_education_suitable",
            ends_before=_AS_LONG_AS_TOLD,
            when="arranged_by IN ('LA section 19', 'EOTAS') AND suitable",
        ),
        _while_it_lasts(
            "as_much_as_health_allows",
            ends_before=_AS_LONG_AS_TOLD,
            when="as_much_as_health_allows",
        ),
    ),
)
