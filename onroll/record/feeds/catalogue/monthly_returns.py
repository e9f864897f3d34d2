"""Monthly returns: what schools tell each month of their pupils who miss out on education.

onroll writes this feed itself, from the returns as they were sent, one row for each pupil of each
return. A return that was sent again for its month stands in the place of the first, which stays in
the file and tells nothing.

What a school tells of a pupil lasts until its next word: the pupil is changed, or ended. A month in
which it says nothing ends nothing: nobody is back full time by silence. It lasts no longer than the
pupil is on that school's roll, and its hours count on the days for which no other source tells any:
a return gives those of the whole week, and hours are summed.

A reason is what the school calls it. Only that of a part-time timetable is a fact; an exclusion,
an illness and a child's background rest on the sources that answer for them.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.columns import (
    DATE,
    REFERENCE,
    SEX,
    TEXT,
    UPN,
    URN,
    YES_NO,
    number,
    one_of,
)
from onroll.record.feeds.facts_sql import event, people, spell, together
from onroll.record.feeds.rules import born_in_range, in_order, not_in_future

_WARN = Severity.WARN

_STANDS = "replaced_on IS NULL"

_UNTIL_THE_NEXT_WORD = f"""(
    SELECT rows.*, lead(CASE WHEN ended_how = 'mistake' THEN DATE '1900-01-01'
                             ELSE coalesce(ended_on, starts_on) END) OVER (
        PARTITION BY urn, child_ref ORDER BY month, row) AS over_on
    FROM rows WHERE {_STANDS}
)"""
"""Each row that stands, with the day on which the school's next word about the pupil says that it
is over; a pupil who was returned by mistake was never one."""


def _told(fact: str, when: str, ends_before: str = "over_on", value: str = "NULL") -> str:
    return spell(
        fact,
        local_id="child_ref",
        starts_on="starts_on",
        ends_before=ends_before,
        setting="urn",
        value=value,
        when=f"how <> 'ended' AND {when}",
        source=_UNTIL_THE_NEXT_WORD,
    )


_PART_TIME = "reason = 'SB'"
_LAST_DAY = "least(over_on, ends_on + INTERVAL 1 DAY)"

FEED = Feed(
    key="monthly_returns",
    title="Monthly returns of pupils missing out on education",
    source="school_forms",
    about="What schools told each month of their pupils who miss out on education.",
    kind=Kind.SNAPSHOT,
    expected_days=400,
    example="monthly_returns_2026-11-01.csv",
    columns=(
        Column("return_ref", "Return Ref", REFERENCE, (), True, False),
        Column("urn", "Sender URN", URN, (), True, False),
        Column("month", "Month", DATE, (), True, False),
        Column("sent_on", "Sent On", DATE, (), True, False),
        Column("sent_by", "Sent By", TEXT, (), True),
        Column("replaced_on", "Replaced On", DATE, (), True),
        Column("child_ref", "Child Ref", REFERENCE, (), True, False),
        Column("forename", "Forename", TEXT),
        Column("surname", "Surname", TEXT),
        Column("date_of_birth", "Date of Birth", DATE, (), on_fault=_WARN),
        Column("sex", "Sex", SEX, (), on_fault=_WARN),
        Column("upn", "UPN", UPN, (), on_fault=_WARN),
        Column("how", "How", one_of("new", "same", "changed", "ended"), (), True, False),
        Column(
            "reason",
            "Reason",
            one_of("PX", "SB", "MH", "MN", "RA", "PG", "CN", "GT", "OT"),
            (),
            on_fault=_WARN,
        ),
        Column("hours", "Hours Offered", number(0, 40), (), on_fault=_WARN),
        Column("hours_attended", "Hours Attended", number(0, 40), (), on_fault=_WARN),
        Column("starts_on", "Starts On", DATE, (), on_fault=_WARN),
        Column("provider", "Provider", TEXT),
        Column("plan", "Written Plan", YES_NO, (), on_fault=_WARN),
        Column("review_on", "Next Review", DATE, (), on_fault=_WARN),
        Column("ends_on", "Last Day of Timetable", DATE, (), on_fault=_WARN),
        Column("ended_on", "Ended On", DATE, (), on_fault=_WARN),
        Column("ended_how", "How It Ended", one_of("full_time", "left", "mistake"), on_fault=_WARN),
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
        event(
            "part_time_timetable_told",
            local_id="child_ref",
            on="sent_on",
            setting="urn",
            when=f"{_STANDS} AND how <> 'ended' AND {_PART_TIME}",
        ),
        _told("part_time_timetable", _PART_TIME, _LAST_DAY),
        _told("personalised_plan", f"plan AND {_PART_TIME}", _LAST_DAY),
        _told("behaviour_plan", f"plan AND {_PART_TIME}", _LAST_DAY),
        _told("weekly_hours", f"hours IS NOT NULL AND {_PART_TIME}", _LAST_DAY, "hours"),
        _told("weekly_hours", f"hours IS NOT NULL AND NOT ({_PART_TIME})", value="hours"),
    ),
)  # fmt: skip
