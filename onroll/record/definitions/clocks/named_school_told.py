"""The governing body and headteacher of the school named are told when an order is served.

The Act names no time; the day of service is taken. The school must then admit the child. It runs
where an officer records the service. The number of subsection (6) is from memory.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="School named in an order told of it",
    owner="the authority",
    source="Education Act 1996, section 437(6)",
    family=Family.HOME_EDUCATION,
    statutory=True,
)
def named_school_told(child: type[Child]) -> Due:
    return Due(
        event=child.order_served,
        period=days_after(threshold("named_school_told")),
        met=child.named_school_told,
    )
