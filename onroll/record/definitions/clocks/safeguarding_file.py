"""The old school sends the safeguarding file within five days of the new school being confirmed.

Reading taken: the source says "days", so calendar days, counted from the day after.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Safeguarding file sent to the new school",
    owner="the old school's safeguarding lead",
    source="Ealing, transfer of leavers' files (five days)",
    family=Family.REGISTERS,
    at_school=True,
)
def safeguarding_file(child: type[Child]) -> Due:
    return Due(
        event=child.new_school_confirmed,
        period=days_after(threshold("safeguarding_file")),
        met=child.safeguarding_file_sent,
    )
