"""Removed as having died, and on a school roll.

A school's return gives ground (k), the pupil has died, and a school has the child on its roll
after that day. Asked at once, and with care: the likely answer is the wrong letter on a form, and
no letter may go to the family before.
"""

from onroll.record.definitions.contradiction import contradiction, school_of
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@contradiction(
    title="Removed as having died, and on a school roll",
    question=(
        "A return says that this child has died, and a school has the child on its roll. "
        "Please check at once which of the two is wrong."
    ),
    asked_of=school_of(Child.removed_as_died),
    source="SI 2024/208, regulation 9(1)(k)",
)
def removed_as_died_and_on_roll(child: type[Child]) -> Spells:
    since = child.removed_as_died.until(child.reinstated)
    return since & child.on_roll - child.removed_as_died
