"""The school census's pupils on roll: who was registered where on one Thursday of a term.

A census sees one day. A child it lists was on that school's roll from the entry date up to and on
census day; what came after it cannot know, so the spell ends the day after. A parent who serves in
the Armed Forces is told once and holds until a census says otherwise.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.catalogue.census_columns import (
    LOCAL_ID,
    PERSON,
    RULES,
    pupil_columns,
    stamp_census_day,
)
from onroll.record.feeds.catalogue.pupil_codes import ENROLMENT, ON_ROLL, SEN, SERVICE_CHILD
from onroll.record.feeds.facts_sql import event, people, spell, together

_THE_DAY_AFTER = "(census_day + INTERVAL 1 DAY)"


def of_term(period: str = "") -> tuple[Column, ...]:
    """The table's columns in the census of a term; of every census where `period` is empty."""
    return pupil_columns(
        "pupilonroll",
        Column("enrolment_status", "enrolstatus", ENROLMENT, (), True, on_fault=Severity.WARN),
        Column("sen", "senprovision", SEN, (), on_fault=Severity.WARN),
        Column("service_child", "servicechild", SERVICE_CHILD, (), on_fault=Severity.WARN),
        period=period,
    )


_WITH_SEN_BEFORE = f"""(
    SELECT *, lag(sen) OVER (PARTITION BY {LOCAL_ID} ORDER BY census_day, row) AS sen_before
    FROM rows WHERE sen IS NOT NULL)"""
"""The rows, each with what the census before it said of the child's special needs."""

_SERVICE_SAID = f"""(
    SELECT *, min(CASE WHEN service_child = 'N' THEN census_day END) OVER (
        PARTITION BY {LOCAL_ID} ORDER BY census_day, row
        ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
    ) AS no_more_on
    FROM rows WHERE service_child IN ('Y', 'N'))"""
"""The rows that say whether a parent serves, each with the first later census that says no."""

FEED = Feed(
    key="census_on_roll",
    title="School census: pupils on roll",
    source="school_census",
    about="Every pupil registered at a school on census day, three times a year.",
    kind=Kind.PERIODS,
    expected_days=150,
    school="setting",
    example="2026_autumn_pupilonroll.csv",
    columns=of_term(),
    dated=of_term,
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
        spell(
            "subsidiary_roll",
            local_id=LOCAL_ID,
            starts_on="entry_date",
            ends_before=_THE_DAY_AFTER,
            setting="setting",
            when="enrolment_status = 'S'",
        ),
        event("admitted", local_id=LOCAL_ID, on="entry_date", setting="setting", when=ON_ROLL),
        event("ehc_plan", local_id=LOCAL_ID, on="census_day", when="sen = 'E'"),
        event(
            "ehc_plan_ended",
            local_id=LOCAL_ID,
            on="census_day",
            when="sen <> 'E' AND sen_before = 'E'",
            source=_WITH_SEN_BEFORE,
        ),
        spell(
            "armed_forces_family",
            local_id=LOCAL_ID,
            starts_on="census_day",
            ends_before="no_more_on",
            when="service_child = 'Y'",
            source=_SERVICE_SAID,
        ),
    ),
)
