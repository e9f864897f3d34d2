"""Home educated, not suitable.

An officer has found the education not suitable, so the child also counts as missing education
from the day of the decision.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Home educated, not suitable",
    group=Group.HOME_EDUCATED,
    source="Education Act 1996, sections 7 and 437; DfE, Elective home education (2019)",
)
def home_educated_unsuitable(child: type[Child]) -> Spells:
    return (
        child.compulsory_school_age
        & resident(child) - child.on_roll
        & child.home_educated
        & child.education_found_unsuitable
    )
