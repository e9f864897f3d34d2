"""Home education is reviewed every twelve months.

An anniversary of the last review: from 29 February it is 28 February of the next year. Each review
starts the next year, and only a later review meets it. The end of home education ends it. More than
thirty days late is told to the accountable director.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import anniversary
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@clock(
    title="Yearly review of home education",
    owner="the education officer",
    source="Leicestershire, pupils missing education report (2020), paragraph "
    "35c; inclusion report (2022), 43",
    family=Family.HOME_EDUCATION,
    breach_after=threshold("home_education_review_breach"),
)
def home_education_annual_review(child: type[Child]) -> Due:
    review = (
        child.education_found_suitable
        | child.education_found_unsuitable
        | child.home_education_reviewed
    )
    return Due(
        event=review,
        period=anniversary(threshold("home_education_review_months")),
        met=review,
        during=child.home_educated,
        anew=True,
    )
