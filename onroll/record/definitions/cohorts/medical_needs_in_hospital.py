"""Children with medical needs, in hospital.

In hospital, and so followed by the coordinator for children with medical needs. Any stay counts;
education is owed from the moment it is clear that 15 school days will be missed.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.children_with_medical_needs import (
    children_with_medical_needs,
)
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Children with medical needs, in hospital",
    label="with medical needs and in hospital",
    group=Group.ON_ROLL_NOT_FULL_TIME,
    source="Leicestershire, Inclusion report (2022), paragraph 28",
)
def medical_needs_in_hospital(child: type[Child]) -> Spells:
    return children_with_medical_needs(child) & child.in_hospital
