"""Code X for a child of compulsory school age.

A register marks a child with code X, which is for pupils who are not of compulsory school age,
and by the date of birth the child is. Every session under code X is left out of the child's
absence.
"""

from onroll.record.definitions.contradiction import contradiction, school_of
from onroll.record.questions.answers import NOT_KNOWN, OURS_IS_RIGHT, REGISTER_WRONG
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@contradiction(
    title="Code X for a child of compulsory school age",
    question=(
        "The register says that the child is not of compulsory school age, and the date of "
        "birth says otherwise. Which is wrong?"
    ),
    asked_of=school_of(Child.code_x_in_use),
    source=(
        "School Attendance (Pupil Registration) (England) Regulations 2024 (SI 2024/208), "
        "code X; Education Act 1996, section 8"
    ),
    answers=(REGISTER_WRONG, OURS_IS_RIGHT, NOT_KNOWN),
    only_in_the_source="Only a corrected register or a corrected date of birth settles it.",
)
def code_x_and_compulsory_school_age(child: type[Child]) -> Spells:
    return child.code_x_in_use & child.compulsory_school_age
