"""Parents are told of the education from day six at least 48 hours before it begins.

The rule is in hours; onroll knows days, so 48 hours are two whole days before the sixth school day,
whether or not those are school days. It runs for a permanent exclusion whose decision an officer
recorded, until the child is placed or reinstated. A parent may waive it.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import hours_before
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Parents told of day-six education 48 hours before it",
    owner="the headteacher; the authority",
    source="SI 2007/1870, regulations 6 and 7 as substituted by SI 2012/1033",
    family=Family.EXCLUSION,
    statutory=True,
    at_school=True,
)
def parents_told_before_education(child: type[Child]) -> Due:
    return Due(
        event=child.exclusion_decided,
        period=hours_before(threshold("education_notice_hours"), threshold("sixth_school_day")),
        met=child.parents_told_of_education,
        during=child.permanent_exclusion.until(child.admitted | child.reinstated),
    )
