"""Suspended.

Suspended from a school (once called a fixed-period exclusion), from the first day to the school day
of return. The child stays on the roll. Lunchtime suspensions are counted in days and are no
suspension here. The number of section 51A is from memory.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Suspended",
    group=Group.ON_ROLL_NOT_FULL_TIME,
    source="Education Act 2002, section 51A; DfE, Suspension and permanent exclusion guidance",
)
def suspended(child: type[Child]) -> Spells:
    return child.compulsory_school_age & child.suspension
