"""The SSDA903 return's table of outcomes: health, offending and difficulties in the year.

It has no days, so it gives no facts; its children are known by number and date of birth.
"""

from onroll.record.feeds.base import Column, Feed
from onroll.record.feeds.catalogue.ssda903_columns import BORN, CHILD, TABLE, WARN, stamp_year
from onroll.record.feeds.columns import YES_NO, number, one_of
from onroll.record.feeds.facts_sql import people
from onroll.record.feeds.rules import born_in_range


def _yes_no(name: str) -> Column:
    return Column(name.lower(), name, YES_NO, (), expected=True, on_fault=WARN)


FEED = Feed(
    key="ssda903_oc2",
    title="Looked-after children return: outcomes",
    about="Health checks, convictions and the difficulties score of looked-after children.",
    example="SSDA903_2026_oc2.csv",
    columns=(
        CHILD,
        BORN,
        Column("sdq_score", "SDQ_SCORE", number(0, 40, whole=True), (), True, on_fault=WARN),
        Column(
            "sdq_reason",
            "SDQ_REASON",
            one_of("SDQ1", "SDQ2", "SDQ3", "SDQ4", "SDQ5"),
            (),
            expected=True,
            on_fault=WARN,
        ),
        Column("convicted", "CONVICTED", YES_NO, (), True, on_fault=WARN),
        _yes_no("HEALTH_CHECK"),
        _yes_no("IMMUNISATIONS"),
        _yes_no("TEETH_CHECK"),
        _yes_no("HEALTH_ASSESSMENT"),
        _yes_no("SUBSTANCE_MISUSE"),
        _yes_no("INTERVENTION_RECEIVED"),
        _yes_no("INTERVENTION_OFFERED"),
    ),
    stamps=stamp_year,
    rules=(born_in_range(),),
    unique=("child_id",),
    people=people(local_id="child_id", newest="year_ends", date_of_birth="date_of_birth"),
    **TABLE,
)
