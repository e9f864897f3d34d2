"""Register of children not in school.

Everybody whom the new register must hold, on any of its three bases: registered at no school (a),
on a roll and educated elsewhere (b), a part-time student of a college (c). Present here so that an
authority can prepare. Not in force: section 38 of the 2026 Act begins on a day that regulations
set, and no such day was found, so nobody is in this list yet.
"""

from onroll.record.commencements import provision
from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.not_in_school_educated_elsewhere import (
    not_in_school_educated_elsewhere,
)
from onroll.record.definitions.cohorts.not_in_school_part_time_student import (
    not_in_school_part_time_student,
)
from onroll.record.definitions.cohorts.not_in_school_unregistered import not_in_school_unregistered
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Register of children not in school",
    label="on the register of children not in school",
    group=Group.NOT_IN_SCHOOL_REGISTER,
    source=(
        "Education Act 1996, section 436B, inserted by the Children's Wellbeing and Schools "
        "Act 2026, section 38"
    ),
    provision=provision("register_of_children_not_in_school"),
)
def children_not_in_school(child: type[Child]) -> Spells:
    return (
        not_in_school_unregistered(child)
        | not_in_school_educated_elsewhere(child)
        | not_in_school_part_time_student(child)
    )
