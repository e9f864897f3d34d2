"""Persistent absence, part-time timetables apart.

Persistent absence as it would be if the sessions marked C2, missed under a part-time timetable that
was agreed, were not counted as missed. A pupil on half days misses half of the sessions although
nothing went wrong. Reading taken: those sessions stay among the possible ones.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Persistent absence, part-time timetables apart",
    label="persistently absent, part-time timetables apart",
    group=Group.ABSENCE,
    source="Working together to improve school attendance (DfE, 2024); onroll: C2 set apart",
)
def persistent_absence_without_part_time(child: type[Child]) -> Spells:
    return child.compulsory_school_age & child.on_roll & child.persistently_absent_part_time_apart
