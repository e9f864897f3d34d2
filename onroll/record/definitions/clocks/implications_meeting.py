"""What home education means is talked through before the child's name is deleted.

It starts with the referral form and is due on the last day before the stated leaving date.
"""

from onroll.record.definitions.base import Due, Family, clock
from onroll.record.periods import by_its_last_day
from onroll.record.timeline import Child


@clock(
    title="Meeting before a child leaves school for home education",
    owner="the school, else the inclusion service",
    source="Leicestershire, pupils missing education report (2020), paragraph 36; "
    "inclusion report (2022), 41-42",
    family=Family.HOME_EDUCATION,
)
def implications_meeting(child: type[Child]) -> Due:
    return Due(
        event=child.home_education_intended,
        period=by_its_last_day(),
        met=child.implications_discussed,
    )
