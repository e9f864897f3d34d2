"""In hospital, and marked present at school.

The hospital school has a child in hospital on days on which the child's own school marks the
child present. A child taught in hospital is marked as taught off site (B or K) or ill (I).

The first day is left out, for a child may come to hospital after school.
"""

from onroll.record.definitions.contradiction import contradiction, school_of
from onroll.record.questions.answers import (
    NOT_KNOWN,
    REGISTER_RIGHT,
    REGISTER_WRONG,
    TAUGHT_ELSEWHERE,
)
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="In hospital, and marked present at school",
    question=(
        "Your register marks this child present on days in hospital. Was the child at school, "
        "or taught by the hospital school?"
    ),
    asked_of=school_of(Child.marked_present),
    source=(
        "Education Act 1996, section 19; School Attendance (Pupil Registration) (England) "
        "Regulations 2024 (SI 2024/208)"
    ),
    answers=(REGISTER_WRONG, REGISTER_RIGHT, TAUGHT_ELSEWHERE, NOT_KNOWN),
    put=(
        "Your register marks this pupil present on days on which we have reason to think that "
        "the pupil was not there. Was the pupil at school?"
    ),
    only_in_the_source=(
        "Only the corrected register or the corrected list of the other service settles it."
    ),
)
def in_hospital_and_marked_present(child: type[Child]) -> Spells:
    return (child.in_hospital & child.marked_present).after(threshold("first_day_of_suspension"))
