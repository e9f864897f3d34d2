"""Left a school roll, and on none since.

From the day a school deletes the child's name from its register, as it tells the authority in a
deletion return or in its list of leavers, for as long as no source has the child on any roll.
Reading taken: any roll at all ends it, for few sources say whether a school is a state school.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.looking_back import ever
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Left a school roll, and on none since",
    label="on no school roll since leaving one",
    group=Group.BUILDING_BLOCKS,
    source=(
        "School Attendance (Pupil Registration) (England) Regulations 2024, regulations 9 and 13"
    ),
)
def off_roll_after_leaving(child: type[Child]) -> Spells:
    gone = ever(child.removed_from_roll | child.left_roll)
    return gone - child.on_roll
