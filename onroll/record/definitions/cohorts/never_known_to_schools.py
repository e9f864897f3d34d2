"""Never known to the school system.

A child who is missing education or home educated here, whom no source has ever had on a school
roll, and for whom no source holds a unique pupil number: the number is given by the first school.
A child who went to school abroad, or in Wales or Scotland, is here too.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.missing_education import missing_education
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.looking_back import ever
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Never known to the school system",
    group=Group.NOT_ON_ROLL,
    source="SESLIP proposal (2020), section D2",
)
def never_known_to_schools(child: type[Child]) -> Spells:
    at_home = child.compulsory_school_age & resident(child) & child.home_educated
    known = ever(child.on_roll) | child.upn_held
    return (missing_education(child) | at_home) - known
