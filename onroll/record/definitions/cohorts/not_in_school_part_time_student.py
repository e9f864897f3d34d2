"""Children not in school (c): part-time student of a college.

A student of an institution of the kind in section 436B(7)(d), attending part time, and at no other
school. Reading taken: a college at which a school lists the child as a student, with no full-time
hours on record; the text of subsection (7)(d) was not seen. Not in force before regulations say so.
"""

from onroll.record.commencements import provision
from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.full_time_hours import full_time_hours
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Children not in school (c): part-time student of a college",
    label="a part-time student of a college and at no school",
    group=Group.NOT_IN_SCHOOL_REGISTER,
    source=(
        "Education Act 1996, section 436B, inserted by the Children's Wellbeing and Schools "
        "Act 2026, section 38"
    ),
    provision=provision("register_of_children_not_in_school"),
)
def not_in_school_part_time_student(child: type[Child]) -> Spells:
    student = child.college_student - child.on_roll - full_time_hours(child)
    return child.compulsory_school_age & resident(child) & student
