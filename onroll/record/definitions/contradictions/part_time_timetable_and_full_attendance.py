"""Part-time timetable, and marked present full time.

A school reports a part-time timetable, and its own register marks the child present with no
session of code C2. Under a part-time timetable the sessions at home are C2, so either the
timetable has ended or the register is wrong.

Reading taken: asked after 14 days.
"""

from onroll.record.definitions.contradiction import contradiction, school_of
from onroll.record.places import where
from onroll.record.questions.answers import FULL_TIME, NOT_KNOWN, REGISTER_WRONG
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="Part-time timetable, and marked present full time",
    question=(
        "A part-time timetable is reported, and the register shows no code C2. Has the child "
        "come back full time, and on which day?"
    ),
    asked_of=school_of(Child.part_time_timetable),
    source=(
        "Working together to improve school attendance (DfE, 2024); School Attendance (Pupil "
        "Registration) (England) Regulations 2024 (SI 2024/208), code C2"
    ),
    answers=(FULL_TIME, REGISTER_WRONG, NOT_KNOWN),
)
def part_time_timetable_and_full_attendance(child: type[Child]) -> Spells:
    both = where(child.part_time_timetable, child.marked_present) - child.code_c2_in_use
    return both.after(threshold("sources_catch_up"))
