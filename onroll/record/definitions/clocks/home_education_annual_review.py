"""Home education is reviewed every twelve months.

An anniversary of the last review: from 29 February it is 28 February of the next year. Each review
starts the next year, and only a later review meets it. Reading taken: before the first review the
year runs from the start of home education, so that a child whom nobody ever reviewed is not left
out. The end of home education, or of compulsory school age, ends it. More than thirty days late is
told to the accountable director.
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
    taught_at_home = child.home_educated & child.compulsory_school_age
    return Due(
        event=taught_at_home | review,
        period=anniversary(threshold("home_education_review_months")),
        met=review,
        during=taught_at_home,
        anew=True,
    )
