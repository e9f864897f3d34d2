"""What young people do after 16, month by month, as the careers service's system has it (NCCIS).

An activity lasts until the young person's next one. Two codes tell of children who are still of
school age: 120, educated at home, and 140, registered at no school. That is what the careers
service was told, not the parent's notice or a school's roll, so each is a fact of its own.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.catalogue.nccis_codes import (
    ACTIVITY,
    AT_HOME,
    CUSTODY,
    LEARNING_OR_WORKING,
    NEET_AVAILABLE,
    NEET_NOT_AVAILABLE,
    NOT_KNOWN,
    NOT_REGISTERED,
    PARTICIPATING,
)
from onroll.record.feeds.columns import DATE, POSTCODE, REFERENCE, SEX, TEXT, ULN, UPN, URN
from onroll.record.feeds.facts_sql import people, spell, together
from onroll.record.feeds.rules import born_in_range, in_order, not_in_future

_WARN = Severity.WARN

_IN_ORDER = """(
    SELECT *, least(ends_on, lead(starts_on) OVER (
        PARTITION BY young_person_ref ORDER BY starts_on, row
    )) AS over_on FROM rows
)"""
"""Each activity with the day on which the next one, or its own end, ends it."""


def _while(fact: str, codes: tuple[str, ...], *, positive: bool = False) -> str:
    return spell(
        fact,
        local_id="young_person_ref",
        starts_on="starts_on",
        ends_before="least(over_on, gone_on)" if positive else "over_on",
        setting="urn",
        when=f"activity IN ({', '.join(repr(code) for code in codes)})",
        source=_IN_ORDER,
    )


FEED = Feed(
    key="post16_activity",
    title="Post-16 activity",
    source="careers",
    about="What young people do after 16, by the NCCIS activity codes, with dates of review.",
    kind=Kind.SNAPSHOT,
    expected_days=31,
    example="post16_activity_2026-11-01.csv",
    columns=(
        Column(
            "young_person_ref",
            "Young Person ID",
            REFERENCE,
            ("YP Ref", "YoungPersonsID", "CCIS ID"),
            True,
            False,
        ),
        Column("upn", "UPN", UPN, ("UniquePupilNumber",), on_fault=_WARN),
        Column("uln", "ULN", ULN, ("UniqueLearnerNumber",), on_fault=_WARN),
        Column("forename", "Forename", TEXT, ("First Name", "Given Name"), True, False),
        Column("surname", "Surname", TEXT, ("Last Name", "Family Name"), True, False),
        Column("date_of_birth", "Date of Birth", DATE, ("DOB",), True, False),
        Column("sex", "Gender", SEX, ("Sex",), on_fault=_WARN),
        Column("address", "Address", TEXT),
        Column("postcode", "Postcode", POSTCODE, ("Post Code",), on_fault=_WARN),
        Column(
            "activity", "Activity Code", ACTIVITY, ("Current Activity", "Activity"), True, False
        ),
        Column("starts_on", "Activity Start", DATE, ("Start Date", "StartDate"), True, False),
        Column("ends_on", "Activity End", DATE, ("End Date",)),
        Column("reviewed_on", "Date Verified", DATE, ("DateVerified",), on_fault=_WARN),
        Column(
            "review_due_on",
            "Review Date",
            DATE,
            ("ReviewDate", "Currency Date"),
            on_fault=_WARN,
        ),
        Column("verified_by", "Verified By", TEXT),
        Column("provider", "Provider", TEXT, ("Establishment",)),
        Column("urn", "Provider URN", URN, ("URN",), on_fault=_WARN),
        Column("intended", "Intended Destination", TEXT),
    ),
    rules=(
        born_in_range(),
        not_in_future("starts_on"),
        in_order("starts_on", "ends_on", "the start"),
        in_order("starts_on", "review_due_on", "the start", severity=_WARN),
    ),
    unique=("young_person_ref", "starts_on"),
    gone_by=("young_person_ref",),
    people=people(
        local_id="young_person_ref",
        newest="starts_on",
        upn="upn",
        forename="forename",
        surname="surname",
        date_of_birth="date_of_birth",
        sex="sex",
        address="address",
        postcode="postcode",
        school="urn",
    ),
    facts=together(
        _while("in_education_employment_or_training", LEARNING_OR_WORKING, positive=True),
        _while("participating_in_learning", PARTICIPATING, positive=True),
        _while("not_in_education_employment_or_training", (*NEET_AVAILABLE, *NEET_NOT_AVAILABLE)),
        _while("activity_not_known", NOT_KNOWN),
        _while("in_custody", CUSTODY),
        _while("reported_home_educated", AT_HOME),
        _while("reported_without_school", NOT_REGISTERED),
    ),
)
