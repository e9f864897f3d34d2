"""Parents tell of a change to what the register has within fifteen days.

Not in force: it starts for nobody before the day regulations set.
Reading taken: calendar days after the change.
"""

from onroll.record.commencements import provision
from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Parents tell of a change to the register's particulars",
    owner="the parents",
    source="Children's Wellbeing and Schools Act 2026, section 38 (Education Act "
    "1996, section 436D)",
    family=Family.NOT_IN_SCHOOL,
    statutory=True,
    provision=provision("parents_inform_register"),
)
def register_parents_update(child: type[Child]) -> Due:
    return Due(
        event=child.particulars_changed,
        period=days_after(threshold("register_days")),
        met=child.particulars_given,
    )
