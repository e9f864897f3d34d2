"""A school tells the authority of ten continuous school days coded G, N, O or U.

It is due on the tenth such day, for an absence that lasts so long; of one still open that is the
day on which it will be. Any other code begins the count again. Reading taken: returns are made at
an agreed interval of a month or less, so the tenth day is when it becomes due and the school may
hold it until the next return. Irregular attendance without a run is for the school. No feed tells
whether a return was made, so it runs for nobody: every long absence would be a school's breach.
`absence_referred` runs.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import nth_school_day
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Attendance return: ten school days without reason",
    owner="the school",
    source="School Attendance (Pupil Registration) (England) Regulations 2024; "
    "Derbyshire, statutory absence reporting",
    family=Family.REGISTERS,
    statutory=True,
    at_school=True,
    idle="the marks that reach the number are themselves how the authority was told; "
    "asked of one child it gives the day",
)
def attendance_return(child: type[Child]) -> Due:
    return Due(
        event=child.unexplained_absence,
        period=nth_school_day(threshold("attendance_return_school_day")),
        met=child.attendance_return_made | child.referral_received,
        lasting=True,
    )
