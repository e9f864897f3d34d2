"""The SSDA903 return's table of children who were adopted or under an order before this care."""

from onroll.record.feeds.base import Column, Feed
from onroll.record.feeds.catalogue.ssda903_columns import BORN, CHILD, TABLE, WARN, stamp_year
from onroll.record.feeds.columns import DATE, TEXT, one_of
from onroll.record.feeds.facts_sql import people
from onroll.record.feeds.rules import born_in_range

FEED = Feed(
    key="ssda903_prev_perm",
    title="Looked-after children return: previous permanence",
    about="Looked-after children who had been adopted, or lived with a guardian, before.",
    example="SSDA903_2026_prev_perm.csv",
    columns=(
        CHILD,
        BORN,
        Column(
            "option", "PREV_PERM", one_of("P1", "P2", "P3", "P4", "Z1"), (), True, on_fault=WARN
        ),
        Column("authority", "LA_PERM", TEXT, (), expected=True),
        # zz/zz/2014 is what the return writes for a day that nobody knows
        Column("ordered_on", "DATE_PERM", DATE, (), expected=True, on_fault=WARN),
    ),
    stamps=stamp_year,
    rules=(born_in_range(),),
    unique=("child_id",),
    people=people(local_id="child_id", newest="year_ends", date_of_birth="date_of_birth"),
    **TABLE,
)
