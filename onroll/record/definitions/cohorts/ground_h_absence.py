"""Still away ten school days after leave.

A pupil who was granted leave of absence and has not come back within the ten school days after it
ended, which is one part of the ground on which a school may delete a name (ground H). The leave is
read from the marks: days marked C or C1, followed at once by sessions that are all marked G, N or
O. The first school day after the leave counts as one. Reading taken: medical evidence or a stay in
hospital on the day is a ground to believe that the pupil could not come. Leave that no code shows,
and enquiries made, are for the school to tell. Reading taken: the wording of 2024 keeps the ten
school days of 2006. It ends on the day of a recorded death.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@cohort(
    title="Still away ten school days after leave",
    label="still away ten school days after a leave",
    group=Group.ABSENCE,
    source="SI 2024/208, regulation 9(1)(h)",
)
def ground_h_absence(child: type[Child]) -> Spells:
    absent = child.not_returned_from_leave.from_school_day(threshold("ground_h_school_day"))
    return child.on_roll & absent - child.medical_evidence - child.in_hospital - child.died
