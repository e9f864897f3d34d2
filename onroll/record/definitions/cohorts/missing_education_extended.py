"""Children missing education (extended).

Leicestershire's wider remit: every child missing education under the statute, and every pupil on a
roll who has not attended one session for a significant period. The papers name no number of days;
reading taken: 15 school days in a row, counted in the calendar of the pupil's school, so that the
pupil joins on the fifteenth. Its two parts are definitions of their own.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.missing_education_extended_not_on_roll import (
    missing_education_extended_not_on_roll,
)
from onroll.record.definitions.cohorts.missing_education_extended_on_roll import (
    missing_education_extended_on_roll,
)
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Children missing education (extended)",
    label="missing education (extended)",
    group=Group.NOT_ON_ROLL,
    source="Leicestershire, Pupils missing out on education (2020), paragraph 19",
)
def missing_education_extended(child: type[Child]) -> Spells:
    return missing_education_extended_not_on_roll(child) | missing_education_extended_on_roll(child)
