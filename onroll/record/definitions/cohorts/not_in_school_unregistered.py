"""Children not in school (a): registered at no school.

Lives in the area, is of compulsory school age and is a registered pupil at no school: home educated
or missing education, whatever the reason. Not in force: nobody is in this list before the day that
regulations set. They may add or take away cases.
"""

from onroll.record.commencements import provision
from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Children not in school (a): registered at no school",
    label="of compulsory school age and registered at no school",
    group=Group.NOT_IN_SCHOOL_REGISTER,
    source=(
        "Education Act 1996, section 436B, inserted by the Children's Wellbeing and Schools "
        "Act 2026, section 38"
    ),
    provision=provision("register_of_children_not_in_school"),
)
def not_in_school_unregistered(child: type[Child]) -> Spells:
    return child.compulsory_school_age & resident(child) - child.on_roll - child.college_student
