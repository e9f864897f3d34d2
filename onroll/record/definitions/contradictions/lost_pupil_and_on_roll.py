"""Looked for as a lost pupil, and on a school roll.

The School to School service holds a child's transfer file because nobody knows the next school,
and a school has the child on its roll. The new school asks for the file, and the old one sends it
within fifteen school days.

Reading taken: asked after 14 days. The number of regulation 9 is from memory.
"""

from onroll.record.definitions.contradiction import contradiction, school_of
from onroll.record.questions.answers import FETCHED, LEFT, NOT_KNOWN, NOT_OURS
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="Looked for as a lost pupil, and on a school roll",
    question=(
        "This child's transfer file waits with no destination, and your roll has the child. "
        "Have you fetched the file?"
    ),
    asked_of=school_of(Child.on_roll),
    source=(
        "Education (Pupil Information) (England) Regulations 2005 (SI 2005/1437), regulation 9"
    ),
    answers=(FETCHED, NOT_OURS, LEFT, NOT_KNOWN),
)
def lost_pupil_and_on_roll(child: type[Child]) -> Spells:
    return (child.lost_pupil & child.on_roll).after(threshold("sources_catch_up"))
