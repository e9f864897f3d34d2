"""A school tells the authority of a pupil whom illness keeps away for fifteen school days.

This is the unbroken run of code I: due on its fifteenth school day, for one that lasts so long.
`sickness_return_expected` is the forecast; fifteen days over a school year that are not in a row
are counted by `sickness_days_reached`, and one return for each continuous period is enough. No feed
tells whether a return was made, so it runs for nobody; `medical_provision` runs.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import nth_school_day
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Sickness return: fifteen school days in a row",
    owner="the school",
    source="School Attendance (Pupil Registration) (England) Regulations 2024; "
    "Hertfordshire, 15 day sickness absence",
    family=Family.REGISTERS,
    statutory=True,
    at_school=True,
    idle="the marks that reach the number are themselves how the authority was told; "
    "asked of one child it gives the day",
)
def sickness_return(child: type[Child]) -> Due:
    return Due(
        event=child.absent_through_illness,
        period=nth_school_day(threshold("sickness_return_days")),
        met=child.sickness_return_made | child.long_illness_expected,
        lasting=True,
    )
