"""A school tells the authority of any part-time timetable.

Every source asks for it and their times differ: when agreed, within two weeks, half-termly. Two
weeks are taken, and are local. A timetable that the school's own list has was told; so it starts
with code C2 in the register, and a timetable in the list meets it. That the code is no longer used
tells the authority nothing, and does not. Code C2 again within a week is the same timetable.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Authority told of a part-time timetable",
    owner="the school",
    source="Leicestershire scrutiny report (2014), paragraph 14; Hammersmith: "
    "within two weeks; Norfolk: when agreed",
    family=Family.REGISTERS,
    at_school=True,
)
def part_time_timetable_notice(child: type[Child]) -> Due:
    return Due(
        event=child.code_c2_in_use.joined(threshold("part_time_timetable_renewal_gap")),
        period=days_after(threshold("part_time_timetable_notice")),
        met=child.part_time_timetable | child.part_time_timetable_told,
    )
