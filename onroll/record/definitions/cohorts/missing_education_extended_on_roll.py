"""Children missing education (extended), on a roll.

The part of Leicestershire's wider remit that the statute does not count: a pupil on a roll who has
not attended one session for a significant period. The papers name no number of days; reading taken:
15 school days in a row, counted in the calendar of the pupil's school, so that the pupil joins on
the fifteenth.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@cohort(
    title="Children missing education (extended), on a roll",
    label="on a roll and not attending for a significant period",
    group=Group.ABSENCE,
    source=(
        "Leicestershire, Pupils missing out on education (2020), paragraph 19; inclusion "
        "report (2022), paragraph 21"
    ),
)
def missing_education_extended_on_roll(child: type[Child]) -> Spells:
    long_absent = child.not_attending.from_school_day(threshold("significant_absence"))
    return child.compulsory_school_age & resident(child) & child.on_roll & long_absent
