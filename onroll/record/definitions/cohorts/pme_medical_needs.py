"""Missing out on education: Medical needs other than mental health.

Too ill to attend school, and medical evidence says so. A letter, an appointment or a prescription
is evidence; it need not come from a consultant. Reading taken: a stay in hospital is its own
evidence.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Medical needs other than mental health",
    label="with medical needs",
    group=Group.MISSING_OUT_GROUPS,
    source="Leicestershire scrutiny report (2014), paragraph 13d",
)
def pme_medical_needs(child: type[Child]) -> Spells:
    return child.compulsory_school_age & (child.medical_evidence | child.in_hospital)
