"""Removed as having died, and on a school roll.

A school's return gives ground (k), the pupil has died, and a school has the child on its roll
after that day. Asked at once, and with care: the likely answer is the wrong letter on a form, and
no letter may go to the family before. It goes on being asked while a roll has a child who has died.
Where the child is known to be alive since, `death_recorded_and_seen_since` is asked instead.
"""

from onroll.record.definitions.contradiction import contradiction, school_of
from onroll.record.looking_back import ever
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
    of_the_dead=True,
    only_in_the_source=(
        "Whether a child has died is asked by telephone, of somebody whom you know, and never "
        "by a message. Only a corrected file settles it."
    ),
)
def removed_as_died_and_on_roll(child: type[Child]) -> Spells:
    since = child.removed_as_died.until(child.reinstated)
    alive = (ever(child.death_recorded) - child.died).called(
        "recorded as having died, and known to be alive since"
    )
    return since & child.on_roll - child.removed_as_died - alive
