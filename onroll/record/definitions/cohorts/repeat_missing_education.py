"""Missing education again.

A child missing education who was missing education before, and was not in between: the second and
every later spell. Reading taken from "repeat": new with an earlier closed episode, told from what
the sources say and not from the cases that were opened; `repeat_case` counts those.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.missing_education import missing_education
from onroll.record.looking_back import ever
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Missing education again",
    group=Group.NOT_ON_ROLL,
    source="Rotherham, Children Missing Education scorecard (2018)",
)
def repeat_missing_education(child: type[Child]) -> Spells:
    missing = missing_education(child)
    ended = ever(missing) - missing
    return missing & ever(ended).called("missing education before, and then for a time not")
