"""The Standard Safeguarding Dataset's table of children known to social care who are mothers."""

from onroll.record.feeds.base import Column, Feed, Kind
from onroll.record.feeds.columns import DATE, REFERENCE
from onroll.record.feeds.facts_sql import spell
from onroll.record.feeds.rules import not_in_future

FEED = Feed(
    key="ssd_mother",
    title="Safeguarding dataset: mothers",
    source="social_care",
    about="Young people known to social care who have a child of their own.",
    kind=Kind.SNAPSHOT,
    expected_days=31,
    example="ssd_mother_2026-11-01.csv",
    columns=(
        Column("mother_id", "moth_table_id", REFERENCE),
        Column("person_id", "moth_person_id", REFERENCE, (), True, False),
        Column("childs_id", "moth_childs_person_id", REFERENCE, (), True),
        Column("child_born_on", "moth_childs_dob", DATE, (), True, False),
    ),
    rules=(not_in_future("child_born_on"),),
    unique=("person_id", "childs_id"),
    gone_by=("person_id",),
    facts=spell("pregnant_or_young_mother", local_id="person_id", starts_on="child_born_on"),
)
