"""A school returns, once and by 30 September, the children who did not arrive.

A date of the year, and local practice: the first 30 September on or after the day of absence.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import next_date
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Return of children who did not arrive in September",
    owner="the school",
    source="Ealing, September reception and Year 7 non-arrivals",
    family=Family.REGISTERS,
    at_school=True,
)
def non_arrival_return(child: type[Child]) -> Due:
    return Due(
        event=child.did_not_arrive,
        period=next_date(threshold("non_arrival_return")),
        met=child.non_arrival_returned,
    )
