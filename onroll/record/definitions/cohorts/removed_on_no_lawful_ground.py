"""Removed from a roll on no ground of regulation 9.

The deletion return gives no ground, or something that is no ground of regulation 9(1)(a) to (o).
From the day of the deletion until the child is on a roll again. A name is deleted when one of the
grounds applies, and only then. Often it is a return badly filled in: the question goes to the
school.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.off_roll_after_leaving import off_roll_after_leaving
from onroll.record.looking_back import begun_during
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@cohort(
    title="Removed from a roll on no ground of regulation 9",
    label="off roll since a deletion on no ground of regulation 9",
    group=Group.LEAVING,
    source="School Attendance (Pupil Registration) (England) Regulations 2024, regulation 9",
)
def removed_on_no_lawful_ground(child: type[Child]) -> Spells:
    gone = off_roll_after_leaving(child)
    near = threshold("exit_home_move_window")
    late = begun_during(gone, child.removed_without_ground.extended(near))
    removed = (gone & child.removed_without_ground).until(child.on_roll)
    off_roll = (late | removed).called("on no roll since a deletion on no ground of regulation 9")
    return child.compulsory_school_age & off_roll
