"""School and authority enquire together after a pupil absent for twenty school days.

Every session must be coded G, N or O; any other code begins the count again. From 1 December 2025
the twentieth school day is 12 January 2026. The name cannot be deleted before both have enquired
(`ground_i_misuse`). It runs only for an absence that lasts so long, and the child's return ends it.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import nth_school_day
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Enquiries after twenty school days of absence (ground i)",
    owner="the school and the authority, together",
    source="SI 2024/208, regulation 9(1)(i); Browne Jacobson, the 20-day rule explained",
    family=Family.REGISTERS,
    statutory=True,
)
def ground_i_enquiries(child: type[Child]) -> Due:
    return Due(
        event=child.absent_without_reason,
        period=nth_school_day(threshold("ground_i_school_day")),
        met=child.joint_enquiries_made | child.child_seen,
        met_by_its_end=True,
        lasting=True,
    )
