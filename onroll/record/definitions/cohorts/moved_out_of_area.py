"""Moved out of the area.

Of compulsory school age, on no roll, and at an address outside the area that somebody verified. The
duty is then that of the authority where the child is, and an address that somebody only believes in
moves nobody. One of the families into which every child on no roll falls.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Moved out of the area",
    label="moved out of the area",
    group=Group.NOT_ON_ROLL,
    source="Education Act 1996, section 436A(1); CME regional meetings (2014), case study 1",
)
def moved_out_of_area(child: type[Child]) -> Spells:
    return child.compulsory_school_age - child.on_roll & child.moved_away
