"""The school census's pupils on roll: who was registered where on one Thursday of a term.

A census sees one day. A child it lists was on that school's roll from the entry date up to and on
census day; what came after it cannot know, so the spell ends the day after.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.census_columns import (
    LOCAL_ID,
    PERSON,
    RULES,
    pupil_columns,
    stamp_census_day,
)
from onroll.record.feeds.facts_sql import event, people, spell, together
from onroll.record.feeds.pupil_codes import ENROLMENT, ON_ROLL, SEN

_THE_DAY_AFTER = "(census_day + INTERVAL 1 DAY)"

FEED = Feed(
    key="census_on_roll",
    title="School census: pupils on roll",
    source="school_census",
    about="Every pupil registered at a school on census day, three times a year.",
    kind=Kind.PERIODS,
    expected_days=150,
    example="2026_autumn_pupilonroll.csv",
    columns=(
        *pupil_columns("pupilonrolltableid"),
        Column("enrolment_status", "enrolstatus", ENROLMENT, (), True, on_fault=Severity.WARN),
        Column("sen", "senprovision", SEN, (), on_fault=Severity.WARN),
    ),
    rules=RULES,
    newest="census_day",
    stamps=stamp_census_day,
    people=people(**PERSON),
    facts=together(
        spell(
            "on_roll",
            local_id=LOCAL_ID,
            starts_on="entry_date",
            ends_before=_THE_DAY_AFTER,
            setting="setting",
            when=ON_ROLL,
        ),
        event("admitted", local_id=LOCAL_ID, on="entry_date", setting="setting", when=ON_ROLL),
        event("ehc_plan", local_id=LOCAL_ID, on="census_day", when="sen = 'E'"),
    ),
)
