"""Children not in school (b): on a roll and educated elsewhere.

A registered pupil whose school arranged or agreed that the child is educated elsewhere, and who is
away for some or all of the school week: alternative provision, education that the authority
arranged, a part-time timetable, or home education for part of the week. Most children missing out
on education are here. Reading taken: a part-time timetable counts, as early commentary has it,
though the child may get no education in the other hours. Not in force before regulations say so.
"""

from onroll.record.commencements import provision
from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.resident import resident
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Children not in school (b): on a roll and educated elsewhere",
    label="on a school roll and educated elsewhere for some of the week",
    group=Group.NOT_IN_SCHOOL_REGISTER,
    source=(
        "Education Act 1996, section 436B, inserted by the Children's Wellbeing and Schools "
        "Act 2026, section 38"
    ),
    provision=provision("register_of_children_not_in_school"),
)
def not_in_school_educated_elsewhere(child: type[Child]) -> Spells:
    elsewhere = (
        child.alternative_provision
        | child.arranged_education_suitable
        | child.part_time_timetable
        | child.home_educated
    ).called("educated elsewhere for some or all of the school week")
    return child.compulsory_school_age & resident(child) & child.on_roll & elsewhere
