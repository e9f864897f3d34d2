"""A school refers an unexplained absence no later than its tenth school day.

A rung of the practice ladder, local and in no national text. Every session is coded G, N or O. It
runs only for an absence that lasts so long; a referral, an open case or a place on the council's
own list meets it.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import nth_school_day
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Unexplained absence referred to the authority",
    owner="the school",
    source="Gloucestershire, Herefordshire and Bradford, children missing education procedures",
    family=Family.ENQUIRIES,
    at_school=True,
)
def absence_referred(child: type[Child]) -> Due:
    return Due(
        event=child.absent_without_reason,
        period=nth_school_day(threshold("absence_referred")),
        met=child.referral_received | child.case_open | child.recorded_missing_education,
        met_by_its_end=True,
        lasting=True,
    )
