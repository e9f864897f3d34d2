"""Missing out on education: Permanently excluded.

A permanent exclusion, and no new permanent place yet.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.permanently_excluded_without_place import (
    permanently_excluded_without_place,
)
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Permanently excluded",
    label="permanently excluded",
    group=Group.MISSING_OUT_GROUPS,
    source="Leicestershire scrutiny report (2014), paragraph 13a",
)
def pme_permanently_excluded(child: type[Child]) -> Spells:
    return child.compulsory_school_age & permanently_excluded_without_place(child)
