"""Part-time timetables: pupils on roll whom a school teaches for less than the full week, and why.

"Working together to improve school attendance" (DfE, 2024) asks a school to tell the authority of
each one, with its hours and the day on which it is reviewed. The reasons are the pupil system's:
SB social and behavioural, RA rarely attends, MH mental health, MN medical needs, PG pregnant or a
young mother.

A timetable that is gone from the newest file has not ended: that a school no longer tells of it
does not bring the child back to full-time school.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.columns import DATE, REFERENCE, UPN, URN, YES_NO, number, one_of
from onroll.record.feeds.facts_sql import spell, together
from onroll.record.feeds.rules import in_order


def _while_it_lasts(fact: str, *, when: str = "true", value: str = "NULL") -> str:
    return spell(
        fact,
        local_id="pupil_id",
        starts_on="starts_on",
        ends_before="ends_on",
        setting="urn",
        when=when,
        value=value,
    )


FEED = Feed(
    key="part_time_timetables",
    title="Part-time timetables",
    source="pupil_system",
    about="Pupils taught for part of the week: hours, reason, plan and review.",
    kind=Kind.SNAPSHOT,
    expected_days=8,
    school="urn",
    example="part_time_timetables_2026-11-01.csv",
    columns=(
        Column("pupil_id", "Pupil ID", REFERENCE, ("Pupil Reference",), True, False),
        Column("upn", "UPN", UPN, on_fault=Severity.WARN),
        Column("urn", "URN", URN, ("School URN",), True, False),
        Column("starts_on", "Start", DATE, ("Start Date",), True, False),
        Column("ends_on", "End", DATE, ("End Date",), True),
        Column("hours", "Hours a Week", number(0, 40), ("Weekly Hours", "Hours"), True, False),
        Column("reason", "Reason", one_of("SB", "RA", "MH", "MN", "PG"), (), True),
        Column("personalised_plan", "Personalised Plan", YES_NO, ("Plan",)),
        Column("review_due", "Review Due", DATE, ("Review Date",), on_fault=Severity.WARN),
    ),
    rules=(in_order("starts_on", "ends_on", "the start"),),
    unique=("pupil_id", "urn", "starts_on"),
    gone_by=("pupil_id", "urn"),
    facts=together(
        _while_it_lasts("part_time_timetable"),
        _while_it_lasts("weekly_hours", value="hours"),
        _while_it_lasts("personalised_plan", when="personalised_plan"),
        _while_it_lasts("behaviour_plan", when="personalised_plan AND reason = 'SB'"),
    ),
)
