"""A part-time timetable is reviewed or ends before six weeks have passed.

Due on the forty-second day, the first counted: from 8 September 2025 that is 19 October, and from
the 20th it is beyond the limit (`part_time_timetable_over_limit`). Calendar days; half-term counts.
A renewed timetable does not start the count again.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import days_beginning_with
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Part-time timetable reviewed or ended",
    owner="the school and an education officer",
    source="SESLIP proposal 2020, section B (six weeks)",
    family=Family.REGISTERS,
)
def part_time_timetable_review(child: type[Child]) -> Due:
    timetable = child.part_time_timetable.joined(threshold("part_time_timetable_renewal_gap"))
    return Due(
        event=timetable,
        period=days_beginning_with(threshold("part_time_timetable_limit")),
        met=child.part_time_timetable_reviewed,
        met_by_its_end=True,
    )
