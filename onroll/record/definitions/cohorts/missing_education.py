"""Children missing education (statutory).

A child of compulsory school age in the authority's area who is not a registered pupil at a school
and is not receiving suitable education otherwise. The test is what the child is receiving today:
one who is still on the old school's roll while waiting for a new one is not missing education;
one with no roll is, from the first day of waiting. Poor attenders are not counted here; see
`missing_education_extended`.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.definitions.cohorts.suitably_educated_otherwise import (
    suitably_educated_otherwise,
)
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Children missing education",
    label="missing education",
    group=Group.NOT_ON_ROLL,
    source="Education Act 1996, section 436A(1)",
)
def missing_education(child: type[Child]) -> Spells:
    return child.compulsory_school_age & resident(
        child
    ) - child.on_roll - suitably_educated_otherwise(child)
