"""The Standard Safeguarding Dataset's table of early help: support before social care is needed."""

from onroll.record.feeds.base import Column, Feed, Kind
from onroll.record.feeds.columns import DATE, REFERENCE, TEXT
from onroll.record.feeds.facts_sql import spell
from onroll.record.feeds.rules import in_order

FEED = Feed(
    key="ssd_early_help_episodes",
    title="Safeguarding dataset: early help",
    source="social_care",
    about="Episodes of early help: from, to, why, and by which organisation.",
    kind=Kind.SNAPSHOT,
    expected_days=31,
    example="ssd_early_help_episodes_2026-11-01.csv",
    columns=(
        Column("episode_id", "earl_episode_id", REFERENCE, (), True, False),
        Column("person_id", "earl_person_id", REFERENCE, (), True, False),
        Column("starts_on", "earl_episode_start_date", DATE, (), True, False),
        Column("ends_on", "earl_episode_end_date", DATE, (), True),
        Column("reason", "earl_episode_reason", TEXT),
        Column("end_reason", "earl_episode_end_reason", TEXT),
        Column("organisation", "earl_episode_organisation", TEXT),
    ),
    rules=(in_order("starts_on", "ends_on", "the start"),),
    unique=("episode_id",),
    gone_by=("person_id",),
    facts=spell("early_help", local_id="person_id", starts_on="starts_on", ends_before="ends_on"),
)
