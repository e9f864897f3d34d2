"""Suspended, and marked present at the same school.

A school reports a suspension and marks the child present on the same days. A suspended pupil may
not attend the school.

The first day is left out, for a child suspended in the afternoon was there in the morning. Marks
at another school or provider do not count: a suspended child may be taught elsewhere. The number of
section 51A is from memory.
"""

from onroll.record.definitions.contradiction import contradiction, school_of
from onroll.record.places import where
from onroll.record.questions.answers import CAME_BACK, NOT_KNOWN, REGISTER_RIGHT, REGISTER_WRONG
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="Suspended, and marked present at the same school",
    question=(
        "A suspension is reported for days on which the child is marked present at your "
        "school. Which is right?"
    ),
    asked_of=school_of(Child.suspension),
    source=(
        "Education Act 2002, section 51A; School Attendance (Pupil Registration) (England) "
        "Regulations 2024 (SI 2024/208)"
    ),
    answers=(CAME_BACK, REGISTER_WRONG, REGISTER_RIGHT, NOT_KNOWN),
)
def suspended_and_marked_present(child: type[Child]) -> Spells:
    both = where(child.suspension, child.marked_present)
    return both.after(threshold("first_day_of_suspension"))
