"""Home educated, over or under school age.

On the home education register and not of compulsory school age: a child of four, or a young person
after the last Friday of June of Year 11. Recorded, and out of every count. Not a child whose age no
source tells, nor one who has died.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Home educated, over or under school age",
    label="home educated and over or under school age",
    group=Group.HOME_EDUCATED,
    source="Education Act 1996, sections 7 and 8",
)
def home_educated_outside_school_age(child: type[Child]) -> Spells:
    of_age = child.compulsory_school_age | child.age_not_known
    return resident(child) - child.on_roll & child.home_educated - of_age - child.died
