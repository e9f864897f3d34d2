"""An education, health and care plan is reviewed after its child is permanently excluded.

The authority may need to review or reassess; no law names a time, and 20 school days are local
practice. It runs for a child who has a plan on the day of the exclusion, and stops with the plan. A
plan stands from the day on which a source first tells of it until one tells that it ended: a school
that no longer lists the child says nothing of it.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import school_days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Plan reviewed after a permanent exclusion",
    owner="the special educational needs service",
    source="Leicestershire, pupils missing education report (2020), paragraph 15; "
    "20 school days are local",
    family=Family.EXCLUSION,
)
def plan_review_after_exclusion(child: type[Child]) -> Due:
    return Due(
        event=child.permanent_exclusion,
        period=school_days_after(threshold("plan_review_after_exclusion")),
        met=child.plan_reviewed,
        during=child.ehc_plan.until(child.ehc_plan_ended),
    )
