"""Permanently excluded and taught nowhere.

Permanently excluded, with neither a school place nor alternative provision: nobody teaches the
child. `permanently_excluded_without_place` goes on after provision has begun; this one ends with
it.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.permanently_excluded_without_place import (
    permanently_excluded_without_place,
)
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Permanently excluded and taught nowhere",
    label="permanently excluded and taught nowhere",
    group=Group.ON_ROLL_NOT_FULL_TIME,
    source="Education Act 1996, section 19(3A); Education and Inspections Act 2006, section 101",
)
def excluded_and_unplaced(child: type[Child]) -> Spells:
    return permanently_excluded_without_place(child) - child.alternative_provision
