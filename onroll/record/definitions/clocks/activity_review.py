"""A record of what a young person does lapses to not known unless it is reviewed in time.

The requirement has a rule for each group of activities; no figure was found that could be relied
on. So it runs for nobody, and the dates in the careers service's own file stand.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import no_limit
from onroll.record.timeline import Child


@clock(
    title="Young person's activity reviewed before it lapses",
    owner="the careers service",
    source="NCCIS management information requirement, currency rules",
    family=Family.AFTER_16,
    statutory=True,
    idle="no figure was found for any group of activities",
)
def activity_review(child: type[Child]) -> Due:
    return Due(
        event=child.in_education_employment_or_training
        | child.not_in_education_employment_or_training,
        period=no_limit(),
        met_by_its_end=True,
    )
