"""Open work, not the first.

A case is open about the child, and an earlier one was opened and closed. A case opened while
another is open continues it: the child had no closed episode.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.looking_back import ever
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Open work, not the first",
    label="one about whom work is open again",
    group=Group.NOT_ON_ROLL,
    source="Rotherham, Children Missing Education scorecard (2018)",
)
def repeat_case(child: type[Child]) -> Spells:
    closed = ever(child.case_open) - child.case_open
    return child.case_open & ever(closed).called("the subject of an earlier case, since closed")
