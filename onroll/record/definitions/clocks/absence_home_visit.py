"""A school visits the home, where that is right, by the fifth school day of unexplained absence.

A rung of the practice ladder, local and in no national text.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import nth_school_day
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Home visited in an unexplained absence",
    owner="the school",
    source="Gloucestershire checklist; Missing pupil checklist for schools",
    family=Family.ENQUIRIES,
    at_school=True,
    idle="no feed tells a school's visits, so every school would be in breach; "
    "asked of one child it gives the day",
)
def absence_home_visit(child: type[Child]) -> Due:
    return Due(
        event=child.absent_without_reason,
        period=nth_school_day(threshold("absence_home_visit")),
        met=child.home_visited | child.child_seen,
        met_by_its_end=True,
        lasting=True,
    )
