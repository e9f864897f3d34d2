"""Removed under ground (i), with a code I in the run.

Ground (i) asks for twenty school days of absence, each marked G, N or O, and for no reason to
think that the child is ill. A code I within them defeats it, and the name must go back on the
roll.

Reading taken: twenty school days as the four weeks before the deletion; asked until a school
admits the child or an address outside the area is verified.
"""

from onroll.record.definitions.contradiction import contradiction, school_of
from onroll.record.questions.answers import ENTERED, NOT_KNOWN, REGISTER_RIGHT, REGISTER_WRONG
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="Removed under ground (i), with a code I in the run",
    question=(
        "The name was deleted after twenty school days of absence, and the register says ill "
        "within them. On what ground was it deleted?"
    ),
    asked_of=school_of(Child.removed_after_absence),
    source="SI 2024/208, regulation 9(1)(i)",
    answers=(ENTERED, REGISTER_WRONG, REGISTER_RIGHT, NOT_KNOWN),
)
def removed_after_absence_and_marked_ill(child: type[Child]) -> Spells:
    ill = child.code_i_in_use.extended(threshold("ground_i_absence"))
    return (child.removed_after_absence & ill).until(child.on_roll | child.moved_away)
