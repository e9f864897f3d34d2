"""The Standard Safeguarding Dataset's table of child protection plans."""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.columns import DATE, REFERENCE, TEXT, YES_NO
from onroll.record.feeds.facts_sql import spell
from onroll.record.feeds.rules import in_order, not_in_future

FEED = Feed(
    key="ssd_cp_plans",
    title="Safeguarding dataset: child protection plans",
    source="social_care",
    about="Child protection plans: from, to, and the kind of harm.",
    kind=Kind.SNAPSHOT,
    expected_days=31,
    example="ssd_cp_plans_2026-11-01.csv",
    columns=(
        Column("plan_id", "cppl_cp_plan_id", REFERENCE, (), True, False),
        Column("person_id", "cppl_person_id", REFERENCE, (), True, False),
        Column("starts_on", "cppl_cp_plan_start_date", DATE, (), True, False),
        Column("ends_on", "cppl_cp_plan_end_date", DATE, (), True),
        Column("of_another_authority", "cppl_cp_plan_ola", YES_NO, (), on_fault=Severity.WARN),
        Column("first_category", "cppl_cp_plan_initial_category", TEXT),
        Column("latest_category", "cppl_cp_plan_latest_category", TEXT),
    ),
    rules=(not_in_future("starts_on"), in_order("starts_on", "ends_on", "the start")),
    unique=("plan_id",),
    gone_by=("person_id",),
    facts=spell(
        "child_protection_plan", local_id="person_id", starts_on="starts_on", ends_before="ends_on"
    ),
)
