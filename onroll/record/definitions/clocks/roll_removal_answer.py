"""A school that asks whether it may remove a name is answered within ten working days.

Counted from the day after its form is received. The source says "usually"; here it is the limit.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import working_days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="School told whether a name may be removed",
    owner="the children missing education officer",
    source="West Northamptonshire, tracking children missing from education: "
    "usually ten working days",
    family=Family.ENQUIRIES,
)
def roll_removal_answer(child: type[Child]) -> Due:
    return Due(
        event=child.roll_removal_asked,
        period=working_days_after(threshold("roll_removal_answer")),
        met=child.roll_removal_answered,
    )
