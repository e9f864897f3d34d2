"""Reinstated after an exclusion, and on no roll.

A governing body or a review reinstated a child, and no school has the child on its roll. A
reinstated pupil goes back to the school, whose register held the name all along or must hold it
again.

Reading taken: asked after 14 days, unless the school has removed the name since or the child is
home educated. The number of section 51A is from memory.
"""

from onroll.record.definitions.contradiction import contradiction, school_of
from onroll.record.questions.answers import ENTERED, LEFT, NOT_ENTERED, NOT_KNOWN
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="Reinstated after an exclusion, and on no roll",
    question="The governing body reinstated this child. Why is the child on no roll?",
    asked_of=school_of(Child.reinstated),
    source="Education Act 2002, section 51A; the Exclusions Regulations 2012 (SI 2012/1033)",
    answers=(ENTERED, LEFT, NOT_ENTERED, NOT_KNOWN),
)
def reinstated_and_on_no_roll(child: type[Child]) -> Spells:
    since = child.reinstated.until(
        child.on_roll | child.removed_from_roll | child.home_educated | child.moved_away
    )
    return child.compulsory_school_age & since.after(threshold("sources_catch_up"))
