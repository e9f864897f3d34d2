"""Recorded as having died, and known to be alive since.

A source says that the child died, and after that day a school admitted or reinstated the child or
marked the child present, or somebody saw the child. The child is counted as alive: every list and
every clock goes on. Asked at once, and with care: one of the two files is about another child, or
has the wrong letter or day, and no letter may go to the family before.

Reading taken: the day of the death itself proves nothing, for a child may be at school on the
morning of it; the day after does. It is asked until one of the two files is put right.
"""

from onroll.record.definitions.contradiction import Team, contradiction, school_of
from onroll.record.looking_back import ever
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@contradiction(
    title="Recorded as having died, and known to be alive since",
    question=(
        "A file says that this child has died, and another that the child was in school or was "
        "seen after that day. Please check at once which of the two is wrong. Write to nobody in "
        "the family before you know."
    ),
    asked_of=school_of(Child.death_recorded, otherwise=Team.MISSING_EDUCATION),
    source=(
        "SI 2024/208, regulation 9(1)(k); onroll, reading taken: what shows a child alive comes "
        "before a record of a death"
    ),
    of_the_dead=True,
    only_in_the_source=(
        "Whether a child has died is asked by telephone, of somebody whom you know, and never "
        "by a message. Only a corrected file settles it."
    ),
)
def death_recorded_and_seen_since(child: type[Child]) -> Spells:
    alive = child.admitted | child.reinstated | child.marked_present | child.child_seen
    later = ever(child.death_recorded) - child.death_recorded
    return ever(child.death_recorded) & ever(alive & later).called("known to be alive since")
