"""The authority asks to see the child at home within fifteen days of registration.

Not in force: it starts for nobody before the day regulations set.
Reading taken: calendar days after; registered
on 3 November 2025 would be due on the 18th. As summarised: the exact trigger is not confirmed.
"""

from onroll.record.commencements import provision
from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Home visit asked for after registration",
    owner="the authority",
    source="Children's Wellbeing and Schools Act 2026, section 38 (Education Act "
    "1996, section 436B)",
    family=Family.NOT_IN_SCHOOL,
    statutory=True,
    provision=provision("register_of_children_not_in_school"),
)
def register_home_visit(child: type[Child]) -> Due:
    return Due(
        event=child.registered_not_in_school,
        period=days_after(threshold("register_days")),
        met=child.home_visit_asked,
    )
