"""The SSDA903 return's table of care leavers: in touch, activity and accommodation.

It tells what a young person did about their birthday, and not since when, so that the only fact is
that they were a care leaver in the return's year.
"""

from onroll.record.feeds.base import Column, Feed
from onroll.record.feeds.catalogue.ssda903_columns import BORN, CHILD, TABLE, WARN, stamp_year
from onroll.record.feeds.columns import one_of
from onroll.record.feeds.facts_sql import people, spell
from onroll.record.feeds.rules import born_in_range

IN_TOUCH = one_of("YES", "NO", "DIED", "REFU", "NREQ", "RHOM")
ACTIVITY = one_of("F1", "P1", "F2", "P2", "F3", "P3", "G4", "G5", "G6", "0")
ACCOMMODATION = one_of(
    *(f"{letter}{suitable}" for letter in "BCDEGHKRSTUVWXYZ" for suitable in (1, 2)), "0"
)

FEED = Feed(
    key="ssda903_oc3",
    title="Looked-after children return: care leavers",
    about="Care leavers of 17 to 21: in touch or not, what they do and where they live.",
    example="SSDA903_2026_oc3.csv",
    columns=(
        CHILD,
        BORN,
        Column("in_touch", "IN_TOUCH", IN_TOUCH, (), True, on_fault=WARN),
        Column("activity", "ACTIV", ACTIVITY, (), True, on_fault=WARN),
        Column("accommodation", "ACCOM", ACCOMMODATION, (), True, on_fault=WARN),
    ),
    stamps=stamp_year,
    rules=(born_in_range(),),
    unique=("child_id",),
    people=people(local_id="child_id", newest="year_ends", date_of_birth="date_of_birth"),
    facts=spell(
        "care_leaver",
        local_id="child_id",
        starts_on="year_begins",
        ends_before="(year_ends + INTERVAL 1 DAY)",
        when="in_touch IS DISTINCT FROM 'DIED'",
    ),
    **TABLE,
)
