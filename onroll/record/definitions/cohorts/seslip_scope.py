"""Children missing education (SESLIP).

The region's umbrella term of 2020, wider than any council's: children missing education under the
statute, those subject to a permanent or a fixed-period exclusion, those on a part-time timetable
beyond six weeks, the persistently absent, the off-rolled and the home educated. Reading taken:
off-rolled cannot be computed, so it is a name taken off a roll with nowhere known to go, until the
next admission; an exclusion is permanent without a place yet, or a suspension while it lasts.
Rotherham's definition says the opposite of pupils who attend rarely.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.home_educated import home_educated
from onroll.record.definitions.cohorts.missing_education import missing_education
from onroll.record.definitions.cohorts.part_time_timetable_over_limit import (
    part_time_timetable_over_limit,
)
from onroll.record.definitions.cohorts.permanently_excluded_without_place import (
    permanently_excluded_without_place,
)
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Children missing education (SESLIP)",
    label="in the region's scope of missing education",
    group=Group.REGIONAL,
    source="SESLIP proposal (January 2020), section B",
)
def seslip_scope(child: type[Child]) -> Spells:
    off_rolled = child.removed_without_destination.until(child.admitted)
    return (
        child.compulsory_school_age
        & resident(child)
        & (
            missing_education(child)
            | permanently_excluded_without_place(child)
            | child.suspension
            | part_time_timetable_over_limit(child)
            | child.persistently_absent
            | off_rolled
            | home_educated(child)
        )
    )
