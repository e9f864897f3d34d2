"""The SSDA903 return's table of decisions that a child should be placed for adoption (SBPFA)."""

from onroll.record.feeds.base import Column, Feed
from onroll.record.feeds.catalogue.ssda903_columns import BORN, CHILD, TABLE, WARN, stamp_year
from onroll.record.feeds.columns import DATE, one_of
from onroll.record.feeds.facts_sql import people
from onroll.record.feeds.rules import born_in_range, in_order

FEED = Feed(
    key="ssda903_placed_adoption",
    title="Looked-after children return: should be placed for adoption",
    about="Decisions that a child should be placed for adoption, and their reversal.",
    example="SSDA903_2026_placed_adoption.csv",
    columns=(
        CHILD,
        BORN,
        Column("decided_on", "DATE_PLACED", DATE, (), True, False),
        Column("reversed_on", "DATE_PLACED_CEASED", DATE, (), True, on_fault=WARN),
        Column(
            "reason_reversed",
            "REASON_PLACED_CEASED",
            one_of("RD1", "RD2", "RD3", "RD4"),
            (),
            True,
            on_fault=WARN,
        ),
    ),
    stamps=stamp_year,
    rules=(born_in_range(), in_order("decided_on", "reversed_on", "the decision", severity=WARN)),
    unique=("child_id", "decided_on"),
    newest="greatest(decided_on, reversed_on)",
    people=people(local_id="child_id", newest="year_ends", date_of_birth="date_of_birth"),
    **TABLE,
)
