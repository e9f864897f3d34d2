"""Home educated, not yet reviewed.

The parents educate at home and nobody has yet decided whether the education is suitable, or the
last look left it in doubt. Not counted as missing education.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Home educated, not yet reviewed",
    group=Group.HOME_EDUCATED,
    source="Education Act 1996, sections 7 and 437; DfE, Elective home education (2019)",
)
def home_educated_not_yet_reviewed(child: type[Child]) -> Spells:
    return (
        child.compulsory_school_age
        & resident(child) - child.on_roll
        & child.home_educated - child.education_found_suitable - child.education_found_unsuitable
    )
