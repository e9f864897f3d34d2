"""Under 25 hours a week.

A child whose hours a source records, or who is permanently excluded without a place, and who gets
fewer than the 25 hours a week that Ofsted asks about. Held beside the hours by age: the two
disagree for every child up to Year 10 who gets between the figure for the age and 25.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.permanently_excluded_without_place import (
    permanently_excluded_without_place,
)
from onroll.record.definitions.cohorts.twenty_five_hours import twenty_five_hours
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Under 25 hours a week",
    label="getting under 25 hours a week",
    group=Group.ON_ROLL_NOT_FULL_TIME,
    source=(
        "Ofsted, Pupils missing out on education (2013); Leicestershire scrutiny report "
        "(2014), paragraph 14"
    ),
)
def under_25_hours(child: type[Child]) -> Spells:
    return child.compulsory_school_age & (
        child.weekly_hours.recorded | permanently_excluded_without_place(child)
    ) - twenty_five_hours(child)
