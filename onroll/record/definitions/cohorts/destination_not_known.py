"""Destination after 16 not known.

No information is held of what the young person does: either the careers service recorded that it is
not known, or no source says anything. Being on a school roll is an activity. This is the wider
reading, in Leicestershire's words; `activity_not_known_after_16` is the return's.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.young_person_after_16 import young_person_after_16
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Destination after 16 not known",
    label="of unknown destination after 16",
    group=Group.AFTER_16,
    source="Leicestershire inclusion report (2022), paragraph 33",
)
def destination_not_known(child: type[Child]) -> Spells:
    known = (
        child.in_education_employment_or_training
        | child.not_in_education_employment_or_training
        | child.on_roll
    ).called("of known activity")
    return young_person_after_16(child) - known
