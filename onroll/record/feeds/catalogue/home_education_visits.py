"""Visits to home-educating families: offered, declined, made, and the child seen or not.

A parent is under no duty to agree to a visit, so one that was declined proves nothing; the family
is then asked for evidence of the child's work, which has six weeks to come.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Rule, Severity
from onroll.record.feeds.columns import DATE, REFERENCE, TEXT, YES_NO, one_of
from onroll.record.feeds.facts_sql import event, together
from onroll.record.feeds.rules import in_order, needed, not_in_future

_WARN = Severity.WARN

FEED = Feed(
    key="home_education_visits",
    title="Home education visits",
    source="home_education",
    about="Visits offered to home-educating families, what came of each, and evidence asked for.",
    kind=Kind.SNAPSHOT,
    expected_days=31,
    example="home_education_visits_2026-11-01.csv",
    columns=(
        Column("visit_ref", "Visit Ref", REFERENCE, ("Visit ID",), True, False),
        Column("ehe_ref", "EHE Ref", REFERENCE, ("EHE Reference",), True, False),
        Column("offered_on", "Offered On", DATE, ("Date Offered",), True),
        Column(
            "answer",
            "Answer",
            one_of("Accepted", "Declined", "No reply"),
            ("Response",),
            True,
            on_fault=_WARN,
        ),
        Column("answered_on", "Answered On", DATE, ("Date Answered",)),
        Column("visited_on", "Visited On", DATE, ("Visit Date", "Date of Visit"), True),
        Column("child_seen", "Child Seen", YES_NO, (), True, on_fault=_WARN),
        Column("seen_alone", "Seen Alone", YES_NO, (), on_fault=_WARN),
        Column("place", "Place", TEXT, ("Where",)),
        Column("visited_by", "Visited By", TEXT, ("Officer",)),
        Column("evidence_requested_on", "Evidence Requested On", DATE),
        Column("evidence_received_on", "Evidence Received On", DATE),
    ),
    rules=(
        not_in_future("offered_on"),
        not_in_future("visited_on"),
        not_in_future("evidence_received_on"),
        in_order("offered_on", "answered_on", "the offer"),
        in_order("offered_on", "visited_on", "the offer"),
        in_order("evidence_requested_on", "evidence_received_on", "the day it was asked for"),
        needed("visited_on", "child_seen", "the child was seen, and there is no day of the visit"),
        needed("answered_on", "answer = 'Declined'", "there is no day on which it was declined"),
        Rule(
            rule_id="child_seen.not_said",
            column="child_seen",
            wrong="visited_on IS NOT NULL AND t_child_seen IS NULL",
            problem="'there was a visit, and nothing says whether the child was seen'",
            fix="Write Y or N. Until then the child counts as not seen",
            severity=_WARN,
        ),
    ),
    unique=("visit_ref",),
    gone_by=("ehe_ref",),
    facts=together(
        event("visit_offered", local_id="ehe_ref", on="offered_on"),
        event("visit_declined", local_id="ehe_ref", on="answered_on", when="answer = 'Declined'"),
        event("child_seen", local_id="ehe_ref", on="visited_on", when="child_seen"),
        event("evidence_requested", local_id="ehe_ref", on="evidence_requested_on"),
        event("evidence_received", local_id="ehe_ref", on="evidence_received_on"),
    ),
)
