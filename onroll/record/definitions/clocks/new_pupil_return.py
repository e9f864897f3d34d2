"""A school returns a new pupil's register entry by the end of the fifth day after it.

Reading taken: the text says "day", so calendar days: a name entered on 5 September 2025 is due on
the 10th. Left out: those who start in the most junior class, unless the authority asks. It runs for
entries whose return has a day; an entry of which no return came is not known by this rule.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="New-pupil return",
    owner="the school",
    source="School Attendance (Pupil Registration) (England) Regulations 2024, regulation 13",
    family=Family.REGISTERS,
    statutory=True,
    at_school=True,
)
def new_pupil_return(child: type[Child]) -> Due:
    return Due(
        event=child.new_pupil_entered,
        period=days_after(threshold("new_pupil_return")),
        met=child.new_pupil_return_made,
    )
