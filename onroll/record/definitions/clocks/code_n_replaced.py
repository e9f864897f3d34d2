"""A school finds out why a pupil was absent, and replaces code N within five school days.

Counted from the day after the first code N that still stands: a code that was replaced leaves no
trace in the marks and no clock. A code N that stands defeats deletion on ground (i). It is over at
the end of the school year.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import nth_school_day
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Code N replaced with a reason",
    owner="the school",
    source="DfE, Working together to improve school attendance: within five school days",
    family=Family.REGISTERS,
    statutory=True,
    at_school=True,
)
def code_n_replaced(child: type[Child]) -> Due:
    return Due(
        event=child.reason_not_established,
        period=nth_school_day(threshold("code_n_replaced_within")),
        met_by_its_end=True,
    )
