"""More likely to be missing education: abuse or neglect.

A child protection plan, an enquiry under section 47, or an episode of need whose primary need is
abuse or neglect (N1). Reading taken: the guidance names the children and no register; an enquiry is
in because it is made on reasonable cause to suspect harm.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Suffering abuse or neglect",
    label="suffering or thought to suffer abuse or neglect",
    group=Group.AT_RISK,
    source=(
        "DfE, Children missing education: statutory guidance (2013); Leicestershire scrutiny "
        "report (2014), paragraph 11a"
    ),
)
def at_risk_abuse_or_neglect(child: type[Child]) -> Spells:
    return (
        child.compulsory_school_age
        & resident(child)
        & (child.child_protection_plan | child.section_47_enquiry | child.abuse_or_neglect)
    )
