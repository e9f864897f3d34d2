"""In custody, and marked present at school.

Youth justice or social care records a young person as in custody on days on which a school marks
them present. A pupil who is detained is marked Y5 until the name is deleted under ground (j).

The first day is left out: a child detained in the afternoon was at school in the morning.
"""

from onroll.record.definitions.contradiction import contradiction, school_of
from onroll.record.questions.answers import NOT_KNOWN, REGISTER_RIGHT, REGISTER_WRONG
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="In custody, and marked present at school",
    question=(
        "Your register marks this young person present on days on which they are in custody. "
        "Which is right?"
    ),
    asked_of=school_of(Child.marked_present),
    source=(
        "School Attendance (Pupil Registration) (England) Regulations 2024 (SI 2024/208), "
        "code Y5 and regulation 9(1)(j)"
    ),
    answers=(REGISTER_WRONG, REGISTER_RIGHT, NOT_KNOWN),
    put=(
        "Your register marks this pupil present on days on which we have reason to think that "
        "the pupil was not there. Was the pupil at school?"
    ),
    only_in_the_source=(
        "Only the corrected register or the corrected list of the other service settles it."
    ),
)
def in_custody_and_marked_present(child: type[Child]) -> Spells:
    return (child.in_custody & child.marked_present).after(threshold("first_day_of_suspension"))
