"""The SSDA903 return's table of children missing from care, or away without leave.

Away (A) means that the carers know where the child is; only missing (M) is a fact here.
"""

from onroll.record.feeds.base import Column, Feed
from onroll.record.feeds.catalogue.ssda903_columns import BORN, CHILD, NEWEST, TABLE, stamp_year
from onroll.record.feeds.columns import DATE, one_of
from onroll.record.feeds.facts_sql import newest_rows, people, spell
from onroll.record.feeds.rules import born_in_range, in_order

MISSING_OR_AWAY = one_of("M", "A")

FEED = Feed(
    key="ssda903_missing",
    title="Looked-after children return: missing episodes",
    about="Each time that a looked-after child was missing, or away from the placement.",
    example="SSDA903_2026_missing.csv",
    columns=(
        CHILD,
        BORN,
        Column("missing", "MISSING", MISSING_OR_AWAY, (), True, False),
        Column("starts_on", "MIS_START", DATE, (), True, False),
        Column("ends_on", "MIS_END", DATE, (), True),
    ),
    stamps=stamp_year,
    rules=(born_in_range(), in_order("starts_on", "ends_on", "the start")),
    unique=("child_id", "starts_on", "missing"),
    newest="greatest(starts_on, ends_on)",
    people=people(local_id="child_id", newest="year_ends", date_of_birth="date_of_birth"),
    # found on the day it ends, and so missing for that day if it is the day it began
    facts=spell(
        "missing_from_home_or_care",
        local_id="child_id",
        starts_on="starts_on",
        ends_before="(ends_on + INTERVAL 1 DAY)",
        when="missing = 'M'",
        source=newest_rows(
            "child_id", "missing", "starts_on", newest=(*NEWEST, "ends_on DESC NULLS FIRST")
        ),
    ),
    **TABLE,
)
