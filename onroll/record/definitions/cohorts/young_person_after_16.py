"""In the careers service's cohort.

Lives in the area and is of academic age 16 or 17 (the age on 31 August), or of academic age 18 to
24 with an education, health and care plan. Young people in custody are left out.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="In the careers service's cohort",
    group=Group.BUILDING_BLOCKS,
    source="DfE, NEET and participation local authority figures: technical notes",
)
def young_person_after_16(child: type[Child]) -> Spells:
    plan = child.ehc_plan.until(child.ehc_plan_ended).called(
        "with an education, health and care plan"
    )
    aged = child.years_12_and_13 | (child.academic_age_18_to_24 & plan)
    return resident(child) & aged - child.in_custody
