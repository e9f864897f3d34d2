"""The Standard Safeguarding Dataset's table of referrals and the episodes of need they opened.

A referral on which nothing further was done opened no episode: it is an event only.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.catalogue.cin_codes import (
    ABUSE_OR_NEGLECT,
    CLOSURE_REASON,
    PRIMARY_NEED,
    REFERRAL_SOURCE,
)
from onroll.record.feeds.columns import DATE, REFERENCE, TEXT, YES_NO
from onroll.record.feeds.facts_sql import event, spell, together
from onroll.record.feeds.rules import in_order, not_in_future

_WARN = Severity.WARN

FEED = Feed(
    key="ssd_cin_episodes",
    title="Safeguarding dataset: referrals and need",
    source="social_care",
    about="Referrals to social care, and the episodes of need that they opened.",
    kind=Kind.SNAPSHOT,
    expected_days=31,
    example="ssd_cin_episodes_2026-11-01.csv",
    columns=(
        Column("referral_id", "cine_referral_id", REFERENCE, (), True, False),
        Column("person_id", "cine_person_id", REFERENCE, (), True, False),
        Column("referred_on", "cine_referral_date", DATE, (), True, False),
        Column("primary_need", "cine_cin_primary_need_code", PRIMARY_NEED, (), on_fault=_WARN),
        Column("referral_source", "cine_referral_source_code", REFERRAL_SOURCE, (), on_fault=_WARN),
        Column("no_further_action", "cine_referral_nfa", YES_NO, (), True, on_fault=_WARN),
        Column("closed_on", "cine_close_date", DATE, (), True),
        Column("close_reason", "cine_close_reason", CLOSURE_REASON, (), on_fault=_WARN),
        Column("team", "cine_referral_team", TEXT),
    ),
    rules=(
        not_in_future("referred_on"),
        in_order("referred_on", "closed_on", "the referral"),
    ),
    unique=("referral_id",),
    gone_by=("person_id",),
    facts=together(
        event("referred_to_social_care", local_id="person_id", on="referred_on"),
        spell(
            "child_in_need",
            local_id="person_id",
            starts_on="referred_on",
            ends_before="closed_on",
            when="no_further_action IS DISTINCT FROM true",
        ),
        spell(
            "abuse_or_neglect",
            local_id="person_id",
            starts_on="referred_on",
            ends_before="closed_on",
            when=f"no_further_action IS DISTINCT FROM true AND {ABUSE_OR_NEGLECT}",
        ),
    ),
)
