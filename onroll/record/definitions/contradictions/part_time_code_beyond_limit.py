"""Code C2 beyond the limit.

A register goes on using code C2 after the longest that a part-time timetable may run. What a
timetable's own dates say does not matter here: the marks are what happened. See
`part_time_timetable_over_limit` for the reported ones.
"""

from onroll.record.definitions.contradiction import contradiction, school_of
from onroll.record.questions.answers import BACK_AND_CODED, GOES_ON, NOT_KNOWN
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@contradiction(
    title="Code C2 beyond the limit",
    question=(
        "The register has said part-time timetable for longer than the limit. When does the "
        "child come back full time, and who agreed to go on?"
    ),
    asked_of=school_of(Child.code_c2_in_use),
    source=(
        "Working together to improve school attendance (DfE, 2024); SESLIP 2020, section B "
        "(six weeks)"
    ),
    answers=(BACK_AND_CODED, GOES_ON, NOT_KNOWN),
    only_in_the_source="Only the register settles it: when code C2 is used no more.",
)
def part_time_code_beyond_limit(child: type[Child]) -> Spells:
    in_use = child.code_c2_in_use.joined(gap=threshold("part_time_timetable_renewal_gap"))
    return in_use.after(threshold("part_time_timetable_limit"))
