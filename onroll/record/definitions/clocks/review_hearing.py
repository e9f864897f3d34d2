"""An independent panel meets within 15 school days of the parents' request.

Reading taken: counted from the day after the request, in the school days of the excluding school.
The figure is from memory.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import school_days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Independent review panel meets",
    owner="the authority, or the academy trust",
    source="DfE, Suspension and permanent exclusion guidance (15 school days)",
    family=Family.EXCLUSION,
    statutory=True,
)
def review_hearing(child: type[Child]) -> Due:
    return Due(
        event=child.review_asked_for,
        period=school_days_after(threshold("review_hearing")),
        met=child.review_heard,
    )
