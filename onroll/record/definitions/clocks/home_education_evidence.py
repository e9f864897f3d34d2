"""A family that declines a visit is given six weeks to send evidence of the child's work.

Calendar weeks from the request: 10 November 2025 comes to 22 December. Without it the authority is
not satisfied, and considers a notice under section 437.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import weeks_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Evidence of home education received",
    owner="the parents; the officer chases",
    source="Leicestershire, pupils missing education report (2020), paragraph 35b: six weeks",
    family=Family.HOME_EDUCATION,
)
def home_education_evidence(child: type[Child]) -> Due:
    return Due(
        event=child.evidence_requested,
        period=weeks_after(threshold("home_education_evidence_weeks")),
        met=child.evidence_received,
    )
