"""The SSDA903 return's table of reviews of looked-after children's plans."""

from onroll.record.feeds.base import Column, Feed
from onroll.record.feeds.catalogue.ssda903_columns import BORN, CHILD, TABLE, WARN, stamp_year
from onroll.record.feeds.columns import DATE, one_of
from onroll.record.feeds.facts_sql import people
from onroll.record.feeds.rules import born_in_range, in_order

REVIEW = one_of(*(f"PN{code}" for code in range(8)))

FEED = Feed(
    key="ssda903_reviews",
    title="Looked-after children return: reviews",
    about="Reviews of looked-after children's plans, and how the child took part.",
    example="SSDA903_2026_reviews.csv",
    columns=(
        CHILD,
        BORN,
        Column("reviewed_on", "REVIEW", DATE, (), True, False),
        Column("took_part", "REVIEW_CODE", REVIEW, (), True, on_fault=WARN),
    ),
    stamps=stamp_year,
    rules=(
        born_in_range(),
        in_order("date_of_birth", "reviewed_on", "the date of birth", severity=WARN),
    ),
    unique=("child_id", "reviewed_on"),
    newest="reviewed_on",
    people=people(local_id="child_id", newest="year_ends", date_of_birth="date_of_birth"),
    **TABLE,
)
