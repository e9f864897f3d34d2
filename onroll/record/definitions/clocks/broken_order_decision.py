"""When an order is not complied with, prosecution and a supervision order are considered.

The sections name no time: section 443 makes it an offence, and section 447 asks that an education
supervision order be considered first.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import no_limit
from onroll.record.timeline import Child


@clock(
    title="Prosecution for a broken order considered",
    owner="the authority's solicitors",
    source="Education Act 1996, sections 443 and 447",
    family=Family.HOME_EDUCATION,
    statutory=True,
)
def broken_order_decision(child: type[Child]) -> Due:
    return Due(
        event=child.order_broken,
        period=no_limit(),
        met=child.prosecution_considered,
    )
