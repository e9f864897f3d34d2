"""School and authority enquire together after a pupil who did not come back from leave.

The name may be deleted once ten school days have passed since the leave ended and both have
enquired without success. Counted from the first school day after the leave: one that ended on
Friday 21 November 2025 comes to 5 December. Reading taken: the 2024 wording keeps the ten days of
2006. It runs only for an absence that lasts so long, and the child's return ends it.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import nth_school_day
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Enquiries after a leave of absence (ground h)",
    owner="the school and the authority, together",
    source="SI 2024/208, regulation 9(1)(h); the older SI 2006/1751, regulation 8(1)(f)",
    family=Family.REGISTERS,
    statutory=True,
)
def ground_h_enquiries(child: type[Child]) -> Due:
    return Due(
        event=child.not_returned_from_leave,
        period=nth_school_day(threshold("ground_h_school_day")),
        met=child.joint_enquiries_made | child.child_seen,
        met_by_its_end=True,
        lasting=True,
    )
