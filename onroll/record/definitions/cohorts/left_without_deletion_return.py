"""Left a school roll without a deletion return.

A school lists the child as a leaver, no roll has the child, and on the sixth school day no deletion
return has come. The return is due as soon as the ground is met and no later than the deletion;
reading taken: five school days for the post, and for a move at the end of a phase to show on the
next roll, since a return is not asked for then. It ends with the return, or on another roll.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.off_roll_after_leaving import off_roll_after_leaving
from onroll.record.looking_back import begun_during
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@cohort(
    title="Left a school roll without a deletion return",
    label="off roll with no deletion return",
    group=Group.LEAVING,
    source="School Attendance (Pupil Registration) (England) Regulations 2024, regulation 13",
)
def left_without_deletion_return(child: type[Child]) -> Spells:
    gone = off_roll_after_leaving(child)
    returned = child.removed_from_roll.extended(threshold("exit_home_move_window"))
    without = (gone - begun_during(gone, returned)).until(child.removed_from_roll | child.on_roll)
    off_roll = without.called("on no roll since leaving one, with no deletion return")
    return child.compulsory_school_age & off_roll.from_school_day(
        threshold("deletion_return_awaited")
    )
