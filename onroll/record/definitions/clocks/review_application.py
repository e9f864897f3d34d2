"""Parents may ask for an independent review within 15 school days of the governors' decision.

It limits a right and is nobody's duty: a family that does not ask has missed nothing, so it runs
for nobody. Asked of one child, it gives the last day. Reading taken: counted from the day after.
The figure is from memory.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import school_days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Last day for parents to ask for an independent review",
    owner="the parents",
    source="DfE, Suspension and permanent exclusion guidance (15 school days)",
    family=Family.EXCLUSION,
    statutory=True,
    idle="it limits a right of the parents and is no duty; asked of one child "
    "it gives the last day",
)
def review_application(child: type[Child]) -> Due:
    return Due(
        event=child.governors_decided,
        period=school_days_after(threshold("review_application")),
        met=child.review_asked_for,
    )
