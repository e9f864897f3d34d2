"""Twenty school days absent without reason.

A pupil whose absence has lasted twenty school days with every session marked G, N or O, which is
one part of the ground on which a school may delete a name (ground I). Any other code in the run
defeats it. It is not enough for a deletion: the school and the authority must both have failed,
after reasonable enquiry together, to find the child, and there must be no reasonable grounds to
think that the child is ill or unavoidably kept away. Reading taken: medical evidence or a stay in
hospital on the day is such a ground, and so is a recorded death. A school day without any mark is
not seen to break the run.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@cohort(
    title="Twenty school days absent without reason",
    label="absent for twenty school days without reason",
    group=Group.ABSENCE,
    source="SI 2024/208, regulation 9(1)(i)",
)
def ground_i_absence(child: type[Child]) -> Spells:
    absent = child.absent_without_reason.from_school_day(threshold("ground_i_school_day"))
    return child.on_roll & absent - child.medical_evidence - child.in_hospital - child.died
