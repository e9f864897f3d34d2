"""A school attendance order is in force.

From the day on which the order was served until it is revoked or the child is no longer of
compulsory school age. It stays in force while the child is on the roll of the school it names.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="School attendance order in force",
    label="the subject of a school attendance order",
    group=Group.HOME_EDUCATED,
    source="Education Act 1996, section 437(3) and (4)",
)
def school_attendance_order_in_force(child: type[Child]) -> Spells:
    return child.compulsory_school_age & child.school_attendance_order
