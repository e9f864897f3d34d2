"""Persistent absence.

A pupil who missed a tenth or more of the sessions that were possible for that pupil. Measured at
the end of each month over the sessions possible since 1 September, authorised and unauthorised
together, and true of the month that follows. The share is exact: 15 of 146 sessions is a tenth or
more, 14 of 146 is not. Sessions at two schools are added up, so that a child is one child; the DfE
counts enrolments, which the fact `persistently_absent_at_one_school` keeps. A pupil on a part-time
timetable is marked C2, which is an absence: see `persistent_absence_without_part_time` for those
who are in it on other grounds.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Persistent absence",
    label="persistently absent",
    group=Group.ABSENCE,
    source="Working together to improve school attendance (DfE, 2024)",
)
def persistent_absence(child: type[Child]) -> Spells:
    return child.compulsory_school_age & child.on_roll & child.persistently_absent
