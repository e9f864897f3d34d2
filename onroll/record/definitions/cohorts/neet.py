"""Not in education, employment or training.

A young person whose newest activity is one of the codes for it, whether available to the labour
market (540, 610, 615, 616, 619) or not (620 to 680). Which code counts is data: 540 and 616 count
here, 550 does not, and other papers differ. The published headline is the mean of the ends of
December, January and February.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.young_person_after_16 import young_person_after_16
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Not in education, employment or training",
    label="not in education, employment or training after 16",
    group=Group.AFTER_16,
    source="DfE, NEET and participation local authority figures: technical notes",
)
def neet(child: type[Child]) -> Spells:
    recorded = child.not_in_education_employment_or_training.called(
        "recorded in no education, employment or training"
    )
    return young_person_after_16(child) & recorded
