"""Children with medical needs.

Too ill to attend school, and medical evidence says so; mental and physical health alike. Evidence
need not be a consultant's letter: appointment cards, prescriptions and notes count. Reading taken:
a stay in hospital is its own evidence. Absence that nobody evidenced (anxiety marked O, say) is not
in it.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Children with medical needs",
    label="with medical needs that keep them from school",
    group=Group.ON_ROLL_NOT_FULL_TIME,
    source="Leicestershire, Inclusion report (2022), paragraph 28; Education Act 1996, section 19",
)
def children_with_medical_needs(child: type[Child]) -> Spells:
    return child.compulsory_school_age & (child.medical_evidence | child.in_hospital)
