"""The governing board considers reinstatement within 15 school days of being told.

Reading taken: the source says "15 days" and school days are meant, counted from the day after the
notice: one given on 15 October 2025 is due on 13 November in the test calendar.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import school_days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Governing board considers a permanent exclusion",
    owner="the governing board",
    source="DfE, Suspension and permanent exclusion guidance; Suffolk SENDIASS, "
    "exclusion responsibilities",
    family=Family.EXCLUSION,
    statutory=True,
    at_school=True,
)
def governors_consider_exclusion(child: type[Child]) -> Due:
    return Due(
        event=child.governors_told_of_exclusion,
        period=school_days_after(threshold("governors_consider_exclusion")),
        met=child.governors_decided,
    )
