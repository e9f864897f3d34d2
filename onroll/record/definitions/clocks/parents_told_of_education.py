"""Parents are told where education from the sixth school day is, by the end of the first afternoon.

Reading taken: the end of the afternoon session of the first school day of the exclusion is that
day. Where the place is not known by then, `parents_told_before_education` has the last moment. A
parent may waive it. It runs where an officer records the day of the decision.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import nth_school_day
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Parents told of the education from day six",
    owner="the headteacher; the authority",
    source="SI 2007/1870, regulations 6 and 7 as substituted by SI 2012/1033",
    family=Family.EXCLUSION,
    statutory=True,
    at_school=True,
)
def parents_told_of_education(child: type[Child]) -> Due:
    return Due(
        event=child.exclusion_decided,
        period=nth_school_day(threshold("first_school_day")),
        met=child.parents_told_of_education,
    )
