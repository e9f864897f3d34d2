"""Attendance return due.

A pupil whose school owes the authority the pupil's name: absent for a continuous period of ten
school days, each session of which is marked G, N, O or U. The pupil is in it from the tenth day of
the period until a session is marked otherwise. Readings taken: a session that was not possible (a
closure, the other school's day) neither breaks the period nor counts; the limb "fails to attend
regularly" has no measure in law and is for the school to tell. The rule for sickness and the
fifteen-day rule are others: `sickness_return_due`, `fifteen_days_without_permission`.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@cohort(
    title="Attendance return due",
    label="due in an attendance return",
    group=Group.ABSENCE,
    source="School Attendance (Pupil Registration) (England) Regulations 2024",
)
def attendance_return_due(child: type[Child]) -> Spells:
    due = child.unexplained_absence.from_school_day(threshold("attendance_return_school_day"))
    return child.compulsory_school_age & child.on_roll & due
