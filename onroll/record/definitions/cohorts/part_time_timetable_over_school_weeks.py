"""Part-time timetable beyond six school weeks.

The same limit as `part_time_timetable_over_limit`, read in school weeks: six of five school days,
so that holidays do not count and the child joins on the thirty-first school day. Which reading an
authority takes is local. A timetable renewed after even one day counts anew.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@cohort(
    title="Part-time timetable beyond six school weeks",
    group=Group.ON_ROLL_NOT_FULL_TIME,
    source="SESLIP proposal (January 2020), section B",
)
def part_time_timetable_over_school_weeks(child: type[Child]) -> Spells:
    return (
        child.compulsory_school_age
        & child.on_roll
        & child.part_time_timetable.from_school_day(threshold("part_time_timetable_school_weeks"))
    )
