"""Open work with a child whose whereabouts are not known is reviewed every ten school days.

Counted from the day after it was opened or last reviewed, or the whereabouts came to be unknown. It
stops when they are known again.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.definitions.cohorts.whereabouts_not_known import whereabouts_not_known
from onroll.record.periods import school_days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Open work reviewed, whereabouts not known",
    owner="the case holder",
    source="Leicestershire scrutiny report (2014), paragraph 17; ten school days are local",
    family=Family.ENQUIRIES,
)
def case_review_whereabouts_unknown(child: type[Child]) -> Due:
    return Due(
        event=(child.case_open & whereabouts_not_known(child)) | child.case_reviewed,
        period=school_days_after(threshold("case_review_whereabouts_unknown")),
        met=child.case_reviewed,
        during=child.case_open & whereabouts_not_known(child),
        anew=True,
    )
