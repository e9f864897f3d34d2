"""A school begins enquiries within three days about a child who did not arrive in September.

Reception and Year 7, from the first day of absence; calendar days, and local practice. The place
cannot be withdrawn meanwhile. Arrival meets it too.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Enquiries about a child who did not arrive in September",
    owner="the school",
    source="Ealing, September reception and Year 7 non-arrivals",
    family=Family.REGISTERS,
    at_school=True,
)
def non_arrival_enquiries(child: type[Child]) -> Due:
    return Due(
        event=child.did_not_arrive,
        period=days_after(threshold("non_arrival_enquiries")),
        met=child.enquiries_begun | child.child_seen | child.admitted,
    )
