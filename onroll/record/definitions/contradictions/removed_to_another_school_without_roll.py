"""Removed as registered elsewhere, and on no other roll.

A school deleted a name under ground (a), and no school has the child on its roll. The ground is
met only once the child is registered at the other school.

Reading taken: asked after 14 days, for the other school may lie outside the area and answer by
itself.
"""

from onroll.record.definitions.contradiction import contradiction, school_of
from onroll.record.questions.answers import ENTERED, NOT_KNOWN, WHERE
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="Removed as registered elsewhere, and on no other roll",
    question=(
        "The name was deleted because the child is registered at another school, and no "
        "school has the child. Which school is it?"
    ),
    asked_of=school_of(Child.removed_to_another_school),
    source="SI 2024/208, regulation 9(1)(a) and regulation 13",
    answers=(ENTERED, WHERE, NOT_KNOWN),
)
def removed_to_another_school_without_roll(child: type[Child]) -> Spells:
    gone = child.removed_to_another_school.until(
        child.on_roll | child.home_educated | child.moved_away
    )
    return child.compulsory_school_age & gone.after(threshold("sources_catch_up"))
