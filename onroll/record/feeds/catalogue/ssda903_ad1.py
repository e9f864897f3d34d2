"""The SSDA903 return's table of children adopted in the year."""

from onroll.record.feeds.base import Column, Feed
from onroll.record.feeds.catalogue.ssda903_columns import BORN, CHILD, TABLE, WARN, stamp_year
from onroll.record.feeds.columns import DATE, YES_NO, number, one_of
from onroll.record.feeds.facts_sql import people
from onroll.record.feeds.rules import born_in_range

FEED = Feed(
    key="ssda903_ad1",
    title="Looked-after children return: adoptions",
    about="Children adopted from care in the year, and when they were matched.",
    example="SSDA903_2026_ad1.csv",
    columns=(
        CHILD,
        BORN,
        Column("best_interest_on", "DATE_INT", DATE, (), True, on_fault=WARN),
        Column("matched_on", "DATE_MATCH", DATE, (), True, on_fault=WARN),
        Column("foster_care", "FOSTER_CARE", YES_NO, (), expected=True, on_fault=WARN),
        Column("adopters", "NB_ADOPTR", number(1, 2, whole=True), (), expected=True, on_fault=WARN),
        Column(
            "adopters_sex",
            "SEX_ADOPTR",
            one_of("M1", "F1", "MM", "FF", "MF"),
            (),
            expected=True,
            on_fault=WARN,
        ),
        Column(
            "adopters_legal_status",
            "LS_ADOPTR",
            one_of("L0", "L11", "L12", "L2", "L3", "L4"),
            (),
            expected=True,
            on_fault=WARN,
        ),
    ),
    stamps=stamp_year,
    rules=(born_in_range(),),
    unique=("child_id",),
    people=people(local_id="child_id", newest="year_ends", date_of_birth="date_of_birth"),
    **TABLE,
)
