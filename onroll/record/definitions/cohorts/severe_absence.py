"""Severe absence.

A pupil who missed half or more of the sessions that were possible for that pupil. Every one of them
is in persistent absence too. Measured at the end of each month over the sessions possible since 1
September, authorised and unauthorised together, and true of the month that follows. The share is
exact: 73 of 146 sessions is half or more, 72 of 146 is not. Sessions at two schools are added up,
so that a child is one child; the DfE counts enrolments, which the fact
`severely_absent_at_one_school` keeps.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Severe absence",
    label="severely absent",
    group=Group.ABSENCE,
    source="Working together to improve school attendance (DfE, 2024)",
)
def severe_absence(child: type[Child]) -> Spells:
    return child.compulsory_school_age & child.on_roll & child.severely_absent
