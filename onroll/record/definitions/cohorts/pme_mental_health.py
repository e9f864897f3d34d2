"""Missing out on education: Mental health needs.

With child and adolescent mental health services, as an in-patient or in the community.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Mental health needs",
    label="with mental health needs",
    group=Group.MISSING_OUT_GROUPS,
    source="Leicestershire scrutiny report (2014), paragraph 13c",
)
def pme_mental_health(child: type[Child]) -> Spells:
    return child.compulsory_school_age & child.mental_health_service
