"""In full-time education.

A child on a roll is taken to be full time unless a source records hours for them (a part-time
timetable or a placement) or they are permanently excluded without a place; then the hours decide,
against the figure for the child's age.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.full_time_hours import full_time_hours
from onroll.record.definitions.cohorts.permanently_excluded_without_place import (
    permanently_excluded_without_place,
)
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="In full-time education",
    group=Group.BUILDING_BLOCKS,
    source="Education Act 1996, section 436A; Ombudsman's hours by age",
)
def full_time_education(child: type[Child]) -> Spells:
    ordinary_pupil = (
        child.on_roll - child.weekly_hours.recorded - permanently_excluded_without_place(child)
    )
    return ordinary_pupil | full_time_hours(child)
