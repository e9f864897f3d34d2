"""Fifteen days without permission.

A pupil absent without permission (codes G, N, O and U) for fifteen school days or more, one after
the other or added up over the school year, of whom every school is asked to tell the authority,
academies, free and independent schools too. Two sessions make a day. Added up, the pupil is in it
from the day that is reached to the end of the school year. It is a local rule beside the two of the
regulations, and not to be merged with them.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@cohort(
    title="Fifteen days without permission",
    label="absent for fifteen days without permission",
    group=Group.ABSENCE,
    source="Leicestershire, Pupils missing out on education (2020)",
)
def fifteen_days_without_permission(child: type[Child]) -> Spells:
    days = threshold("days_without_permission")
    in_a_row = child.unexplained_absence.from_school_day(days)
    missed = in_a_row | child.days_without_permission_reached
    return child.compulsory_school_age & child.on_roll & missed
