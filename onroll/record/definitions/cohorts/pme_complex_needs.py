"""Missing out on education: Complex needs and no suitable place.

A plan that a school reported in the last year or so, and neither a roll nor a placement. Leaves out
children still being assessed, until there is a feed that carries assessments.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@cohort(
    title="Complex needs and no suitable place",
    label="with complex needs and no suitable place",
    group=Group.MISSING_OUT_GROUPS,
    source="Leicestershire scrutiny report (2014), paragraph 13g",
)
def pme_complex_needs(child: type[Child]) -> Spells:
    has_plan = child.ehc_plan.extended(threshold("ehc_plan_seen_for"))
    return (
        child.compulsory_school_age
        & resident(child)
        & has_plan - child.on_roll - child.alternative_provision
    )
