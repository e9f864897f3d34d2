"""The Standard Safeguarding Dataset's table of social care's assessments of children.

That the child was seen in the course of one has no day, so it is no sighting of the child.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.columns import DATE, REFERENCE, TEXT, YES_NO
from onroll.record.feeds.facts_sql import spell
from onroll.record.feeds.rules import in_order, not_in_future

_WARN = Severity.WARN

FEED = Feed(
    key="ssd_cin_assessments",
    title="Safeguarding dataset: assessments",
    source="social_care",
    about="Social care's assessments of children: begun, authorised, and what came of them.",
    kind=Kind.SNAPSHOT,
    expected_days=31,
    example="ssd_cin_assessments_2026-11-01.csv",
    columns=(
        Column("assessment_id", "cina_assessment_id", REFERENCE, (), True, False),
        Column("person_id", "cina_person_id", REFERENCE, (), True, False),
        Column("starts_on", "cina_assessment_start_date", DATE, (), True, False),
        Column("child_seen", "cina_assessment_child_seen", YES_NO, (), on_fault=_WARN),
        Column("authorised_on", "cina_assessment_auth_date", DATE, (), True),
        Column("no_further_action", "cina_assessment_outcome_nfa", YES_NO, (), on_fault=_WARN),
        Column("team", "cina_assessment_team", TEXT),
    ),
    rules=(
        not_in_future("starts_on"),
        in_order("starts_on", "authorised_on", "the start"),
    ),
    unique=("assessment_id",),
    gone_by=("person_id",),
    facts=spell(
        "social_care_assessment",
        local_id="person_id",
        starts_on="starts_on",
        ends_before="authorised_on",
    ),
)
