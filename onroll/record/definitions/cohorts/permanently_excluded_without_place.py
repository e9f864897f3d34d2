"""Permanently excluded, without a place.

From the day of a permanent exclusion until the child is next admitted to a school or reinstated.
Being taught meanwhile, even full time, does not end it: a placement is not a school place.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Permanently excluded, without a place",
    label="permanently excluded, without a place",
    group=Group.ON_ROLL_NOT_FULL_TIME,
    source="Education Act 1996, section 19; Education and Inspections Act 2006, section 101",
)
def permanently_excluded_without_place(child: type[Child]) -> Spells:
    without_place = child.permanent_exclusion.until(child.admitted | child.reinstated)
    return child.compulsory_school_age & resident(child) & without_place
