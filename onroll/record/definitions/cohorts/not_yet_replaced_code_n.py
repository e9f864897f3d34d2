"""Code N not yet replaced.

A pupil with a session still marked N (reason not yet established) in the newest file more than five
school days after it. The reason must be found out and the code replaced within the five. It ends
when a newer file has another code, and is not asked about after the school year, nor of a child who
has died.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@cohort(
    title="Code N not yet replaced",
    label="marked with a code N not replaced in time",
    group=Group.ABSENCE,
    source="Working together to improve school attendance (DfE, 2024)",
)
def not_yet_replaced_code_n(child: type[Child]) -> Spells:
    overdue = child.reason_not_established.from_school_day(threshold("code_n_overdue_school_day"))
    return child.on_roll & overdue - child.died
