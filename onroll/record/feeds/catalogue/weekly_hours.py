"""Hours of weeks: what providers tell each week of the children who are placed with them.

onroll writes this feed itself, from what was sent, one row for each child of each week. A week that
was sent again stands in the place of the first, which stays in the file and tells nothing.

What a provider tells is true of that week alone, from Monday to Sunday, or to the child's last day
there. A week that is not told ends nothing that a list tells, and adds nothing. A child who came to
something was taught there; one who came to nothing was offered those hours, and is not said to have
been anywhere. The hours are those that were offered, and count on the days for which the list of
placements tells none of the child: what is on both is one placement, and hours are summed.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.columns import DATE, REFERENCE, SEX, TEXT, UPN, URN, number
from onroll.record.feeds.facts_sql import people, spell, together
from onroll.record.feeds.rules import born_in_range, in_order, not_in_future

_WARN = Severity.WARN

_STANDS = "replaced_on IS NULL"

_IN_THE_WEEK = f"""(
    SELECT * FROM rows WHERE {_STANDS} AND coalesce(ended_on >= week, true)
)"""
"""Each row that stands, but for those of a child whose last day was before the week."""

_OVER_ON = "least(week + INTERVAL 7 DAY, ended_on + INTERVAL 1 DAY)"


def _of_the_week(fact: str, *, when: str, value: str = "NULL") -> str:
    return spell(
        fact,
        local_id="child_ref",
        starts_on="week",
        ends_before=_OVER_ON,
        setting="urn",
        value=value,
        when=when,
        source=_IN_THE_WEEK,
    )


FEED = Feed(
    key="weekly_hours",
    title="Hours of weeks at providers",
    source="school_forms",
    about="What providers told each week of the hours of the children placed with them.",
    kind=Kind.SNAPSHOT,
    expected_days=400,
    example="weekly_hours_2026-11-01.csv",
    columns=(
        Column("return_ref", "Return Ref", REFERENCE, (), True, False),
        Column("urn", "Sender URN", URN, (), True, False),
        Column("week", "Week From", DATE, (), True, False),
        Column("sent_on", "Sent On", DATE, (), True, False),
        Column("sent_by", "Sent By", TEXT, (), True),
        Column("replaced_on", "Replaced On", DATE, (), True),
        Column("child_ref", "Child Ref", REFERENCE, (), True, False),
        Column("forename", "Forename", TEXT),
        Column("surname", "Surname", TEXT),
        Column("date_of_birth", "Date of Birth", DATE, (), on_fault=_WARN),
        Column("sex", "Sex", SEX, (), on_fault=_WARN),
        Column("upn", "UPN", UPN, (), on_fault=_WARN),
        Column("hours_offered", "Hours Offered", number(0, 40), (), True, on_fault=_WARN),
        Column("hours_attended", "Hours Attended", number(0, 40), (), True, on_fault=_WARN),
        Column("absence", "Why Away", TEXT),
        Column("ended_on", "Last Day There", DATE, (), True, on_fault=_WARN),
        Column("where_now", "Where Now", TEXT),
    ),
    rules=(
        born_in_range(severity=_WARN),
        not_in_future("sent_on"),
        in_order("sent_on", "replaced_on", "the day it was sent"),
    ),
    unique=("return_ref", "child_ref"),
    people=people(
        local_id="child_ref",
        newest="sent_on",
        upn="upn",
        forename="forename",
        surname="surname",
        date_of_birth="date_of_birth",
        sex="sex",
        school="urn",
        source=f"(SELECT * FROM rows WHERE {_STANDS})",
    ),
    facts=together(
        _of_the_week("alternative_provision", when="hours_attended > 0"),
        _of_the_week("weekly_hours", when="hours_offered IS NOT NULL", value="hours_offered"),
    ),
)
