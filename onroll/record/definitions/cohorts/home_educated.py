"""Home educated.

The parent chose to educate the child at home instead of at school: of compulsory school age, living
here, on no roll, and not found to be getting an unsuitable education. A family nobody has yet asked
is counted. Tuition that the authority arranged is not home education, and a child at a school for
part of the week is on its roll.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Home educated",
    group=Group.HOME_EDUCATED,
    source="Education Act 1996, section 7; Leicestershire, Inclusion report (2022), paragraph 37",
)
def home_educated(child: type[Child]) -> Spells:
    return (
        child.compulsory_school_age
        & resident(child) - child.on_roll
        & child.home_educated - child.education_found_unsuitable
    )
