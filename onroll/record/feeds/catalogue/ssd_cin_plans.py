"""The Standard Safeguarding Dataset's table of child in need plans."""

from onroll.record.feeds.base import Column, Feed, Kind
from onroll.record.feeds.columns import DATE, REFERENCE, TEXT
from onroll.record.feeds.facts_sql import spell
from onroll.record.feeds.rules import in_order

FEED = Feed(
    key="ssd_cin_plans",
    title="Safeguarding dataset: child in need plans",
    source="social_care",
    about="Plans for children in need: from and to.",
    kind=Kind.SNAPSHOT,
    expected_days=31,
    example="ssd_cin_plans_2026-11-01.csv",
    columns=(
        Column("plan_id", "cinp_cin_plan_id", REFERENCE, ("cin_plan_id",), True, False),
        Column("person_id", "cinp_person_id", REFERENCE, (), True, False),
        Column("starts_on", "cinp_cin_plan_start_date", DATE, (), True, False),
        Column("ends_on", "cinp_cin_plan_end_date", DATE, (), True),
        Column("team", "cinp_cin_plan_team", TEXT),
    ),
    rules=(in_order("starts_on", "ends_on", "the start"),),
    unique=("plan_id",),
    gone_by=("person_id",),
    facts=spell(
        "child_in_need", local_id="person_id", starts_on="starts_on", ends_before="ends_on"
    ),
)
