"""A sickness return is due at once when fifteen school days of illness are reasonably expected.

A hospital letter of 9 September that says six weeks makes it due that day, whatever the register
has by then. What was expected is a fact of its own, told by the medical-needs cases.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Sickness return: fifteen school days expected",
    owner="the school",
    source="School Attendance (Pupil Registration) (England) Regulations 2024",
    family=Family.REGISTERS,
    statutory=True,
    at_school=True,
    idle="the case that tells of the illness is itself how the authority was "
    "told; asked of one child it gives the day",
)
def sickness_return_expected(child: type[Child]) -> Due:
    return Due(
        event=child.long_illness_expected,
        period=days_after(threshold("sickness_return_expected")),
        met=child.sickness_return_made,
    )
