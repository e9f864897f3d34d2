"""The SSDA903 return's table of episodes of care: each stay of one placement and legal status.

A child is looked after from the first episode to the end of the last. An agreement to a series of
short breaks (V4) is no stay: the child lives at home. An episode that the return of a later year
tells again has the end that it gives; one without an end is taken to go on.
"""

from onroll.record.feeds.base import Column, Feed
from onroll.record.feeds.catalogue.ssda903_columns import (
    CHANGE_OF_PLACEMENT,
    CHILD,
    LEGAL_STATUS,
    NEED,
    NEWEST,
    PLACEMENT_OF_ANY_YEAR,
    PROVIDER,
    REASON_CEASED,
    REASON_FOR_NEW_EPISODE,
    REASON_PLACE_CHANGE,
    SERIES_OF_SHORT_BREAKS,
    TABLE,
    WARN,
    YOUNG_OFFENDER_INSTITUTION,
    placement_codes,
    stamp_year,
    year_of,
)
from onroll.record.feeds.columns import DATE, POSTCODE, URN, ColumnType
from onroll.record.feeds.facts_sql import event, newest_rows, people, spell, together
from onroll.record.feeds.rules import in_order

EPISODES = newest_rows("child_id", "starts_on", newest=(*NEWEST, "ends_on DESC NULLS FIRST"))


def _columns(placement: ColumnType) -> tuple[Column, ...]:
    return (
        CHILD,
        Column("starts_on", "DECOM", DATE, (), True, False),
        Column("reason", "RNE", REASON_FOR_NEW_EPISODE, (), True, on_fault=WARN),
        Column("legal_status", "LS", LEGAL_STATUS, (), True, on_fault=WARN),
        Column("need", "CIN", NEED, (), expected=True, on_fault=WARN),
        Column("placement", "PLACE", placement, ("PL",), expected=True, on_fault=WARN),
        Column("provider", "PLACE_PROVIDER", PROVIDER, (), expected=True, on_fault=WARN),
        Column("ends_on", "DEC", DATE, (), True),
        Column("reason_ceased", "REC", REASON_CEASED, (), expected=True, on_fault=WARN),
        Column(
            "reason_place_change",
            "REASON_PLACE_CHANGE",
            REASON_PLACE_CHANGE,
            (),
            expected=True,
            on_fault=WARN,
        ),
        Column("home_postcode", "HOME_POST", POSTCODE, (), expected=True, on_fault=WARN),
        Column("postcode", "PL_POST", POSTCODE, (), expected=True, on_fault=WARN),
        Column("urn", "URN", URN, (), expected=True, on_fault=WARN),
    )


FEED = Feed(
    key="ssda903_episodes",
    title="Looked-after children return: episodes",
    about="Each episode of care in the year: from, to, placement and legal status.",
    example="SSDA903_2026_episodes.csv",
    columns=_columns(PLACEMENT_OF_ANY_YEAR),
    dated=lambda period: _columns(placement_codes(year_of(period))),
    stamps=stamp_year,
    rules=(in_order("starts_on", "ends_on", "the start"),),
    unique=("child_id", "starts_on"),
    newest="greatest(starts_on, ends_on)",
    people=people(local_id="child_id", newest=("year_ends", "starts_on"), postcode="postcode"),
    facts=together(
        spell(
            "looked_after",
            local_id="child_id",
            starts_on="starts_on",
            ends_before="ends_on",
            when=f"legal_status IS DISTINCT FROM '{SERIES_OF_SHORT_BREAKS}'",
            source=EPISODES,
        ),
        event(
            "care_placement_changed",
            local_id="child_id",
            on="starts_on",
            when=f"reason IN {CHANGE_OF_PLACEMENT}",
            source=EPISODES,
        ),
        spell(
            "in_custody",
            local_id="child_id",
            starts_on="starts_on",
            ends_before="ends_on",
            when=f"placement = '{YOUNG_OFFENDER_INSTITUTION}'",
            source=EPISODES,
        ),
    ),
    **TABLE,
)
