"""Parents may name another school within fifteen days of the notice that intends an order.

Calendar days, the day of service counted. Reading taken: section 438 gives the figure; the sources
found confirm the step and not the number. The section and its figure are from memory.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import days_beginning_with
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Last day for parents to choose the school in an order",
    owner="the parents",
    source="Education Act 1996, section 438 (fifteen days)",
    family=Family.HOME_EDUCATION,
    statutory=True,
)
def order_school_choice(child: type[Child]) -> Due:
    return Due(
        event=child.notice_of_intention,
        period=days_beginning_with(threshold("order_school_choice_days")),
        met=child.school_chosen | child.school_attendance_order,
    )
