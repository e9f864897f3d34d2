"""The school census's suspensions and exclusions of the term, of pupils on roll.

Landed and checked so that they can be held against the pupil system's own. They say nothing to the
record yet: a row names its pupil only by a key of the same census.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.catalogue.census_columns import stamp_census_day
from onroll.record.feeds.catalogue.exclusions import CATEGORY, REASON, reasons_in_use
from onroll.record.feeds.catalogue.pupil_codes import SEN
from onroll.record.feeds.columns import DATE, TEXT, number

FEED = Feed(
    key="census_exclusions",
    title="School census: suspensions and exclusions",
    source="school_census",
    about="Every suspension and exclusion of the term that schools put in their census.",
    kind=Kind.PERIODS,
    expected_days=150,
    example="2026_autumn_termlyexclusionsonroll.csv",
    columns=(
        Column("pupil_table_id", "pupilonrolltableid", TEXT, (), True, False),
        Column("setting", "NativeId", TEXT, ("URN",), True, False),
        Column("table_id", "termlyexclusionsonrolltableid", TEXT, (), True, False),
        Column("starts_on", "startdate", DATE, (), True, on_fault=Severity.WARN),
        Column("sessions", "sessions", number(0, 190), (), on_fault=Severity.WARN),
        Column("reason_1", "reason1", REASON, (), on_fault=Severity.WARN),
        Column("reason_2", "reason2", REASON, (), on_fault=Severity.WARN),
        Column("reason_3", "reason3", REASON, (), on_fault=Severity.WARN),
        Column("category", "category", CATEGORY, (), True, on_fault=Severity.WARN),
        Column("sen", "senprovision", SEN, (), on_fault=Severity.WARN),
    ),
    rules=reasons_in_use("reason_1", "reason_2", "reason_3"),
    newest="census_day",
    stamps=stamp_census_day,
)
