"""The old school sends a pupil's Common Transfer File within fifteen school days of leaving.

Counted from the day after the pupil ceased to be registered: 28 November 2025 comes to 19 December.
Reading taken: the source says "15 days" and the regulation school days. It runs where an officer
records that a new school waits for the file, or no county would see anything but leavers. That the
regulation counts school days is from memory.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import school_days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Common Transfer File sent to the new school",
    owner="the old school",
    source="Education (Pupil Information) (England) Regulations 2005; "
    "Buckinghamshire, Common Transfer File",
    family=Family.REGISTERS,
    statutory=True,
    at_school=True,
)
def transfer_file(child: type[Child]) -> Due:
    return Due(
        event=child.transfer_file_awaited,
        period=school_days_after(threshold("transfer_file")),
        met=child.transfer_file_sent,
    )
