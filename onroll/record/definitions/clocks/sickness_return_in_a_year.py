"""Fifteen school days of illness in one school year, in a row or not, make a sickness return due.

Due on the day they are reached: ten days ill in autumn and five in spring are reached in spring.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Sickness return: fifteen school days in a school year",
    owner="the school",
    source="School Attendance (Pupil Registration) (England) Regulations 2024",
    family=Family.REGISTERS,
    statutory=True,
    at_school=True,
    idle="the marks that reach the number are themselves how the authority was "
    "told; asked of one child it gives the day",
)
def sickness_return_in_a_year(child: type[Child]) -> Due:
    return Due(
        event=child.sickness_days_reached,
        period=days_after(threshold("sickness_return_expected")),
        met=child.sickness_return_made,
    )
