"""Home educated, and on a school roll.

A child is on the home education register and on a school roll. A school deletes the name once the
parent has written that the child is educated otherwise than at school; until then the child is a
pupil.

Reading taken: asked after 14 days, for the two files come on different days.
"""

from onroll.record.definitions.contradiction import contradiction, school_of
from onroll.record.questions.answers import AWAY, LEFT, NOT_KNOWN, STILL
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="Home educated, and on a school roll",
    question=(
        "The home education register has this child, and your roll still has the name. Did "
        "the parent write, and when was the name deleted?"
    ),
    asked_of=school_of(Child.on_roll),
    source="SI 2024/208, regulation 9(1)(f)",
    answers=(LEFT, STILL, AWAY, NOT_KNOWN),
)
def home_educated_and_on_roll(child: type[Child]) -> Spells:
    return (child.home_educated & child.on_roll).after(threshold("sources_catch_up"))
