"""Part-time timetable beyond the limit.

A part-time timetable is agreed for a short time, to bring a child back to full-time education.
"Working together to improve school attendance" (DfE, in force 19 August 2024) asks for a time limit
and regular review and names no number of weeks; the regional definition is six. A timetable
renewed within a week does not start the count again.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@cohort(
    title="Part-time timetable beyond the limit",
    label="on a part-time timetable beyond the limit",
    group=Group.ON_ROLL_NOT_FULL_TIME,
    source="Working together to improve school attendance (DfE, 2024); SESLIP 2020, section B",
)
def part_time_timetable_over_limit(child: type[Child]) -> Spells:
    timetable = child.part_time_timetable.joined(threshold("part_time_timetable_renewal_gap"))
    return (
        child.compulsory_school_age
        & child.on_roll
        & timetable.after(threshold("part_time_timetable_limit"))
    )
