"""Children with medical needs, at home.

Too ill to attend school, with evidence, and not in hospital: an education officer plans what is
taught at home.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.children_with_medical_needs import (
    children_with_medical_needs,
)
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Children with medical needs, at home",
    label="with medical needs and at home",
    group=Group.ON_ROLL_NOT_FULL_TIME,
    source="Leicestershire, Inclusion report (2022), paragraph 28",
)
def medical_needs_at_home(child: type[Child]) -> Spells:
    return children_with_medical_needs(child) - child.in_hospital
