"""An order is served where education is not satisfactory and the child ought to attend school.

The Act says that the authority shall serve it, and names no time.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import no_limit
from onroll.record.timeline import Child


@clock(
    title="School attendance order served",
    owner="the authority",
    source="Education Act 1996, section 437(3)",
    family=Family.HOME_EDUCATION,
    statutory=True,
)
def attendance_order_served(child: type[Child]) -> Due:
    return Due(
        event=child.education_not_satisfactory,
        period=no_limit(),
        met=child.order_served | child.school_attendance_order,
    )
