"""Activity not known.

A young person whose newest activity is recorded as not known (810), cannot be contacted (820) or
refused (830). One of whom no file has any row is not here; see `destination_not_known`.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.young_person_after_16 import young_person_after_16
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Activity not known",
    label="of unknown activity after 16",
    group=Group.AFTER_16,
    source="DfE, NEET and participation local authority figures: technical notes",
)
def activity_not_known_after_16(child: type[Child]) -> Spells:
    return young_person_after_16(child) & child.activity_not_known
