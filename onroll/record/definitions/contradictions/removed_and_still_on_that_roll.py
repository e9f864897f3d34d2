"""Removed from a roll, and still on it.

A school's return says that a name was deleted, and the roll of the same school still has it. A
return takes nobody off a roll here: a child must not vanish from a roll, or stay on it, by a form
alone.

Reading taken: asked after 14 days on the roll since the deletion, and no more once a school
admits the child. Not asked where the return says that the child has died: then the same school is
asked about the death (`removed_as_died_and_on_roll`, `death_recorded_and_seen_since`), and one
question is enough.
"""

from onroll.record.definitions.contradiction import contradiction, school_of
from onroll.record.looking_back import ever
from onroll.record.places import where
from onroll.record.questions.answers import LEFT, NOT_KNOWN, STILL
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="Removed from a roll, and still on it",
    question="You told us that the name was deleted, and your roll still has it. Which is right?",
    asked_of=school_of(Child.removed_from_roll),
    source="SI 2024/208, regulations 9 and 13",
    answers=(LEFT, STILL, NOT_KNOWN),
)
def removed_and_still_on_that_roll(child: type[Child]) -> Spells:
    said = where(child.removed_from_roll, child.on_roll).until(child.admitted)
    still = (said & child.on_roll).after(threshold("sources_catch_up"))
    return still - ever(child.removed_as_died)
