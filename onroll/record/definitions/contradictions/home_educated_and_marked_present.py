"""Home educated, and marked present at school.

The home education team's register says that a child is educated at home on days on which a school
marks the child present. A child who learns part of the week at school by agreement is on that
school's roll and not home educated.
"""

from onroll.record.definitions.contradiction import contradiction, school_of
from onroll.record.questions.answers import LEFT, NOT_KNOWN, REGISTER_WRONG, STILL
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@contradiction(
    title="Home educated, and marked present at school",
    question=(
        "The home education register has this child, and your register marks the child "
        "present. Is the child still a pupil of yours?"
    ),
    asked_of=school_of(Child.marked_present),
    source="Education Act 1996, section 7; Elective home education (DfE, 2019)",
    answers=(REGISTER_WRONG, STILL, LEFT, NOT_KNOWN),
    only_in_the_source="Only the corrected register, or the home education team's own, settles it.",
)
def home_educated_and_marked_present(child: type[Child]) -> Spells:
    return child.home_educated & child.marked_present
