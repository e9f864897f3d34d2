"""Off roll, and no source knows where to.

A school deleted a name and gave no destination, and no other source has the child since: no roll,
no home education, no placement, no verified address elsewhere. A name is deleted on a ground, and
most grounds say where the child is.

Reading taken: asked from the day of the deletion, for a child whose whereabouts nobody knows
cannot wait. Not asked where the ground is that the pupil has died.
"""

from onroll.record.definitions.contradiction import contradiction, school_of
from onroll.record.looking_back import ever
from onroll.record.questions.answers import ENTERED, NOT_KNOWN, WHERE
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@contradiction(
    title="Off roll, and no source knows where to",
    question=(
        "The name was deleted and no destination is known. What did the parent say, where is "
        "the child, and who was told?"
    ),
    asked_of=school_of(Child.removed_without_destination),
    source="SI 2024/208, regulation 13; Education Act 1996, section 436A",
    answers=(ENTERED, WHERE, NOT_KNOWN),
)
def off_roll_without_destination(child: type[Child]) -> Spells:
    gone = child.removed_without_destination.until(
        child.on_roll | child.home_educated | child.alternative_provision | child.moved_away
    )
    return child.compulsory_school_age & gone - child.on_roll - ever(child.removed_as_died)
