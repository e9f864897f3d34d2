"""The SSDA903 return's table of unaccompanied asylum-seeking children looked after in the year.

It says when a child ceased to be one and not since when, so the fact begins with the return's year.
"""

from onroll.record.feeds.base import Column, Feed
from onroll.record.feeds.catalogue.ssda903_columns import (
    BORN,
    CHILD,
    SEX,
    SEX_OF_ANY_YEAR,
    TABLE,
    WARN,
    sex_codes,
    stamp_year,
    year_of,
)
from onroll.record.feeds.columns import DATE, ColumnType
from onroll.record.feeds.facts_sql import newest_rows, people, spell
from onroll.record.feeds.rules import born_in_range


def _columns(sex: ColumnType) -> tuple[Column, ...]:
    return (
        CHILD,
        Column("sex", "SEX", sex, (), True, on_fault=WARN),
        BORN,
        Column("ceased_on", "DUC", DATE, (), True),
    )


FEED = Feed(
    key="ssda903_uasc",
    title="Looked-after children return: unaccompanied asylum seekers",
    about="Each unaccompanied asylum-seeking child looked after in the year.",
    example="SSDA903_2026_uasc.csv",
    columns=_columns(SEX_OF_ANY_YEAR),
    dated=lambda period: _columns(sex_codes(year_of(period))),
    stamps=stamp_year,
    rules=(born_in_range(),),
    unique=("child_id",),
    people=people(local_id="child_id", newest="year_ends", date_of_birth="date_of_birth", sex=SEX),
    # the year in which a child is first told of, with the end that the last one gives
    facts=spell(
        "asylum_seeker",
        local_id="child_id",
        starts_on="first_told_on",
        ends_before="ceased_on",
        source=newest_rows(
            "child_id",
            newest=("year_ends DESC",),
            source=(
                "(SELECT *, min(year_begins) OVER (PARTITION BY child_id) AS first_told_on "
                "FROM rows)"
            ),
        ),
    ),
    **TABLE,
)
