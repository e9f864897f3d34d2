"""Over or under compulsory school age, on no roll.

Known to the authority by an address and not, or not yet, or no longer of compulsory school age.
Kept in the record and out of every statutory count. One of the families into which every child on
no roll falls; a child too young who is on a roll is on a roll. A child whose age no source tells is
not known to be over or under it, and one who has died is in no family.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Over or under compulsory school age, on no roll",
    label="over or under compulsory school age and on no roll",
    group=Group.NOT_ON_ROLL,
    source="Education Act 1996, section 8",
)
def outside_school_age(child: type[Child]) -> Spells:
    of_no_roll = (child.address_in_area | child.moved_away) - child.on_roll
    return of_no_roll - child.compulsory_school_age - child.age_not_known - child.died
