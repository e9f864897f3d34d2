"""Marked present at a school whose roll does not have the child.

A school marks a child present whom its roll does not name. A child who attends is registered, but
for a guest and a child whom another school or the authority sent there.

Reading taken: asked after 14 days, and not of children in alternative provision. The number of
section 434 is from memory.
"""

from onroll.record.definitions.contradiction import contradiction, school_of
from onroll.record.places import not_where
from onroll.record.questions.answers import ENTERED, NOT_KNOWN, REGISTER_WRONG, TAUGHT_ELSEWHERE
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="Marked present at a school whose roll does not have the child",
    question=(
        "Your register marks this child present, and your roll does not have the child. Is "
        "the child a pupil of yours?"
    ),
    asked_of=school_of(Child.marked_present),
    source=(
        "Education Act 1996, section 434; School Attendance (Pupil Registration) (England) "
        "Regulations 2024 (SI 2024/208)"
    ),
    answers=(ENTERED, REGISTER_WRONG, TAUGHT_ELSEWHERE, NOT_KNOWN),
)
def marked_present_and_not_on_that_roll(child: type[Child]) -> Spells:
    unlisted = not_where(child.marked_present, child.on_roll) - child.alternative_provision
    return unlisted.after(threshold("sources_catch_up"))
