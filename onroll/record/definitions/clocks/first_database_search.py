"""Both the education and the social care system are searched within five school days of a referral.

The papers say that both are always checked, and name no time. Counted from the day after.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import school_days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="First search of the education and social care systems",
    owner="the children missing education coordinator",
    source="Leicestershire scrutiny report (2014), paragraph 17; five school days are local",
    family=Family.ENQUIRIES,
)
def first_database_search(child: type[Child]) -> Due:
    return Due(
        event=child.referral_received,
        period=school_days_after(threshold("first_database_search")),
        met=child.databases_searched,
    )
