"""The Standard Safeguarding Dataset's table of enquiries under section 47 of the Children Act 1989.

They are made where a child is suspected to suffer, or to be likely to suffer, significant harm.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.columns import DATE, REFERENCE, TEXT, YES_NO
from onroll.record.feeds.facts_sql import spell
from onroll.record.feeds.rules import in_order, not_in_future

FEED = Feed(
    key="ssd_s47_enquiry",
    title="Safeguarding dataset: section 47 enquiries",
    source="social_care",
    about="Enquiries into significant harm: begun, ended, and whether anything followed.",
    kind=Kind.SNAPSHOT,
    expected_days=31,
    example="ssd_s47_enquiry_2026-11-01.csv",
    columns=(
        Column("enquiry_id", "s47e_s47_enquiry_id", REFERENCE, (), True, False),
        Column("person_id", "s47e_person_id", REFERENCE, (), True, False),
        Column("starts_on", "s47e_s47_start_date", DATE, (), True, False),
        Column("ends_on", "s47e_s47_end_date", DATE, (), True),
        Column("no_further_action", "s47e_s47_nfa", YES_NO, (), on_fault=Severity.WARN),
        Column("team", "s47e_s47_completed_by_team", TEXT),
    ),
    rules=(not_in_future("starts_on"), in_order("starts_on", "ends_on", "the start")),
    unique=("enquiry_id",),
    gone_by=("person_id",),
    # the last day belongs to it: one begun and ended on a day was open on that day
    facts=spell(
        "section_47_enquiry",
        local_id="person_id",
        starts_on="starts_on",
        ends_before="(ends_on + INTERVAL 1 DAY)",
    ),
)
