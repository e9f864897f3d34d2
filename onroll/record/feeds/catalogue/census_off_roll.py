"""The school census's pupils no longer on roll: who has left which school since the last census."""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.catalogue.census_columns import (
    LOCAL_ID,
    PERSON,
    RULES,
    pupil_columns,
    stamp_census_day,
)
from onroll.record.feeds.columns import DATE
from onroll.record.feeds.facts_sql import event, people, spell, together
from onroll.record.feeds.rules import in_order


def of_term(period: str = "") -> tuple[Column, ...]:
    """The table's columns in the census of a term; of every census where `period` is empty."""
    return pupil_columns(
        "pupilnolongeronroll",
        Column("leaving_date", "leavingdate", DATE, (), True, on_fault=Severity.WARN),
        period=period,
    )


FEED = Feed(
    key="census_off_roll",
    title="School census: pupils no longer on roll",
    source="school_census",
    about="Every pupil who left a school in the term before census day.",
    kind=Kind.PERIODS,
    expected_days=150,
    example="2026_autumn_pupilnolongeronroll.csv",
    columns=of_term(),
    dated=of_term,
    rules=(
        *RULES,
        in_order("entry_date", "leaving_date", "the entry date", severity=Severity.WARN),
    ),
    newest="census_day",
    stamps=stamp_census_day,
    people=people(**PERSON),
    facts=together(
        spell(
            "on_roll",
            local_id=LOCAL_ID,
            starts_on="entry_date",
            ends_before="leaving_date",
            setting="setting",
            # a leaver without a leaving date is not on roll until further notice
            when="leaving_date IS NOT NULL",
        ),
        event("admitted", local_id=LOCAL_ID, on="entry_date", setting="setting"),
    ),
)
