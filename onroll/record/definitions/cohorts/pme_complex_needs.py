"""Missing out on education: Complex needs and no suitable place.

A plan, or an assessment for one that has not ended, and neither a roll nor a placement. A plan
stands from the day on which a source first reports it until one reports that it ended: a school
that no longer lists the child says nothing of it.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Complex needs and no suitable place",
    label="with complex needs and no suitable place",
    group=Group.MISSING_OUT_GROUPS,
    source="Leicestershire scrutiny report (2014), paragraph 13g",
)
def pme_complex_needs(child: type[Child]) -> Spells:
    has_plan = (child.ehc_plan.until(child.ehc_plan_ended) | child.ehc_assessment).called(
        "with an education, health and care plan, or being assessed for one"
    )
    return (
        child.compulsory_school_age
        & resident(child)
        & has_plan - child.on_roll - child.alternative_provision
    )
