"""Open work with a child whose whereabouts are known is reviewed every twenty school days.

Counted from the day after it was opened or last reviewed. The papers ask for consistent review of
what is open and name no time. When the whereabouts are no longer known it stops, and
`case_review_whereabouts_unknown` starts.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.definitions.cohorts.whereabouts_not_known import whereabouts_not_known
from onroll.record.periods import school_days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Open work reviewed",
    owner="the case holder",
    source="Leicestershire scrutiny report (2014), paragraph 17; twenty school days are local",
    family=Family.ENQUIRIES,
)
def case_review(child: type[Child]) -> Due:
    return Due(
        event=(child.case_open - whereabouts_not_known(child)) | child.case_reviewed,
        period=school_days_after(threshold("case_review")),
        met=child.case_reviewed,
        during=child.case_open - whereabouts_not_known(child),
        anew=True,
    )
