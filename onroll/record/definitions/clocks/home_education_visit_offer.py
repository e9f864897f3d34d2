"""Every home-educated child's family is offered a visit within ten school days of registration.

Counted from the day after home education began or, of a child on the register before compulsory
school age, after that began. The papers say every child and name no time. The end of home education
ends it.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import school_days_after
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Visit offered to a home-educating family",
    owner="the education officer",
    source="Leicestershire, pupils missing education report (2020), paragraph "
    "35a; ten school days are local",
    family=Family.HOME_EDUCATION,
)
def home_education_visit_offer(child: type[Child]) -> Due:
    return Due(
        event=child.home_educated & child.compulsory_school_age,
        period=school_days_after(threshold("home_education_visit_offer")),
        met=child.visit_offered,
        met_by_its_end=True,
    )
