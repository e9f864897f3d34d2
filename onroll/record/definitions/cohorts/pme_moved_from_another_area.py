"""Missing out on education: Moved from another area.

From the day of the move until the child is next admitted to a school, while on no roll. The
eleventh group, added in 2020.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Moved from another area",
    label="moved from another area, with no school place",
    group=Group.MISSING_OUT_GROUPS,
    source="Leicestershire, Pupils missing out on education (2020), paragraph 17",
)
def pme_moved_from_another_area(child: type[Child]) -> Spells:
    waiting = child.moved_from_another_authority.until(child.admitted)
    return child.compulsory_school_age & resident(child) & waiting - child.on_roll
