"""The Standard Safeguarding Dataset's table of times that children were missing from home or care.

Away (A) means that the carers know where the child is; only missing (M) is a fact here.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.columns import DATE, REFERENCE, TEXT, one_of
from onroll.record.feeds.facts_sql import spell
from onroll.record.feeds.rules import in_order, not_in_future

FEED = Feed(
    key="ssd_missing",
    title="Safeguarding dataset: missing episodes",
    source="social_care",
    about="Each time a child was missing: from, to, and the interview on return.",
    kind=Kind.SNAPSHOT,
    expected_days=31,
    example="ssd_missing_2026-11-01.csv",
    columns=(
        Column("missing_id", "miss_table_id", REFERENCE, (), True, False),
        Column("person_id", "miss_person_id", REFERENCE, (), True, False),
        Column("starts_on", "miss_missing_episode_start_date", DATE, (), True, False),
        Column(
            "missing",
            "miss_missing_episode_type",
            one_of("M", "A", also={"Missing": "M", "Away": "A"}),
            (),
            True,
            on_fault=Severity.WARN,
        ),
        Column("ends_on", "miss_missing_episode_end_date", DATE, (), True),
        Column("interview_offered", "miss_missing_rhi_offered", TEXT),
        Column("interview_accepted", "miss_missing_rhi_accepted", TEXT),
    ),
    rules=(not_in_future("starts_on"), in_order("starts_on", "ends_on", "the start")),
    unique=("missing_id",),
    gone_by=("person_id",),
    # found on the day it ends, and so missing for that day if it is the day it began
    facts=spell(
        "missing_from_home_or_care",
        local_id="person_id",
        starts_on="starts_on",
        ends_before="(ends_on + INTERVAL 1 DAY)",
        when="missing IS DISTINCT FROM 'A'",
    ),
)
