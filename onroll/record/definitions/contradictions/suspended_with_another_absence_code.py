"""Suspended, and marked with another absence code.

A school reports a suspension, and its own register says on those days that the child was ill,
absent without leave or on a part-time timetable. A suspended pupil for whom nothing is arranged
is marked with code E.

The first day is left out, for a child suspended in the afternoon may have been marked with
another code before. The number of section 51A is from memory.
"""

from onroll.record.definitions.contradiction import contradiction, school_of
from onroll.record.questions.answers import CAME_BACK, NOT_KNOWN, REGISTER_RIGHT, REGISTER_WRONG
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="Suspended, and marked with another absence code",
    question=(
        "A suspension is reported for days on which the register gives another reason for "
        "absence. Was the child suspended on them, and should they be code E?"
    ),
    asked_of=school_of(Child.suspension),
    source=(
        "School Attendance (Pupil Registration) (England) Regulations 2024 (SI 2024/208), "
        "code E; Education Act 2002, section 51A"
    ),
    answers=(CAME_BACK, REGISTER_WRONG, REGISTER_RIGHT, NOT_KNOWN),
)
def suspended_with_another_absence_code(child: type[Child]) -> Spells:
    other = child.code_i_in_use | child.code_g_n_or_o_in_use | child.code_c2_in_use
    later = child.suspension.after(threshold("first_day_of_suspension"))
    return later & other - child.code_e_in_use
