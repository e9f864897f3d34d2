"""Code C2 without a part-time timetable.

A register marks a child with code C2 while no part-time timetable is reported. Schools tell the
authority of every part-time timetable with its hours and review.

Reading taken: asked after 14 days, for the report may be on its way.
"""

from onroll.record.definitions.contradiction import contradiction, school_of
from onroll.record.questions.answers import BACK_AND_CODED, NOT_KNOWN, TIMETABLE_NOT_SENT
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="Code C2 without a part-time timetable",
    question=(
        "The register says part-time timetable. Since when has the child had one, for how "
        "many hours, and when is it reviewed?"
    ),
    asked_of=school_of(Child.code_c2_in_use),
    source=(
        "Working together to improve school attendance (DfE, 2024); School Attendance (Pupil "
        "Registration) (England) Regulations 2024 (SI 2024/208), code C2"
    ),
    answers=(TIMETABLE_NOT_SENT, BACK_AND_CODED, NOT_KNOWN),
    only_in_the_source=(
        "Only the timetable, told with its hours and its end, or the corrected register settles it."
    ),
)
def part_time_code_without_timetable(child: type[Child]) -> Spells:
    return (child.code_c2_in_use - child.part_time_timetable).after(threshold("sources_catch_up"))
