"""The first day of unexplained absence of a child in care or on a protection plan is followed up.

Social care or the police are told at once. It is the first rung of the practice ladder, local and
in no national text; for other children the first-day call is the school's own and no feed tells it.
Coming back, or leaving care or the plan, ends it.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import nth_school_day
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Absence of a child in care or on a protection plan followed up",
    owner="the school",
    source="Gloucestershire, Herefordshire and West Northamptonshire, children "
    "missing education procedures",
    family=Family.ENQUIRIES,
    at_school=True,
)
def absence_of_a_protected_child(child: type[Child]) -> Due:
    return Due(
        event=child.unexplained_absence,
        period=nth_school_day(threshold("protected_absence_followed_up")),
        met=child.absence_followed_up | child.child_seen,
        during=child.looked_after | child.child_protection_plan,
        met_by_its_end=True,
    )
