"""Admitted elsewhere, and still on the old roll.

A school admitted a child in the last four weeks, and the school before still has the name. Ground
(a) applies as soon as the child is registered elsewhere. Two rolls by agreement, of which one is
subsidiary, are no contradiction.

Reading taken: asked once the two have overlapped for a week. The question goes to the school
whose roll began first.
"""

from onroll.record.definitions.contradiction import contradiction, school_of
from onroll.record.places import at_two_places
from onroll.record.questions.answers import TWO_ROLLS
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="Admitted elsewhere, and still on the old roll",
    question=(
        "Another school has admitted this child. Has the name been deleted from your "
        "register, and on which day?"
    ),
    asked_of=school_of(Child.on_roll),
    source="SI 2024/208, regulation 9(1)(a)",
    answers=TWO_ROLLS,
)
def admitted_and_still_on_old_roll(child: type[Child]) -> Spells:
    newly = child.admitted.extended(threshold("newly_admitted"))
    twice = at_two_places(child.on_roll) - child.subsidiary_roll
    return twice.after(threshold("old_roll_after_admission")) & newly
