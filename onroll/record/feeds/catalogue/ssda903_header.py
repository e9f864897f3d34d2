"""The SSDA903 return's table of children: who each child looked after in the year is.

Its UPNs are often wrong; such a row is kept without one. Two rows of one child cannot both be
right, so the second is held back.
"""

from onroll.record.feeds.base import Column, Feed
from onroll.record.feeds.catalogue.pupil_codes import ETHNICITY, TRAVELLER
from onroll.record.feeds.catalogue.ssda903_columns import (
    BORN,
    CHILD,
    SEX,
    SEX_OF_ANY_YEAR,
    TABLE,
    UPN,
    UPN_OR_REASON,
    WARN,
    sex_codes,
    stamp_year,
    year_of,
)
from onroll.record.feeds.columns import DATE, YES_NO, ColumnType
from onroll.record.feeds.facts_sql import people, spell, together
from onroll.record.feeds.rules import born_in_range, in_order


def _columns(sex: ColumnType) -> tuple[Column, ...]:
    return (
        CHILD,
        Column("sex", "SEX", sex, ("GENDER",), True, on_fault=WARN),
        BORN,
        Column("ethnicity", "ETHNIC", ETHNICITY, ("ETHNICITY",), True, on_fault=WARN),
        Column("upn", "UPN", UPN_OR_REASON, (), True, on_fault=WARN),
        Column("mother", "MOTHER", YES_NO, (), expected=True, on_fault=WARN),
        Column("child_born_on", "MC_DOB", DATE, (), expected=True, on_fault=WARN),
    )


FEED = Feed(
    key="ssda903_header",
    title="Looked-after children return: children",
    about="Each child looked after in the year: sex, date of birth, ethnicity and UPN.",
    example="SSDA903_2026_header.csv",
    columns=_columns(SEX_OF_ANY_YEAR),
    dated=lambda period: _columns(sex_codes(year_of(period))),
    stamps=stamp_year,
    rules=(
        born_in_range(),
        in_order("date_of_birth", "child_born_on", "her own date of birth", severity=WARN),
    ),
    unique=("child_id",),
    people=people(
        local_id="child_id",
        newest="year_ends",
        upn=UPN,
        date_of_birth="date_of_birth",
        sex=SEX,
        ethnicity="ethnicity",
    ),
    facts=together(
        spell(
            "pregnant_or_young_mother",
            local_id="child_id",
            starts_on="child_born_on",
            when="mother",
        ),
        spell(TRAVELLER.fact, local_id="child_id", starts_on="date_of_birth", when=TRAVELLER.when),
    ),
    **TABLE,
)
