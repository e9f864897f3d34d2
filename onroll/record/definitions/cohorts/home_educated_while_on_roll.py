"""On a roll and on the home education register.

Flexi-schooling, where a school agrees that a pupil learns partly at home, leaves the child on its
roll: not home educated today, and inside the future register of children not in school. No source
tells flexi-schooling apart from a name that one of two lists has not yet taken off, so this is
both; the officer asks the school which.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="On a roll and on the home education register",
    label="on a roll and on the home education register",
    group=Group.HOME_EDUCATED,
    source=(
        "DfE, Elective home education (2019), flexi-schooling; Education Act 1996, section "
        "436B when in force"
    ),
)
def home_educated_while_on_roll(child: type[Child]) -> Spells:
    return child.compulsory_school_age & child.on_roll & child.home_educated
