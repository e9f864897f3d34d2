"""The Standard Safeguarding Dataset's table of episodes of care of looked-after children."""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.catalogue.ssda903_columns import (
    CHANGE_OF_PLACEMENT,
    REASON_FOR_NEW_EPISODE,
)
from onroll.record.feeds.columns import DATE, REFERENCE, TEXT
from onroll.record.feeds.facts_sql import event, spell, together
from onroll.record.feeds.rules import in_order

FEED = Feed(
    key="ssd_cla_episodes",
    title="Safeguarding dataset: episodes of care",
    source="social_care",
    about="Episodes of care of looked-after children: from, to, and why each began.",
    kind=Kind.SNAPSHOT,
    expected_days=31,
    example="ssd_cla_episodes_2026-11-01.csv",
    columns=(
        Column("episode_id", "clae_cla_episode_id", REFERENCE, (), True, False),
        Column("person_id", "clae_person_id", REFERENCE, (), True, False),
        Column("starts_on", "clae_cla_episode_start_date", DATE, (), True, False),
        Column(
            "reason",
            "clae_cla_episode_start_reason",
            REASON_FOR_NEW_EPISODE,
            (),
            True,
            on_fault=Severity.WARN,
        ),
        Column("need", "clae_cla_primary_need_code", TEXT),
        # the older releases of the dataset call it so
        Column("ends_on", "clae_cla_episode_ceased_date", DATE, ("clae_cla_episode_ceased",), True),
        Column("reason_ceased", "clae_cla_episode_ceased_reason", TEXT),
        Column("entered_care_on", "clae_entered_care_date", DATE, (), on_fault=Severity.WARN),
    ),
    rules=(in_order("starts_on", "ends_on", "the start"),),
    unique=("episode_id",),
    gone_by=("person_id",),
    facts=together(
        spell("looked_after", local_id="person_id", starts_on="starts_on", ends_before="ends_on"),
        event(
            "care_placement_changed",
            local_id="person_id",
            on="starts_on",
            when=f"reason IN {CHANGE_OF_PLACEMENT}",
        ),
    ),
)
