"""Education from the first school day for a child in care who is excluded or suspended.

The guidance expects it of the authority; the statutory day is still the sixth. Reading taken: the
first school day of the exclusion itself is meant, so education that begins on the second is late.
It stops when the child is no longer in care, and starts only for one of compulsory school age. The
guidance's own words are from memory; Newham's page says it.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.definitions.cohorts.full_time_education import full_time_education
from onroll.record.definitions.cohorts.full_time_hours import full_time_hours
from onroll.record.periods import nth_school_day
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="First school day: education for an excluded child in care",
    owner="the authority and its virtual school head",
    source="DfE, Suspension and permanent exclusion guidance; Newham, children "
    "missing education policy",
    family=Family.EXCLUSION,
    statutory=True,
    breach_after=threshold("breach_at_once"),
)
def looked_after_first_school_day(child: type[Child]) -> Due:
    excluded = child.permanent_exclusion.until(child.admitted | child.reinstated)
    return Due(
        event=child.permanent_exclusion | child.suspension,
        period=nth_school_day(threshold("first_school_day")),
        met=full_time_hours(child) | (full_time_education(child) - (excluded | child.suspension)),
        during=child.looked_after & child.compulsory_school_age,
    )
